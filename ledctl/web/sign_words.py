"""The words of the page of signs, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

SIGN_WORDS: dict[str, tuple[str, str]] = {
    "signs_title": ("大屏实况", "Signs, live"),
    "no_signs": ("本站还没有配置显示屏。", "This site has no sign yet."),
    "live_alt": ("显示屏 {sign} 现在的画面", "What sign {sign} shows now"),
    "live_held_up": (
        "另有公告未被显示屏接受，原因见操作记录",
        "it would not take another notice; the record says why",
    ),
    "live_offline": (
        "显示屏失联或拒绝指令，画面未知，原因见操作记录",
        "The sign does not answer, or would not be used so; what it shows is unknown, the record says why",
    ),
    "live_unknown": ("发布程序未运行，画面未知", "The publisher is not running; what is shown is unknown"),
    "live_showing": (
        "《{title}》第 {page}/{pages} 页 · {proof}",
        "“{title}” page {page}/{pages} · {proof}",
    ),
    "live_rotating": (
        "{titles} · 由控制卡自行翻页（图为首页） · {proof}",
        "{titles} · the card turns the pages itself (the picture is the first) · {proof}",
    ),
    "live_title": ("《{title}》", "“{title}”"),
    "live_comma": ("、", ", "),
    "live_cannot_be_asked": ("此屏只收不答，无法查询", "this sign cannot be asked"),
    "live_stale": ("画面没有更新，请刷新页面", "Not up to date: reload the page"),
    "live_since": ("自 {at}", "since {at}"),
    "reload": ("刷新画面", "Reload"),
    "panel": ("点阵", "Panel"),
}
