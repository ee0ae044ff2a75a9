"""Sentences of outages and what they cost a notice."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "nothing_missing": (
        "这条公告现在没有因屏幕中断而缺少的展示时间，无须说明不再补足。",
        "Nothing is missing of this notice's time on the signs: there is nothing to accept.",
    ),
    "extend_reason": (
        "屏幕中断等占用展示时间 {minutes} 分钟（{causes}），延期补足",
        "{minutes} minutes on the sign were lost ({causes}); extended to make that good",
    ),
}
