"""Sentences of the pictures of the record."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "picture_too_long": (
        "时间线一次最多画 {days} 天，请缩小日期范围；全年情况请看展示日历。",
        "A time line shows at most {days} days: choose fewer, or look at the calendar of the year.",
    ),
    "picture_no_signs": (
        "站点还没有设置显示屏，也没有展示记录，没有可画的内容。请先在 signs.toml 中设置显示屏。",
        "This site has no signs and no record yet: nothing can be drawn. Set up a sign in signs.toml first.",
    ),
}
