"""Sentences of outages and what they cost a notice."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "nothing_missing": (
        "这条公告现在没有因屏幕中断而缺少的展示时间，无须说明不再补足。",
        "Nothing is missing of this notice's time on the signs: there is nothing to accept.",
    ),
}
