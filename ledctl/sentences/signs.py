"""What a sign says of itself beside its page, and what to do about it."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "sign_no_publisher": (
        "发布程序没有运行，不知道屏上显示什么。请启动 ledctl publish 或 ledctl serve。",
        "The publisher does not run, and what is shown is unknown. Start ledctl publish or ledctl serve.",
    ),
    "sign_away": (
        "显示屏不应答，不知道屏上显示什么。请检查屏的电源、网线和控制卡。",
        "The sign does not answer, and what it shows is unknown. See to its power, cable and card.",
    ),
    "sign_wrong_card": (
        "应答的是另一张控制卡，或屏的尺寸、颜色与配置不符，程序不向它发送任何内容：{what}。"
        "请核对控制卡和 signs.toml，再运行 ledctl doctor。",
        "Another card answers, or one set up for another panel, and nothing is sent to it: {what}. "
        "Compare the card with signs.toml, then run ledctl doctor.",
    ),
    "sign_held_up": (
        "另有应展示的公告未被显示屏接受，原因见操作记录；程序会再试。",
        "It would not take something that should stand; the record says why, and the program tries again.",
    ),
    "sign_unknown": (
        "屏上有不是本系统放上去的内容：{what}。请立即到现场查看，来历不明时一键关屏并报告。",
        "It holds content this system did not put there: {what}. Look at it now; if nobody knows where it "
        "came from, make it dark and report it.",
    ),
    "sign_mismatch": (
        "自 {since} 起显示的内容与下发的不一致。请到现场查看，必要时一键关屏。",
        "Since {since} it has shown something else than it was sent. Look at it; make it dark if need be.",
    ),
    "sign_complains": (
        "显示屏报告故障：{what}。请联系维护人员。",
        "It reports faults: {what}. Call whoever maintains it.",
    ),
}
