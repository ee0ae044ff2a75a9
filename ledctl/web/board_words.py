"""Words of the pages about boards, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

BOARD_WORDS: dict[str, tuple[str, str]] = {
    "nav_boards": ("公开栏", "Boards"),
    "section_boards": ("公开栏", "Boards"),
    "section_duties": ("例行", "Duties"),
    "boards_title": ("公开栏登记", "Register of boards"),
    "boards_today_title": ("今天张贴的内容", "What is up today"),
    "duties_title": ("更新任务", "Duties"),
    "checks_title": ("督查记录", "Checks"),
    "village_forms_title": ("村务公开格式", "Village templates"),
}
