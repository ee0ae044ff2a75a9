"""Words of the pages about village templates, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

VILLAGE_WORDS: dict[str, tuple[str, str]] = {
    "village_lead": (
        "各村按统一格式公布。下载空表发给村里填写，收回后点“起草”导入：标题、正文、类别、公示期和渠道都已填好。",
        "All villages publish in one format. Send the blank list to a village; when it comes back, begin the "
        "notice from it: title, text, category, period and channels are filled in.",
    ),
    "village_blank": ("下载空表", "Blank list"),
    "village_begin": ("起草", "Begin a notice"),
    "village_category": ("公开类别", "Category"),
    "village_days": ("张贴天数", "Days up"),
    "village_days_none": ("天数由本地规定", "set by the county's own rule"),
    "village_days_calendar": ("不少于 {n} 天", "at least {n} days"),
    "village_days_working": ("不少于 {n} 个工作日", "at least {n} working days"),
    "village_columns": ("各列", "Columns"),
    "village_channels": ("渠道", "Channels"),
    "village_basis": ("依据", "Basis"),
    "village_begin_title": ("起草：{label}", "Begin: {label}"),
    "village_begin_lead": (
        "选择村里交回的名单（.xlsx、.csv、.docx），或粘贴。下一步核对全文，保存前什么也不存。",
        "Choose the list the village sent back (.xlsx, .csv, .docx), or paste it. The whole text comes next; "
        "nothing is stored before you save it.",
    ),
    "village_name": ("村名", "Village"),
    "village_name_hint": ("例如：东坡村", "such as 东坡村"),
    "village_file": (
        "村里交回的文件（.xlsx、.csv、.docx）",
        "The file the village sent back (.xlsx, .csv, .docx)",
    ),
    "village_paste": ("或粘贴名单（连同表头）", "Or paste the list (with its heads)"),
    "village_back": ("返回全部格式", "All templates"),
    "village_go": ("读取名单，填写公告", "Read the list, write the notice"),
}

CERTAINTIES: dict[str, tuple[str, str]] = {
    "text": ("已核对条文", "rule text read"),
    "secondary": ("引自二手材料", "second hand"),
    "practice": ("当地做法", "one office's practice"),
    "unverified": ("依据未核对", "basis not verified"),
}
"""How sure a citation is, as ``calendars.categories`` knows it."""

PERIODS: dict[str, tuple[str, str]] = {
    "monthly": ("所属月份（例如 2026-11）", "Month (such as 2026-11)"),
    "quarterly": ("所属季度（例如 2026Q4）", "Quarter (such as 2026Q4)"),
    "at_once": ("所属年份（例如 2026）", "Year (such as 2026)"),
}
"""What is asked for by each cadence."""
