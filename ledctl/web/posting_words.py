"""Words of the pages about postings, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

POSTING_WORDS: dict[str, tuple[str, str]] = {
    "posting_flags_title": ("张贴待办", "Postings: to be done"),
    "posting_flags_more": ("另有 {n} 项，见各事项页面。", "{n} more, on the pages of their notices."),
    "posting_on_board": ("公开栏 {board}", "Board {board}"),
    "posting_sheet": ("张贴单 {code}，第 {no} 版第 {copy} 份", "sheet {code}, version {no}, copy {copy}"),
    "posting_no_sheet": ("未登记张贴单编号", "no sheet code on record"),
    "posting_photo": ("张贴后的照片", "Photo of it on the board"),
    "posting_photo_after": ("撤下后的照片", "Photo after it came down"),
    "posting_no_photo": ("没有照片", "no photo"),
    "posting_struck": ("已注销，不计入：{reason}（{name}）", "struck, does not count: {reason} ({name})"),
    "posting_strike": ("误登注销", "Strike as a mistake"),
    "posting_strike_hint": (
        "仅用于登记错误、实际没有张贴的情况；注销后这条记录不计入公示期，也不能恢复。",
        "Only for a wrong entry: nothing hung there. It then covers nothing and cannot be brought back.",
    ),
    "posting_strike_reason": ("注销原因", "Why it was a mistake"),
    "board_up": ("张贴到公开栏", "Put up on a board"),
    "board_up_board": ("公开栏", "Board"),
    "board_up_code": (
        "张贴单编号（纸上的 XXXX-XXXX，可不填）",
        "Code on the sheet (XXXX-XXXX; may be empty)",
    ),
    "board_up_copy": (
        "第几份（不填为最新一份未张贴的）",
        "Which copy (newest that hangs nowhere when empty)",
    ),
    "phone_title": ("张贴登记", "Posting"),
    "phone_enter": ("输入纸上的编号", "Type the code on the sheet"),
    "phone_code": ("编号（XXXX-XXXX）", "Code (XXXX-XXXX)"),
    "phone_go": ("查找", "Find"),
    "phone_hint": (
        "编号印在张贴单下方；也可以用手机扫纸上的二维码直接打开。不分大小写，可以不写横线。",
        "It is at the foot of the sheet; its QR code opens this page. Case and hyphen do not matter.",
    ),
    "phone_version": ("第 {no} 版", "Version {no}"),
    "phone_period": ("公示期：{start} 至 {end}", "Publicity period: {start} to {end}"),
    "phone_no_period": ("没有公示期", "no publicity period"),
    "phone_board": ("贴在哪个公开栏", "On which board"),
    "phone_copy": ("第几份", "Which copy"),
    "phone_copy_no": ("第 {no} 份", "copy {no}"),
    "phone_photo": ("拍一张贴好后的照片", "Take a photo of it on the board"),
    "phone_photo_down": ("拍一张撤下后的照片", "Take a photo of the board without it"),
    "phone_without": ("现在拍不了照片", "No photo can be taken now"),
    "phone_up": ("已张贴", "It is up"),
    "phone_down": ("已撤下", "It is down"),
    "phone_reason": ("撤下原因", "Why it came down"),
    "phone_over": ("公示期满", "The publicity period is over"),
    "phone_hangs": ("张贴在 {board}（{code}），{since} 起", "hangs on {board} ({code}) since {since}"),
    "phone_done_up": ("已登记张贴（第 {n} 号）。", "Written down: it is up (posting {n})."),
    "phone_done_down": ("已登记撤下。", "Written down: it is down."),
    "phone_no_boards": (
        "登记里没有可贴这件事项的公开栏，请联系镇政府登记公开栏。",
        "No board in the register carries this notice; ask the office to enter one.",
    ),
    "phone_not_yours": ("您没有登记张贴的权限。", "Writing postings down is not your task."),
    "phone_another": ("换一张纸", "Another sheet"),
}

FLAG_TEXTS: dict[str, tuple[str, str]] = {
    "due": ("须在 {until} 前张贴", "to be posted before {until}"),
    "due_yet": ("已批准，尚未张贴", "approved and not posted yet"),
    "not_posted": (
        "公示期内没有张贴（{since} 至 {until}）",
        "never posted in its period ({since} to {until})",
    ),
    "not_posted_yet": (
        "公示期 {since} 已开始，至今未张贴",
        "its period began at {since}; not posted yet",
    ),
    "late": ("{since} 开始公示，{until} 才张贴", "its period began at {since}; posted at {until}"),
    "gap": ("{since} 至 {until} 没有张贴", "nothing posted from {since} to {until}"),
    "down_early": (
        "{since} 提前撤下，公示期到 {until}",
        "down at {since}, before the period's end at {until}",
    ),
    "down_early_yet": ("{since} 提前撤下，公示期未满", "down at {since}, and the period still runs"),
    "old_version": (
        "张贴的是旧版，新版 {since} 已批准，请换贴",
        "an older version hangs; the new one was approved at {since}: replace it",
    ),
    "hangs_on": ("{since} 起不应再张贴，请撤下", "should be down since {since}: take it down"),
}
"""What a flag says, by its code; ``_yet``: while it lasts, and what is due without a day."""
