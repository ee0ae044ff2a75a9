"""Words of the pages about sheets, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

SHEET_WORDS: dict[str, tuple[str, str]] = {
    "sheets_title": ("公开栏张贴页", "Sheets for the boards"),
    "sheet_paper": ("纸张", "Paper"),
    "sheet_landscape": ("横向", "landscape"),
    "sheet_go": ("打印正式张贴页", "Print the final sheet"),
    "sheet_hint": (
        "按批准的版本打印，每份编号并登记；再打印一次即为第 2 份（重印）。",
        "Of the approved version; each copy has a number and is on record. Printed again it says so.",
    ),
    "sheet_draft": ("草稿预览", "Draft"),
    "sheet_draft_hint": (
        "草稿页面上印有“草稿”，不得张贴，也不登记。",
        "Marked as a draft: not to be posted, on no record.",
    ),
    "sheet_copies": ("已打印", "Printed"),
    "sheet_copy": (
        "第 {no} 份 · {paper}{landscape} · {pages} 页 · 短码 {code} · 第 {version} 版 · {name}，{at}",
        "copy {no} · {paper}{landscape} · {pages} p. · code {code} · version {version} · {name}, {at}",
    ),
    "sheet_no_copies": ("还没有打印过正式张贴页。", "No final sheet was printed yet."),
    "sheet_lying": ("横向", " landscape"),
}
