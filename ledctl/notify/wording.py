"""What a message says, and when a failed one is tried again. Pure.

It names the notice by its id and public title and counts what waits: nothing else of
the notice goes out, and nothing of a person. No link: the office's address is for the office.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Said:
    """One message, ready for every way: a line, a text, and the same in plain values for a program."""

    subject: str
    text: str
    data: Mapping[str, Any]

    @property
    def whole(self) -> str:
        return f"{self.subject}\n{self.text}"


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell: a notice, what it waits for (both languages), how many wait like it."""

    notice_id: str
    title: str
    awaits_zh: str
    awaits_en: str
    waiting: int
    practice: bool = False

    @property
    def said(self) -> Said:
        facts = {"notice": self.notice_id, "title": self.title, "awaits": self.awaits_en}
        data = {"kind": "turn", **facts, "waiting": self.waiting, "practice": self.practice}
        return Said(subject_of(self), text_of(self).partition("\n")[2], data)


def subject_of(news: News) -> str:
    """One line."""
    return f"{'【演练】' if news.practice else ''}【公告待办】{news.notice_id} {news.awaits_zh}"


def text_of(news: News) -> str:
    """The whole message, Chinese first."""
    return (
        f"{subject_of(news)}\n{news.title}\n现有 {news.waiting} 件{news.awaits_zh}，请登录系统办理。\n"
        f"{news.notice_id}: {news.awaits_en}; {news.waiting} in all. Please sign in."
    )


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many failed tries: a minute, then twice as long, at most an hour."""
    return min(FIRST_WAIT * (1 << min(tries - 1, 10)), LONGEST_WAIT)
