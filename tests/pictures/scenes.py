"""Days to be drawn, made by hand: a busy one, an empty one, one with every kind of trouble."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ledctl.clock import to_ms
from ledctl.ledger.spans import Span, without
from ledctl.ledger.tally import Count
from ledctl.reports.daylines import DayLine, State
from ledctl.reports.onsign import Stood
from ledctl.reports.spells import How, Spell

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 5, 3)
LONG = (
    "鹭洲镇2026年第二季度农村最低生活保障对象、特困供养人员和临时救助对象名单公示（含动态调整退出人员）" * 3
)
TITLES = (
    "低保对象动态调整名单公示", "雨露计划补助名单公示", "防汛值班电话公告", "医保集中征缴期公告",
    "耕地地力保护补贴面积公示", "危房改造对象公示", "Notice on school bus WMWMWM <b>&\"'", "招标结果公示",
    "护林员选聘公示", "高龄津贴发放名单", LONG, "暴雨红色预警",
)  # fmt: skip
STORM = "2026-12"


def at(hour: float, day: date = DAY, zone: ZoneInfo = ZONE) -> int:
    """So many hours after local midnight, in milliseconds."""
    return to_ms(datetime(day.year, day.month, day.day, tzinfo=zone)) + round(hour * 3_600_000)


def day_line(states: list[State], spells: list[Spell], *, days: int = 1, **more: object) -> DayLine:
    """A sign over whole days from ``DAY`` on, its figures made up from its spells."""
    lasted: dict[str, tuple[int, int]] = {}
    for one in states:
        times, ms = lasted.get(one.kind, (0, 0))
        lasted[one.kind] = (times + 1, ms + one.end_ms - one.start_ms)
    facts: dict[str, object] = {
        "sign": "gate",
        "start_ms": at(0),
        "end_ms": at(0, DAY + timedelta(days=days)),
        "now_ms": at(20.5),
        "states": tuple(states),
        "spells": tuple(spells),
        "stood": () if "stood" in more else tuple(stood_of(spells)),
        "lasted": lasted,
    }
    return DayLine(**facts | more)  # type: ignore[arg-type]  # the fields of a day line, by name


def stood_of(spells: list[Spell]) -> list[Stood]:
    names = dict.fromkeys(spell.notice for spell in spells)
    return [
        Stood(name, TITLES[int(name[-2:]) - 1], "general", name == STORM, False, Count(120, 118, 3_600_000))
        for name in names
    ]


def busy(**more: object) -> DayLine:
    """Twelve notices; outages of 40 minutes and 20 seconds, a blackout, an emergency, a quiet night."""
    trouble = [
        State("host", at(6.5), at(6.75)),
        State("link", at(9.2), at(9.87)),
        State("link", at(11), at(11) + 20_000),
        State("refused", at(11.01), at(11.01) + 5_000),
        State("blackout", at(13), at(13.5)),
        State("content", at(14.2), at(14.2) + 30_000),
        State("unknown", at(20.4), at(20.5)),
    ]
    night = [(at(0), at(6)), (at(22), at(24))]
    taken = [*((one.start_ms, one.end_ms) for one in trouble), (at(0), at(6.5)), (at(20.4), at(24))]
    lit = without([(at(0), at(24))], taken)
    states = [
        *trouble,
        *(State("display", *span) for span in lit),
        State("dark", at(0), at(6.5)),
        State("future", at(20.5), at(24)),
    ]
    spells = [*_turns(lit), Spell(STORM, at(16), at(17.25))]
    states.sort(key=lambda one: one.start_ms)
    return day_line(states, spells, quiet=tuple(night), **more)


def _turns(lit: list[Span]) -> list[Spell]:
    storm = [(at(16), at(17.25))]
    found = []
    for number in range(11):
        mine = without([(at(6.5 + number * 0.4), at(20.4 - number * 0.5))], storm)
        spans = [(max(s, a), min(e, b)) for s, e in mine for a, b in lit if max(s, a) < min(e, b)]
        found += [
            Spell(f"2026-{number + 1:02d}", *span, how=How.ESTIMATED if number == 4 else How.ON)
            for span in spans
        ]
    return sorted(found, key=lambda one: (one.start_ms, one.notice))


def repeated(line: DayLine, days: int) -> DayLine:
    """The same day again and again, nothing of it still to come."""
    offsets = [number * 86_400_000 for number in range(days)]
    past = [replace(one, kind="dark") if one.kind == "future" else one for one in line.states]
    states = [replace(s, start_ms=s.start_ms + by, end_ms=s.end_ms + by) for by in offsets for s in past]
    spells = [
        replace(s, start_ms=s.start_ms + by, end_ms=s.end_ms + by) for by in offsets for s in line.spells
    ]
    return day_line(states, spells, days=days, now_ms=at(0) + (days + 1) * 86_400_000)
