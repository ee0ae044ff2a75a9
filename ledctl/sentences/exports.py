"""Sentences of taking the record out of the house."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "export_is_there": (
        "文件 {where} 已经存在，没有覆盖。请换一个文件名，或者加 --force。",
        "The file {where} is there already and was left alone. Give another name, or say --force.",
    ),
    "export_no_folder": (
        "没有文件夹 {where}。请先建好，或者换一个地方。",
        "There is no folder {where}. Make it first, or choose another place.",
    ),
    "export_notice_or_days": (
        "按公告导出和按日期导出只能选一种。",
        "Export either one notice or a stretch of days, not both.",
    ),
}
