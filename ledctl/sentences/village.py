"""Sentences of the village templates."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "village_not_toml": (
        "村务公开格式文件不是有效的 TOML：{detail}。",
        "The file of village templates is no valid TOML: {detail}.",
    ),
    "village_key_unknown": (
        "村务公开格式文件里没有“{where}”这一项。",
        "A file of village templates has no entry “{where}”.",
    ),
    "village_empty": (
        "村务公开格式文件里没有一项 [[template]]。",
        "The file of village templates has no [[template]].",
    ),
    "village_twice": (
        "村务公开格式“{where}”写了两次。",
        "The village template “{where}” stands there twice.",
    ),
    "village_value": (
        "村务公开格式“{where}”写得不对：{detail}。请对照 village.toml 开头的说明修改。",
        "The village template “{where}” is wrong: {detail}. The head of village.toml says what it needs.",
    ),
    "village_form_unknown": (
        "没有代码为“{code}”的村务公开格式。现有：{known}。",
        "There is no village template “{code}”. There are: {known}.",
    ),
    "village_file_kind": (
        "空表没有“{where}”这种格式。可用：{known}。",
        "There is no blank list as “{where}”. There are: {known}.",
    ),
    "village_name_missing": (
        "请填写村名（2 到 {most} 个字），例如“东坡村”。",
        "Name the village (2 to {most} characters), such as 东坡村.",
    ),
    "village_span_monthly": (
        "请填写这份名单是哪个月的，例如 2026-11。",
        "Say which month the list is about, such as 2026-11.",
    ),
    "village_span_quarterly": (
        "请填写这份名单是哪个季度的，例如 2026Q4。",
        "Say which quarter the list is about, such as 2026Q4.",
    ),
    "village_span_at_once": (
        "请填写这份名单是哪一年的，例如 2026。",
        "Say which year the list is about, such as 2026.",
    ),
    "village_or_like": (
        "--template 和 --like 只能用一个：一个按村务公开格式起草，一个参照以前的公告。",
        "Give --template or --like: one begins from a village template, the other from an earlier notice.",
    ),
}
