"""Sentences of the sheets for paper boards: printing them, and the code on them."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "sheet_not_approved": (
        "这条公告还没有批准的版本（现在：{zh}），不能打印正式张贴页；可以打印草稿。",
        "No version of this notice is approved (it is: {en}): only a draft is printed.",
    ),
    "sheet_taken_back": (
        "这条公告批准后已撤回、解除或不予公开（现在：{zh}），不能再打印张贴页；已张贴的请撤下。",
        "This notice was withdrawn, lifted or rejected after its approval (it is: {en}); no sheet is printed,"
        " and what hangs must come down.",
    ),
    "sheet_category": (
        "“{zh}”这一类不在公开栏公开，不能打印张贴页。",
        "The category “{en}” is not published on boards, so no sheet is printed.",
    ),
    "sheet_element_missing": (
        "六要素不齐，缺：{zh}。补齐后才能打印正式张贴页；应急报批的，请先补办审核。",
        "Of the six elements these are missing: {en}. The final sheet is printed once they are there; a"
        " warning of the short way is reviewed first.",
    ),
    "sheet_character": (
        "有 {count} 个字没有字形，不能打印：{characters}。请改用通用字，或在“造字”中补画后再打印。",
        "{count} characters have no shape to print: {characters}. Use others, or draw them first.",
    ),
    "sheet_screened": (
        "按现在的规则，已批准的文字有需要处理的地方（{places}），不能再打印张贴。请修订后重新报批。",
        "By the rules of today the approved text needs a change ({places}), so it is not printed. Revise it.",
    ),
    "sheet_no_phone": (
        "有公示期，但没有设置异议电话，纸上没有这一行。"
        "请管理员在 site.toml 的 [boards] 中填写 objection_phone。",
        "There is a publicity period and no phone for objections on the sheet: set boards.objection_phone.",
    ),
    "sheet_busy": (
        "同时有多人打印同一张，请稍后再试。",
        "Several people are printing this sheet at once. Try again in a moment.",
    ),
    "sheet_only_draft": (
        "文件里的公告没有经过审批，只能加 --draft 打印草稿。",
        "A notice in a file is not approved: it prints only as a draft, with --draft.",
    ),
    "sheet_file_exists": (
        "文件 {where} 已经存在，没有打印。换一个文件名，或加 --force 覆盖。",
        "The file {where} is there already, nothing was printed. Choose another name, or --force.",
    ),
    "sheet_code_shape": (
        "“{code}”不是短码。短码是张贴页下方的 8 个字母或数字，如 7K3M-Q2XD。",
        "“{code}” is no short code. It is the eight characters at the foot of a sheet, like 7K3M-Q2XD.",
    ),
    "sheet_code_mistyped": (
        "短码“{code}”有误：最后一位是校验位，对不上。请对照纸上逐字再输入一次。",
        "The short code “{code}” is mistyped: its last character does not fit the others. Read it off again.",
    ),
}
