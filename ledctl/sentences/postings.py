"""Sentences about sheets on boards: what may hang where, what came down, what was a mistake."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "posting_struck_already": (
        "这条张贴记录已作为误登注销，不能再办理。如实际张贴过，请重新登记。",
        "This posting was struck as a mistake already. If the sheet did hang, write it down anew.",
    ),
    "posting_board_gone": (
        "公开栏“{code}”（{label}）已停用，不能张贴。请选择在用的公开栏。",
        "The board “{code}” ({label}) is out of use; choose one in use.",
    ),
    "posting_board_other": (
        "公开栏“{label}”不展示这一类别的内容，它展示的类别是：{categories}。请换一个公开栏，或先修改登记。",
        "The board “{label}” does not carry this category, only: {categories}. Choose another one, "
        "or change the register first.",
    ),
    "posting_before_approval": (
        "第 {version} 版 {at} 才批准，张贴时间不能早于批准时间。",
        "Version {version} was approved at {at}; nothing of it can have hung before.",
    ),
    "posting_withdrawn": (
        "《{title}》已撤回，不能再张贴；已张贴的请撤下。",
        "“{title}” was withdrawn and is not put up any more; take down what hangs.",
    ),
    "posting_hangs_already": (
        "《{title}》已张贴在“{label}”（第 {posting} 号，{since} 起）。换贴新纸请先登记撤下。",
        "“{title}” hangs on “{label}” already (posting {posting}, since {since}). Before another "
        "sheet goes up, write down that this one came down.",
    ),
    "posting_old_hangs": (
        "“{label}”上还张贴着《{title}》的旧版（第 {posting} 号）。请先撤下旧纸并登记，再张贴新版。",
        "An older version of “{title}” still hangs on “{label}” (posting {posting}). Take the old sheet "
        "down and write that down first.",
    ),
    "sheet_old_version": (
        "这张纸（{code}）是第 {version} 版，现行批准的是第 {approved} 版，不能张贴。"
        "请打印现行版；已张贴的旧纸请撤下。",
        "This sheet ({code}) is version {version}; version {approved} is the one approved now. Print that "
        "one, and take down any old sheet.",
    ),
    "sheet_unknown": (
        "没有打印过编号为 {code} 的纸。请核对纸上的编号。",
        "No sheet with the code {code} was ever printed. Check the code on the paper.",
    ),
    "sheet_of_other": (
        "编号 {code} 的纸不是“{id}”的，请核对。",
        "The sheet {code} is not one of “{id}”; check the code.",
    ),
    "sheet_copy_unknown": (
        "编号 {code} 的纸没有第 {copy} 份。请核对纸上的份数。",
        "There is no copy {copy} of the sheet {code}; check the number on the paper.",
    ),
    "photo_wanted": (
        "请先拍照。拍不了照片时勾选“现在拍不了照片”，记录上会写明没有照片。",
        "Take a photo first. If you cannot, tick “No photo can be taken now”; the record then says so.",
    ),
    "board_wanted": ("请选择贴在哪个公开栏。", "Choose the board it hangs on."),
    "posting_not_signed_in": (
        "登录已过期，刚才的登记没有保存。请重新登录，再拍照登记一次。",
        "You are signed out, and nothing was written down. Sign in, take the photo and send it again.",
    ),
    "posting_not_here": (
        "第 {id} 号张贴不在公开栏登记里，请在事项页面办理。",
        "Posting {id} is not one of a board of the register; go to the page of its notice.",
    ),
}
