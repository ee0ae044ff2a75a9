"""Sentences about a site's own rules and messages: its word list, its categories, its outbox."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "rules_file_wrong": (
        "本单位的文件 {where} 有误，请按下面的说明更正：",
        "This site's file {where} cannot be used; correct it as follows:",
    ),
    "word_not_listed": (
        "词表“{where}”中没有这个词。",
        "There is no such word in the list “{where}”.",
    ),
    "word_unusable": (
        "词表中的每个词须为 1 到 {most} 个可见字符，前后不带空格。",
        "Each word of the list has 1 to {most} visible characters, with no space before or after.",
    ),
    "word_personal": (
        "词表中不得写入身份证号、手机号等个人信息。",
        "No ID number, mobile number or other personal datum may stand in the word list.",
    ),
    "notify_not_set_up": (
        "还没有设置提醒方式，或该账号没有邮箱地址。请在 site.toml 的 [notify] 中填写。",
        "No way of telling people is set up, or the account has no address. Fill in [notify] in site.toml.",
    ),
    "doctor_messages_dead": (
        "一周内有 {count} 条待办提醒没有发出（最近一次：{detail}）。请核对 site.toml 的 [notify]，"
        "并用 ledctl notify test 测试。",
        "{count} messages could not be sent within a week (the last: {detail}). Check [notify] in site.toml "
        "and try ledctl notify test.",
    ),
    "words_changed_meanwhile": (
        "词表在您打开页面以后已有改动，请核对后重新保存。",
        "The word list was changed after you opened the page; look at it and save again.",
    ),
}
