"""Where a notice is planned to be published: barred channels, and one that lasts the whole period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ledctl.calendars.categories import Categories
from ledctl.content.model import Notice
from ledctl.screening.channels import check_channels
from ledctl.screening.findings import Screened, Severity

Check = Callable[[Notice], Screened]
Draft = Callable[..., Notice]

PERIOD = {"days": 7, "start": "2026-11-24", "end": "2026-11-30", "posted": "2026-11-23"}


def seen(screened: Screened, severity: Severity) -> list[tuple[str, str]]:
    return [(f.code, f.where) for f in screened.findings if f.severity is severity]


@pytest.mark.parametrize(
    ("channels", "until", "covered"),
    [
        (["led_gate"], None, False),
        (["led_gate", "wechat"], None, False),
        (["led_gate", "board_town"], None, True),
        (["led_gate", "board_town"], "2026-11-30", True),
        (["led_gate", "board_town"], "2026-12-31", True),
        (["led_gate", "board_town"], "2026-11-29", False),
        (["led_gate", "board_town", "website"], "2026-11-29", True),
        (["website"], None, True),
        (["board_village"], None, True),
        ([], None, False),
    ],
)
@pytest.mark.parametrize("category", ["dibao_review", "procurement_notice"])
def test_a_durable_channel_covers_the_whole_period(
    category: str, channels: list[str], until: str | None, covered: bool, check: Check, draft: Draft
) -> None:
    """公示 and 公告 need a board posted to the last day, or the website; the screen may be shorter."""
    window = {"led_days": 2} | ({"board_until": until} if until else {})
    notice = draft(
        category=category, channels_allowed=channels, publicity_period=PERIOD, display_window=window
    )
    expected = [] if covered else [("durable_channel_missing", "channels_allowed")]
    assert seen(check(notice), Severity.BLOCK) == expected


def test_a_period_not_written_yet_needs_a_durable_channel_too(check: Check, draft: Draft) -> None:
    """Without a written period a board counts for as long as it takes."""
    window = {"board_until": "2026-11-24"}
    on_board = draft(category="dibao_review", channels_allowed=["board_town"], display_window=window)
    assert seen(check(on_board), Severity.BLOCK) == []
    on_screen = draft(category="dibao_review")
    assert seen(check(on_screen), Severity.BLOCK) == [("durable_channel_missing", "channels_allowed")]


def test_what_nobody_objects_to_may_stand_on_the_screen_alone(check: Check, draft: Draft) -> None:
    """公开, 公布 and warnings are told; they open no period."""
    assert seen(check(draft(category="general")), Severity.BLOCK) == []


def test_a_barred_board_neither_carries_nor_covers(categories: Categories, draft: Draft) -> None:
    """A category a town keeps off its boards: the board is refused and does not count as durable."""
    barred = replace(categories.get("dibao_review"), board_allowed=False)
    notice = draft(category="dibao_review", channels_allowed=["led_gate", "board_town"])
    found = [(finding.code, finding.where) for finding in check_channels(notice, barred)]
    assert found == [
        ("channel_forbidden", "channels_allowed[1]"),
        ("durable_channel_missing", "channels_allowed"),
    ]


def test_an_unknown_channel_is_said_without_its_code(check: Check, draft: Draft) -> None:
    """A slip is a sentence, not a crash; the code could be anything, so it is not repeated."""
    screened = check(draft(channels_allowed=["led_gate", "board_moon"]))
    assert seen(screened, Severity.WARN) == [("channel_unknown", "channels_allowed[1]")]
    assert "board_moon" not in str(screened.findings)
    assert "第 2 个" in screened.findings[0].sentence.zh


@pytest.mark.parametrize(
    ("end", "warned"),
    [("2026-10-05", True), ("2026-10-07", True), ("2026-10-08", False), ("2026-10-20", False)],
)
def test_a_period_that_ends_in_a_holiday_is_told_its_right_end(
    end: str, warned: bool, check: Check, example: Callable[[str], Notice]
) -> None:
    """Seven days from 28 September 2026 end on Thursday 8 October (Civil Code art. 203)."""
    whole = example("N02")
    assert whole.publicity_period is not None
    data = whole.publicity_period.model_dump() | {"end": end}
    period = type(whole.publicity_period).model_validate(data)
    screened = check(whole.model_copy(update={"publicity_period": period}))
    told = [finding for finding in screened.findings if finding.code == "period_ends_early"]
    assert [(f.severity, f.where) for f in told] == (
        [(Severity.WARN, "publicity_period.end")] if warned else []
    )
    assert all("2026-10-08" in finding.sentence.zh for finding in told)


def test_an_end_in_a_year_not_announced_is_called_provisional(check: Check, draft: Draft) -> None:
    """What was counted with computed days off says so."""
    period = {"days": 7, "start": "2027-01-30", "end": "2027-02-05", "posted": "2027-01-29"}
    (told,) = check(draft(publicity_period=period, signature={"unit": "某镇", "date": "2027-01-29"})).findings
    assert told.code == "period_ends_early"
    assert "2027-02-09" in told.sentence.zh
    assert "暂定" in told.sentence.zh
    assert "provisional" in told.sentence.en


def test_a_period_off_the_calendar_ends_no_count(check: Check, draft: Draft) -> None:
    """R18: a slip in the year is no overflow."""
    period = {"days": 7, "start": "9999-12-01", "end": "9999-12-31"}
    assert check(draft(publicity_period=period)).ok
