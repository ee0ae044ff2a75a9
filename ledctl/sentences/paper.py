"""Sentences of what is printed."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "sheet_failed": (
        "版面“{sheet}”无法排印：{why}。请把这句话告诉维护人员。",
        "The sheet {sheet} cannot be set: {why}. Please tell whoever looks after the system.",
    ),
}
