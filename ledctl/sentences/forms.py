"""Sentences about forms: their files, cells entered by hand, filing."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "form_file_wrong": (
        "表样文件 {where} 不能使用，请更正：",
        "The form file {where} cannot be used; please mend it:",
    ),
    "form_file_line": ("第 {line} 行：{zh}", "Line {line}: {en}"),
    "form_not_toml": (
        "不是正确的 TOML 文件：{detail}。",
        "It is not valid TOML: {detail}.",
    ),
    "form_format": (
        '缺少 format = "{format}"，不是表样文件。',
        'It has no format = "{format}" and is no form file.',
    ),
    "form_key_missing": ("缺少“{where}”。", "{where} is missing."),
    "form_key_unknown": (
        "“{where}”不是表样里的键，请检查拼写。",
        "{where} is no key of a form; see to its spelling.",
    ),
    "form_value_wrong": (
        "“{where}”的值不对：{value}。",
        "{where} has a wrong value: {value}.",
    ),
    "form_reference_unknown": (
        "“{where}”中写的“{name}”没有定义，或不能用在这里。",
        "{where} names “{name}”, which is not defined or cannot stand there.",
    ),
    "form_twice": (
        "“{name}”在“{where}”中出现了两次。",
        "“{name}” stands twice in {where}.",
    ),
    "form_base_unknown": (
        "extends 所指的表样“{base}”不存在，或互相引用。",
        "extends names the form “{base}”, which does not exist or builds on this one.",
    ),
    "form_not_of_year": (
        "本表式适用于{applies}，不是 {year} 年度的表式，请确认县里要的是哪一种。",
        "This form is for {applies}, not for {year}: make sure which one the county asks for.",
    ),
    "form_code_taken": (
        "表样代码“{name}”在两个文件中重复（{where}）。",
        "Two files have the form code “{name}” ({where}).",
    ),
    "form_unknown": (
        "没有代码为“{code}”的报表，可用的有：{known}。",
        "There is no form “{code}”; there are: {known}.",
    ),
    "form_period_not_taken": (
        "报表“{code}”不能按这种期间填报，可用的有：{known}。",
        "The form “{code}” is not filled for such a period; it takes: {known}.",
    ),
    "form_period_unclear": (
        "请用 --year（可加 --quarter 或 --month）或 --period 指明一个统计期间。",
        "Name one period: --year, with --quarter or --month if need be, or --period.",
    ),
    "form_cell_unread": (
        "“{where}”要写成 单元格=数值，例如 9.1:now=4。",
        "Write “{where}” as CELL=VALUE, such as 9.1:now=4.",
    ),
    "form_cells_too_many": ("一次最多填写 {most} 格。", "At most {most} cells at once."),
    "form_cells_empty": (
        "还有 {count} 格没有填：{names}。",
        "{count} cells are empty: {names}.",
    ),
    "form_signers_empty": (
        "落款还有 {count} 项没有填：{names}。",
        "{count} lines at the foot are empty: {names}.",
    ),
    "form_texts_empty": (
        "还有 {count} 部分没有文字：{names}。",
        "{count} sections have no words: {names}.",
    ),
    "form_cell_unknown": ("这张报表没有“{where}”这一格。", "This form has no cell {where}."),
    "form_cell_not_manual": (
        "“{row}”由系统统计得出，不能手工填写。数字不对时，请补录公开渠道或更正公告。",
        "“{row}” is counted by the system and takes no entry. If it is wrong, enter the missing publications "
        "or correct the notice.",
    ),
    "form_figure_unread": (
        "“{row}”应填数字，不能是“{text}”。",
        "“{row}” takes a number, not “{text}”.",
    ),
    "form_figure_decimals": (
        "“{row}”最多 {decimals} 位小数。",
        "“{row}” takes at most {decimals} decimals.",
    ),
    "form_figure_whole": ("“{row}”应填整数。", "“{row}” takes a whole number."),
    "form_figure_negative": ("“{row}”不能是负数。", "“{row}” cannot be negative."),
    "form_figure_too_large": (
        "“{row}”不能大于 {most}。",
        "“{row}” cannot exceed {most}.",
    ),
    "form_text_wrong": (
        "“{where}”要填文字，不超过 {most} 字，不能有特殊控制字符。",
        "{where} takes words, {most} characters at most, no control characters.",
    ),
    "form_source_missing": (
        "请写明数据来自什么材料（如：信访登记簿），不超过 {most} 字。",
        "Say from what paper the figures come (a register, say), {most} characters at most.",
    ),
    "form_nothing_entered": ("没有填写任何内容。", "Nothing was entered."),
    "form_not_ready": (
        "报表还不能定稿，请先处理：",
        "The form cannot be filed yet; first see to this:",
    ),
    "form_check_broken": ("核对不符：{zh}", "It does not hold: {en}"),
    "form_period_running": (
        "报表期间到 {last} 才结束，期间内不能定稿。",
        "The period ends on {last}; it cannot be filed before it is over.",
    ),
    "form_filed_meanwhile": (
        "{name}刚刚把本期定稿为第 {version} 版，请先看差异，再决定是否另立新版。",
        "{name} has just filed version {version}: look at the differences first.",
    ),
    "form_filed_same": (
        "与已定稿的第 {version} 版没有任何差异，不必再定稿。",
        "Nothing differs from version {version} as filed; there is nothing to file.",
    ),
    "form_reason_missing": (
        "已有定稿，另立新版要写明理由。",
        "It was filed before; a new version needs a reason.",
    ),
    "form_version_unknown": (
        "这张报表没有定稿的第 {version} 版。",
        "There is no filed version {version} of this form.",
    ),
    "form_file_kind": (
        "只能输出 {known}，不能是“{where}”。",
        "It can be written as {known}, not as “{where}”.",
    ),
    "form_frozen_broken": (
        "定稿第 {version} 版与定稿时的摘要不符，可能被改动过，请立即报告。",
        "Version {version} as filed does not have the digest of its filing: it may have been changed. Report "
        "this at once.",
    ),
}
