"""The pages below one entry of the navigation, in groups, and which of them a reader is on. Pure.

A new page of the record or of the statistics is a line here; its template only names
its section. A page of its own address below another's (``/audit/notice/A``) belongs to
the longest one it begins with.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """``title`` is a key of ``words``; ``also``: beginnings of addresses that belong here, too."""

    href: str
    title: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Pages for one purpose; ``title`` is a key of ``words``."""

    title: str
    pages: tuple[Page, ...]


SECTIONS: dict[str, tuple[Group, ...]] = {
    "nav_boards": (
        Group(
            "section_boards",
            (
                Page("/boards", "boards_title"),
                Page("/boards/today", "boards_today_title"),
                Page("/boards/village", "village_forms_title"),
            ),
        ),
        Group("section_duties", (Page("/duties", "duties_title"), Page("/checks", "checks_title"))),
    ),
    "nav_history": (
        Group(
            "section_look",
            (
                Page("/history", "history_title"),
                Page("/history/timeline", "timeline_title"),
                Page("/history/calendar", "calendar_title"),
                Page("/outages", "outages_title"),
                Page("/history/events", "record_title"),
            ),
        ),
        Group("section_ask", (Page("/audit", "audit_title"),)),
        Group(
            "section_prove",
            (
                Page("/history/checkpoints", "checkpoints_title"),
                Page("/history/verify", "verify_title"),
                Page("/history/export", "export_title"),
            ),
        ),
        Group(
            "section_keep",
            (
                Page("/archive", "archive_title"),
                Page("/retention", "retention_title"),
                Page("/sweep", "sweep_title"),
            ),
        ),
    ),
    "nav_report": (
        Group(
            "section_count",
            (
                Page("/report", "section_years"),
                Page("/report/count", "count_title", also=("/report/items", "/report/facts")),
                Page("/report/elsewhere", "elsewhere_title"),
            ),
        ),
        Group("section_file", (Page("/forms", "forms_title"),)),
    ),
}


def pages_of(section: str) -> tuple[Page, ...]:
    """Every page below an entry; none where it has no pages beside its own."""
    return tuple(page for group in SECTIONS.get(section, ()) for page in group.pages)


def page_at(section: str, path: str) -> Page | None:
    """The page of the section that an address belongs to."""
    found = [
        (len(begin), page.href, page)
        for page in pages_of(section)
        for begin in (page.href, *page.also)
        if path == begin or path.startswith(f"{begin}/")
    ]
    return max(found)[2] if found else None
