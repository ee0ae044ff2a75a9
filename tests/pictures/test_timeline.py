"""The time line: complete, legible, marked, small."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from ledctl.pictures import words as vocabulary
from ledctl.pictures.fills import PATTERNS, SOLID, fill
from ledctl.pictures.timeline import MOST_LANES, timeline
from ledctl.reports.daylines import DayLine, State
from ledctl.reports.spells import Spell
from tests.pictures.reading import hints, is_golden, overlaps, read, words
from tests.pictures.scenes import DAY, LONG, STORM, ZONE, at, busy, day_line, repeated

EMPTY = day_line([State("before", at(0), at(20.5)), State("future", at(20.5), at(24))], [])
KINDS = [
    "display", "sent", "dark", "estimated", "skipped", "unknown", "gap", "before", "future",
    "blackout", "drill", "crash", "host", "link", "refused", "content",
]  # fmt: skip


def drawn(*lines: DayLine, language: str = "zh") -> str:
    return timeline(lines, zone=ZONE, language=language, label=lambda name: f"镇政府大门屏 {name}")


SCENES = {
    "busy": [busy()],
    "practice": [busy(practice=True)],
    "empty": [EMPTY],
    "twenty": [busy(sign=f"s{number}") for number in range(20)],
    "week": [repeated(busy(), 7)],
    "month": [repeated(busy(), 31)],
    "year": [repeated(busy(), 365)],
    "many": [
        day_line(
            [State("display", at(0), at(24))],
            [Spell(f"2026-{number:02d}", at(number / 8), at(number / 8 + 4)) for number in range(1, 13)],
        )
    ],
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scene", SCENES)
def test_no_words_overlap(scene: str, language: str) -> None:
    """Very long titles and twenty signs included; none leaves the picture."""
    assert overlaps(drawn(*SCENES[scene], language=language)) == []


@pytest.mark.parametrize("scene", ["busy", "empty", "two"])
def test_the_picture_is_the_same_to_the_byte(scene: str) -> None:
    """Golden: who changes a picture on purpose looks at the one in ``artifacts/`` and puts it in place."""
    lines = [busy(), replace(EMPTY, sign="hall")] if scene == "two" else SCENES[scene]
    assert is_golden(drawn(*lines), f"timeline-{scene}.svg")


def test_everything_of_a_busy_day_is_told() -> None:
    """Each notice, outage, blackout, emergency and quiet hour with its times, in hints and legend."""
    svg = drawn(busy())
    told = "\n".join(hints(svg))
    for expected in (
        "显示屏失联 05-03 09:12:00–05-03 09:52:12",
        "显示屏失联 05-03 11:00:00–05-03 11:00:20",
        "显示屏拒绝指令 05-03 11:00:36–05-03 11:00:41",
        "一键关屏 05-03 13:00:00–05-03 13:30:00",
        "紧急发布 暴雨红色预警 05-03 16:00:00–05-03 17:15:00",
        "静默时段 05-03 22:00:00–05-04 00:00:00",
        LONG,
    ):
        assert expected in told
    legend = {one.text for one in words(svg)}
    assert {"一键关屏", "紧急发布", "静默时段", "几种原因，见表", "显示屏失联", "未逐页确认"} <= legend
    described = next(node.text or "" for node in read(svg) if node.tag.endswith("desc"))
    assert "显示屏失联 2 次，共 40 分 32 秒" in described


def test_the_same_in_english() -> None:
    """By the switch every word around what people wrote is English."""
    svg = drawn(busy(), language="en")
    assert "sign does not answer" in {one.text for one in words(svg)}
    assert "as of 2026-05-03 20:30 (Asia/Shanghai)" in "".join(one.text for one in words(svg))


def test_practice_says_so_in_the_picture() -> None:
    """R7: a picture travels without its page; one that is no practice never says so."""
    assert "演练 PRACTICE 不作证据" in {one.text for one in words(drawn(busy(practice=True)))}
    assert "PRACTICE" not in drawn(busy())


def test_a_practice_notice_is_marked_on_a_live_site() -> None:
    """R7: what was shown while the site was for practice keeps its mark, lane by lane."""
    line = busy()
    stood = tuple(replace(one, practice=one.notice == "2026-01") for one in line.stood)
    svg = drawn(replace(line, stood=stood))
    assert [one.text for one in words(svg) if "【演练】" in one.text] == ["2026-01 【演练】低保对象动态调…"]


def test_kinds_differ_without_colour() -> None:
    """No two states share hatch and shade: each is a pattern of its own or a grey far from the others."""
    patterns = [PATTERNS[kind] for kind in KINDS if kind in PATTERNS]
    assert len({(side, tuple((d, w) for d, _, w in strokes)) for side, _, strokes in patterns}) == len(
        patterns
    )
    shades = sorted(int(SOLID[kind][3:5], 16) for kind in ("display", "on", "blackout", "future"))
    assert min(high - low for low, high in pairwise(shades)) > 40
    assert all(kind in SOLID or kind in PATTERNS for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_has_a_look_and_a_word(kind: str) -> None:
    """What can be known of a sign can be drawn and is in the legend."""
    svg = drawn(day_line([State(kind, at(2), at(9))], []))
    assert f'fill="{fill(kind, "timeline")}"' in svg
    assert vocabulary.say(kind, "zh") in {one.text for one in words(svg)}


def test_a_year_stays_small() -> None:
    """Some thousand elements, and it says what was too thin to draw and that hours were read."""
    svg = drawn(replace(repeated(busy(), 365), exact=False))
    assert len(list(read(svg).iter())) < 5000
    assert any("图上每一点画出其中最长的状态" in one.text for one in words(svg))
    assert any("按小时读取记录" in one.text for one in words(svg))


def test_more_notices_than_lanes_are_counted() -> None:
    """What is not drawn is said, with its number."""
    spells = [Spell(f"n{number:03d}", at(1), at(2)) for number in range(MOST_LANES + 7)]
    svg = drawn(day_line([State("display", at(0), at(24))], spells, stood=()))
    assert "另有 7 条公告未画出，见表。" in {one.text for one in words(svg)}


def test_several_signs_name_what_is_on() -> None:
    """A lane says the title of the only notice, or how many take turns."""
    alone = day_line(
        [State("display", at(0), at(24))], [Spell("2026-02", at(0), at(12)), Spell("2026-03", at(6), at(12))]
    )
    said = {one.text for one in words(drawn(alone, replace(EMPTY, sign="hall")))}
    assert {"雨露计划补助名单公示", "2 条轮流"} <= said


def test_many_short_outages_in_one_place_are_counted() -> None:
    """A flapping wire: the hint names the first twenty and says how many there were."""
    flaps = [State("link", at(3) + number * 1000, at(3) + number * 1000 + 200) for number in range(30)]
    svg = drawn(day_line([*flaps, State("display", at(4), at(5))], []))
    assert any(told.endswith("… 30") for told in hints(svg))


def test_nothing_is_said_to_be_nothing() -> None:
    """A day without a record is no error and no blank sheet."""
    said = {one.text for one in words(drawn(EMPTY))}
    assert {"这段时间没有展示。", "尚无记录", "尚未到来"} <= said


def test_the_emergency_lies_over_the_lane() -> None:
    """R28: it stands alone; its notice has the same hatch in its own lane."""
    assert drawn(busy()).count('fill="url(#timeline-emergency)"') == 3  # lane, its own lane, legend
    assert STORM in drawn(busy())


def test_a_week_names_its_days() -> None:
    """From the day asked for, in the site's zone."""
    said = " ".join(one.text for one in words(drawn(repeated(busy(), 7))))
    assert f"{DAY} 至 {DAY + timedelta(days=6)}" in said
    assert "05-03 日" in said


def test_every_word_has_two_languages_and_the_same_facts() -> None:
    """The table of words is whole."""
    for key, (zh, en) in vocabulary.WORDS.items():
        assert zh, key
        assert en, key
        assert zh.count("{") == en.count("{"), key


@pytest.mark.parametrize(
    ("ms", "zh", "en"),
    [
        (900, "0.9 秒", "0.9 s"),
        (59_000, "59 秒", "59 s"),
        (61_000, "1 分 1 秒", "1 min 1 s"),
        (7_260_000, "2 小时 1 分", "2 h 1 min"),
    ],
)
def test_lengths_are_told_as_people_say_them(ms: int, zh: str, en: str) -> None:
    """To the second below an hour."""
    assert (vocabulary.length(ms, "zh"), vocabulary.length(ms, "en")) == (zh, en)
