"""The words of the page of the archive, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

ARCHIVE_WORDS: dict[str, tuple[str, str]] = {
    "archive_title": ("年度目录和卷", "Archive of the year"),
    "archive_lead": (
        "按首次公开的日期归入年度；更正列在所更正的公告之下，不另计数。目录含索引号、标题、内容概述和生成日期；"
        "每个类别一卷，含审批、画面、展示记录、张贴和异议。",
        "By the year of first publication; a correction stands under what it corrects and is not counted "
        "again. The catalogue has index, title, summary and date of creation; each category is one book: "
        "approvals, pictures, displays, postings and objections.",
    ),
    "archive_year": ("年度", "Year"),
    "archive_go": ("查看", "Show"),
    "archive_catalogue": ("目录", "Catalogue"),
    "archive_n": ("共 {n} 条，截至 {day}", "{n} items as of {day}"),
    "archive_take": ("下载 .{sort}", "take .{sort}"),
    "archive_books": ("各类别的卷", "Books by category"),
    "archive_book": ("下载卷（PDF）", "Book (PDF)"),
    "archive_volume": ("第 {n} 册", "volume {n}"),
    "archive_in_book": ("{n} 件", "{n} notices"),
    "archive_missing_n": ("未公开 {n} 件", "{n} never public"),
    "archive_none": ("这一年没有公开的信息。", "Nothing was made public in this year."),
    "archive_index": ("索引号", "Index"),
    "archive_name": ("标题", "Title"),
    "archive_summary": ("内容概述", "Summary"),
    "archive_created": ("生成日期", "Created"),
    "archive_first": ("首次公开", "First public"),
    "archive_elsewhere": ("其他渠道", "elsewhere"),
    "archive_never": ("当年起草、从未公开的", "Begun in the year and never made public"),
    "archive_code": ("记录校验码 {code}", "Checkpoint code {code}"),
    "archive_no_code": ("尚未签发校验点。", "No checkpoint was signed yet."),
}
