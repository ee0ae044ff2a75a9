"""Sentences of what is due at the boards, and of the supervision team's checks."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "board_not_in_use": (
        "公开栏“{code}”已停用，不再登记更新和检查。",
        "The board “{code}” is not in use any more: nothing is written down for it.",
    ),
    "term_no_month": ("请按“2026-11”的格式填写月份。", "Write the month as 2026-11."),
    "term_no_quarter": ("请按“2026Q4”的格式填写季度。", "Write the quarter as 2026Q4."),
    "village_unknown": (
        "没有登记在“{village}”名下的公开栏。请先在公开栏登记中填写所属村。",
        "No board of “{village}” is in the register. Enter the village with its board first.",
    ),
    "village_missing": (
        "月份和输出文件只用于一个村的任务清单，请用 --village 指明是哪个村。",
        "A month and a file are for the list of one village: name it with --village.",
    ),
    "check_no_number": (
        "“{text}”不是以张贴编号开头。请写成“12”或“12:reviewer”。",
        "“{text}” does not begin with the number of a posting. Write 12, or 12:reviewer.",
    ),
    "check_read_alone": (
        "张贴记录 {id} 读了编码，但没有列为已查看。请用 --sheet {id} 一并填写。",
        "A code was read off posting {id}, which was not looked at: name it with --sheet {id}, too.",
    ),
    "no_such_check": ("没有编号为 {id} 的检查记录。", "There is no check {id}."),
    "check_not_hanging": (
        "张贴记录 {id} 当天没有张贴在这块公开栏上，请核对编号和检查日期。",
        "Posting {id} did not hang on this board on that day. Check the number and the day.",
    ),
    "check_looked_at_nothing": (
        "当天张贴的公开件一件也没有查看，也没有写发现的问题，不能登记为检查。请至少查看一件。",
        "Not one of the sheets that hung there was looked at, and nothing was found: that is no check. "
        "Look at one at least.",
    ),
    "check_element_unknown": (
        "不认识“{text}”。六要素写作：{known}。",
        "“{text}” is none of the six elements: {known}.",
    ),
    "check_team_long": ("检查人员最多写 {most} 字。", "The team has at most {most} characters."),
    "check_mend_by_missing": (
        "检查发现了问题，请填写整改期限。",
        "Something was found: say by when it is to be mended.",
    ),
    "check_nothing_to_mend": (
        "没有发现问题，不需要整改期限。请写明发现的问题，或者清空整改期限。",
        "Nothing was found that could be mended. Say what was found, or leave the day empty.",
    ),
    "check_mend_by_before": (
        "整改期限不能早于检查日期 {day}。",
        "The day to mend by cannot be before that of the check, {day}.",
    ),
    "check_was_clean": (
        "这次检查没有发现问题，不需要整改。",
        "This check found nothing that could be mended.",
    ),
    "check_mended_already": ("这次检查的整改已经登记过。", "It is on record already that this was mended."),
    "mended_before_check": (
        "整改日期不能早于检查日期 {day}。",
        "It cannot have been mended before the check, {day}.",
    ),
}
