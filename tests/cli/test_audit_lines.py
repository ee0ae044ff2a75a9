"""The lines of ``ledctl audit``: every answer in words, in both languages."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from ledctl.cli.audit_lines import WORDS, gap_lines, given_up_lines, moment_lines, story_lines
from ledctl.cli.reading import machine_account
from ledctl.clock import to_ms
from ledctl.ledger.coverage import Known, Stretch
from ledctl.ledger.disposed import GoneLog
from ledctl.ledger.downtime import How, Outage
from ledctl.ledger.outages import OutageFact
from ledctl.questions.days import SignDay
from ledctl.questions.gaps import Doubt, Gaps, Jump, Leap, SignGaps
from ledctl.questions.given_up import GivenUp
from ledctl.questions.moments import Moment, Word
from ledctl.questions.standing_page import Approval, StandingPage
from ledctl.questions.timeline import Line, Row

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 5, 3, 7, 20, 7, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
OUT = OutageFact(1, "gate", Outage.LINK, AT, None, None, {})
SIGNED = Approval("zhao", "某赵", AT, "同意", "", "normal", "鹭洲镇", AT, LATER)
PAGE = StandingPage("A", 2, "停水通知", "general", 1, 3, "ab" * 32, 3, True, "plan", False, "zhao", SIGNED)


def test_every_word_of_a_moment_has_its_words() -> None:
    """An answer without words would be a hole in the record's reading."""
    assert set(WORDS) == {str(word) for word in Word}


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (Moment("gate", AT, Word.NOT_RECORDED), ["尚无记录 / not recorded"]),
        (Moment("gate", AT, Word.DARK, AT), ["关屏 / dark  2026-05-03 15:20:07–"]),
        (Moment("gate", AT, Word.OUTAGE, AT, LATER, outage=OUT), ["显示屏失联", "–2026-05-03 16:20:07"]),
        (
            Moment("gate", AT, Word.SHOWN, AT, page=PAGE),
            ["A v2 1/3 P3  停水通知", "某赵 (zhao)", "同意", "abab"],
        ),
        (
            Moment("gate", AT, Word.SHOWN, AT, page=replace(PAGE, practice=True, approval=None)),
            ["演练 / practice", "approved: zhao"],
        ),
        (
            Moment("gate", AT, Word.SHOWN, page=replace(PAGE, approval=replace(SIGNED, opinion=""))),
            ["某赵 (zhao) 2026-05-03 15:20:07"],
        ),
        (
            Moment("gate", AT, Word.DISPOSED, AT, LATER, disposal=4, around=("A", "B")),
            ["逐页记录 / the log: 处置决定第 4 号", "当时有 / then: A, B"],
        ),
        (
            Moment("gate", AT, Word.SHOWN, AT, page=PAGE, disposal=5),
            ["画面 / the picture: 处置决定第 5 号"],
        ),
    ],
)
def test_a_moment_in_lines(moment: Moment, said: list[str]) -> None:
    """Since when until when in the site's zone, the proof, who let it through; practice is marked (R7)."""
    lines = "\n".join(moment_lines(moment, ZONE))
    assert all(part in lines for part in said)


def test_a_story_in_lines() -> None:
    """One line for each thing that happened, whatever people typed; a day with its sums."""
    told = Line(Row.EVENT, AT, "reviewed", "qian", "某孙", version=1, said="第一行\n第二行", proof=0)
    day = Line(Row.DAY, LATER, "displayed", day=SignDay("gate", "A", "2026-05-03", False, 9, 8, 3_600_000))
    lines = [*story_lines([told, replace(told, end=LATER, on_behalf="", said="", proof=None), day], ZONE)]
    assert lines[0] == "2026-05-03 15:20:07  reviewed  qian  代 / for 某孙  v1  P0  第一行 第二行"
    assert lines[1] == "2026-05-03 15:20:07–2026-05-03 16:20:07  reviewed  qian  v1"
    assert "displays 9 (8), 1.0 h" in lines[2]


def test_gaps_in_lines() -> None:
    """What is missing is named with its instants; what lasts says so."""
    hole = Stretch(Known.GAP, to_ms(AT), to_ms(LATER))
    ended = replace(OUT, end=LATER, how=How.CONFIRMED)
    sign = SignGaps("gate", AT, {"gap": 3_600_000}, (hole,), (OUT, ended), None)
    doubts = (Doubt(AT, None, "jumped_back", ""), Doubt(AT, LATER, "jumped_back", "right"))
    text = "\n".join(gap_lines(Gaps(AT, LATER, (sign,), (Jump(Leap.BACK, 7, LATER, AT),), doubts, ()), ZONE))
    for part in ("gaps: 1", "gap 1.00 h", "still out", "时间跳变 / back: 7", "until now", "clock steps: 0"):
        assert part in text


def test_what_was_given_up_in_lines() -> None:
    """Displays, pictures and texts of one notice, each with the number of its decision."""
    log = GoneLog("gate", to_ms(AT), to_ms(LATER), 12, 10, 1_800_000, 3)
    lines = [*given_up_lines(GivenUp((log,), {"ab" * 32: 4}, {2: 5}), ZONE)]
    assert "第 3 号处置决定处置，展示 / displays 12 (10), 0.5 h" in lines[0]
    assert lines[1].endswith("its log was given up under disposal 3")
    assert lines[2].endswith("abab: 处置决定第 4 号 / given up under disposal 4")
    assert lines[3].endswith("v2: 处置决定第 5 号 / given up under disposal 5")


def test_the_account_of_the_machine_is_the_kernels_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody writes into the environment is not believed; a number nobody named is a number."""
    import pwd

    monkeypatch.setenv("USER", "somebody-else")
    monkeypatch.setenv("LOGNAME", "somebody-else")
    monkeypatch.setattr(pwd, "getpwuid", lambda uid: SimpleNamespace(pw_name=f"u{uid}"))
    assert machine_account() == f"u{os.getuid()}"

    def unnamed(_uid: int) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", unnamed)
    assert machine_account() == str(os.getuid())
