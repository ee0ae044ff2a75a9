"""The words about kept personal data and of the sweep, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

PRIVACY_WORDS: dict[str, tuple[str, str]] = {
    "keep_title": ("保留个人信息", "Keeping personal data"),
    "keep_lead": (
        "公开版本已隐去个人信息，一般应接受或删去。确需公开的，写明理由申请，另一人复核同意后写回原文再保存。",
        "Personal data is hidden in the public version: accept that, or remove it. Where the public needs "
        "it, ask with a reason; once another person agrees, write it back and save.",
    ),
    "keep_asked_line": (
        "有人申请保留个人信息，等您或其他审核人员复核：",
        "Somebody asks to keep personal data; you or another reviewer may agree: ",
    ),
    "keep_where": ("位置", "Place"),
    "keep_datum": ("要保留的内容（不会保存，只留校验值）", "The datum (never stored, only a digest)"),
    "keep_reason": ("理由（必填，不得含个人信息）", "Reason (required, without personal data)"),
    "keep_ask": ("申请保留", "Ask to keep it"),
    "keep_line": ("{place} · {name} 于 {at} 提出", "{place} · asked by {name}, {at}"),
    "keep_agreed": ("{name} 于 {at} 复核同意", "agreed by {name}, {at}"),
    "keep_waiting": ("等待另一人复核", "waits for another person"),
    "keep_again": ("请再次填写该项内容，以示已核对", "Type the datum once more, to show you compared it"),
    "keep_opinion": ("意见（可不填）", "Opinion (optional)"),
    "keep_agree": ("复核同意", "Agree"),
    "sweep_title": ("逐条排查", "Sweep"),
    "sweep_lead": (
        "用现行规则重新检查所有批准过的内容，不改动任何内容。发现问题请撤回或更正。",
        "Screens everything that was ever approved again with today's rules. Nothing is changed; "
        "withdraw or correct what is found.",
    ),
    "sweep_go": ("开始排查", "Sweep now"),
    "sweep_done": (
        "查了 {n} 版，发现 {hits} 处，其中在屏 {on} 处。",
        "{n} versions, {hits} hits, {on} on signs.",
    ),
    "sweep_clean": ("查了 {n} 版，没有发现问题。", "{n} versions, nothing found."),
    "sweep_on": ("在屏：{signs}", "on now: {signs}"),
}
