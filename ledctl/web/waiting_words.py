"""The words of the office's queues on the front page, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

WAITING_WORDS: dict[str, tuple[str, str]] = {
    "queues_title": ("全办待办", "Waiting in the whole office"),
    "queue_line": ("{n} 件，最久 {age}", "{n}, the oldest for {age}"),
    "queues_none": ("全办没有待办事项。", "Nothing waits in the whole office."),
}
