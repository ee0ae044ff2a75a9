"""The words of the second row of the navigation, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

SECTION_WORDS: dict[str, tuple[str, str]] = {
    "section_pages": ("本栏目的页面", "Pages of this section"),
    "section_look": ("查看", "Look"),
    "section_ask": ("追溯", "Ask"),
    "section_prove": ("核验", "Prove"),
    "section_keep": ("保管", "Keep"),
    "section_count": ("统计", "Count"),
    "section_file": ("报送", "Report"),
    "section_years": ("年度统计", "Year report"),
}
