"""The register of boards: who may enter one, what is refused, what is kept, what is on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from ledctl.accounts.model import Actor, Role
from ledctl.boards.facts import Board, Condition, Level
from ledctl.boards.model import BoardRow, PhotoRow
from ledctl.boards.register.standing import whole_story
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput, LedctlError, NotAllowed, NotFound, Refused
from ledctl.ledger.checking.problems import Problem
from ledctl.ledger.log import events
from ledctl.station import Station
from tests.boards.register import OPERATOR, a_board, a_photo, approve, hang
from tests.publishing.office import short_notice

Person = Callable[[str], Actor]


def rows(station: Station) -> int:
    with station.database.read() as session:
        return len(session.exec(select(BoardRow)).all())


def saved(station: Station) -> list[str]:
    with station.database.read() as session:
        return [str(one.facts["board"]) for one in events(session, kind="board_saved", limit=100)]


def problems(station: Station) -> list[Problem]:
    return [one for one in station.verify().problems if one.table in {"board", "photo"}]


def test_a_board_is_entered_with_its_event(station: Station) -> None:
    """R12: the entry, its photo and the event stand together; verify finds nothing wrong."""
    board = station.boards.save(OPERATOR, a_board(keeper=" 某 经办\n"), a_photo(), seen=0)
    assert (board.keeper, len(board.photo)) == ("某 经办", 64)
    assert station.boards.one("b01").board == board
    assert saved(station) == ["b01"]
    assert station.boards.photo(board.photo)[:2] == b"\xff\xd8"
    assert problems(station) == []


def test_a_change_is_a_new_entry_that_says_what_changed(station: Station, clock: FrozenClock) -> None:
    """Nothing is lost: both entries stay, the newest first, with what became different; the photo stays."""
    first = station.boards.save(OPERATOR, a_board(), a_photo())
    clock.advance(3600)
    station.boards.save(OPERATOR, replace(first, condition=Condition.WORN, photo=""), None)
    after, before = station.boards.history("b01")
    assert [(one.field, one.before, one.after) for one in after.changes] == [("condition", "good", "worn")]
    assert before.changes == ()
    assert after.board.photo == first.photo
    assert after.as_dict()["changed"] == ["condition"]
    assert station.boards.one("b01", clock.now() - timedelta(minutes=1)).board == first


@pytest.mark.parametrize("role", Role)
def test_who_may_enter_one(station: Station, person: Person, role: Role) -> None:
    """Operators, reviewers and administrators; an auditor changes nothing (R35)."""
    allowed = role in {Role.OPERATOR, Role.REVIEWER, Role.ADMINISTRATOR}
    try:
        station.boards.save(person(role), a_board())
    except NotAllowed:
        assert not allowed
    else:
        assert allowed
    assert rows(station) == int(allowed)


REFUSED: list[tuple[Board, int | None, str]] = [
    (a_board(), None, "board_unchanged"),
    (a_board(place="换了地方"), 0, "board_exists"),
    (a_board(place="换了地方"), 7, "board_moved_on"),
    (a_board("b02", width_cm=-1), None, "board_number_out"),
    (a_board("b02", categories=("no_such",)), None, "board_category_unknown"),
]


@pytest.mark.parametrize(("board", "seen", "code"), REFUSED)
def test_what_is_refused_changes_nothing(station: Station, board: Board, seen: int | None, code: str) -> None:
    """One sentence says why, and neither a row nor an event is added."""
    station.boards.save(OPERATOR, a_board())
    photo = None if code == "board_unchanged" else a_photo()
    with pytest.raises(LedctlError) as refused:
        station.boards.save(OPERATOR, board, photo, seen=seen)
    assert refused.value.code == code
    assert (rows(station), len(saved(station))) == (1, 1)
    with station.database.read() as session:
        assert session.exec(select(PhotoRow)).all() == [], "neither is its photo kept"


def test_a_change_of_what_was_seen_is_taken(station: Station) -> None:
    """The number of the entry is what a page was made for."""
    station.boards.save(OPERATOR, a_board(), seen=0)
    number = station.boards.one("b01").number
    station.boards.save(OPERATOR, a_board(place="换了地方"), seen=number)
    with pytest.raises(Refused):
        station.boards.save(OPERATOR, a_board(place="又换了"), seen=number)


def test_nobody_knows_a_board_that_was_never_entered(station: Station, clock: FrozenClock) -> None:
    """Neither by its code, nor at an instant before it was entered; a photo neither."""
    for ask in (station.boards.one, station.boards.history, station.boards.hung, station.boards.photo):
        with pytest.raises(NotFound):
            ask("b01")
    station.boards.save(OPERATOR, a_board())
    with pytest.raises(NotFound) as early:
        station.boards.one("b01", clock.now() - timedelta(seconds=1))
    assert early.value.code == "board_not_yet"


def test_a_board_goes_out_of_use_once_it_is_empty(station: Station, clock: FrozenClock) -> None:
    """While something hangs on it, it is refused; afterwards it is in the register's list no more."""
    station.boards.save(OPERATOR, a_board())
    approve(station, [short_notice("A")])
    number = hang(station, "A")
    with pytest.raises(Refused) as refused:
        station.boards.save(OPERATOR, a_board(in_use=False))
    assert refused.value.code == "board_in_use"
    clock.advance(60)
    station.publications.take_down(OPERATOR, number, reason="撤栏")
    station.boards.save(OPERATOR, a_board(in_use=False))
    assert station.boards.all() == ()
    assert [one.board.code for one in station.boards.all(gone=True)] == ["b01"]
    assert [stay.notice for stay in station.boards.hung("b01")] == ["A"]


def test_what_is_up_today(station: Station, clock: FrozenClock) -> None:
    """By board with the end of the publicity period; empty boards and postings without a board apart."""
    station.boards.save(OPERATOR, a_board())
    station.boards.save(OPERATOR, a_board("b02", label="大厅公开栏"))
    approve(station, [short_notice("A"), short_notice("B"), short_notice("C")])
    clock.advance(3600)
    hang(station, "A")
    hang(station, "B", paper="", since=clock.now() - timedelta(hours=1))
    hang(station, "C", board="b99")
    station.publications.put_up(OPERATOR, "C", channel="website", place="https://example.com/c")
    today = station.boards.today()
    assert [(one.board.code, [stay.notice for stay in one.hanging]) for one in today.boards] == [
        ("b01", ["B", "A"]),
        ("b02", []),
    ]
    assert [one.board.code for one in today.empty] == ["b02"]
    assert [stay.notice for stay in today.elsewhere] == ["C"], "the website is no board"
    assert today.sheets == 3
    told = today.as_dict()
    assert (told["empty"], [one["notice"] for one in told["no_board"]]) == (["b02"], ["C"])
    assert told["boards"][0]["hanging"][0]["guessed"] is True
    assert told["boards"][0]["hanging"][0]["period_end"] is None


def test_the_period_is_that_of_the_version_that_hangs(
    station: Station, sample: Callable[..., object]
) -> None:
    """R4: a notice with a publicity period says until when, also where no sheet was entered."""
    notice = sample("N01")
    approve(station, [notice])  # type: ignore[list-item]  # a notice
    station.boards.save(OPERATOR, a_board())
    sheet, bare = hang(station, "N01"), hang(station, "N01", paper="", copy=2)
    end = notice.publicity_period.end  # type: ignore[attr-defined]  # it has one
    assert station.boards.today().ends == {sheet: end, bare: end}


def test_a_board_as_it_stood(station: Station, clock: FrozenClock) -> None:
    """At an instant: what hung then, on the board as it was then, and the room it left."""
    station.boards.save(OPERATOR, a_board())
    approve(station, [short_notice("A")])
    clock.advance(60)
    hang(station, "A")
    before = station.boards.one("b01", clock.now() - timedelta(seconds=30))
    now = station.boards.one("b01")
    assert (before.is_empty, now.is_empty) == (True, False)
    assert now.room.free_m2 == pytest.approx(before.room.free_m2 - 0.25 * 0.337)
    (one,) = station.boards.all(at=clock.now() - timedelta(seconds=30))
    assert one == before
    told = whole_story(now, station.boards.history("b01"), station.boards.hung("b01"))
    assert (told["hanging"][0]["code"], len(told["entries"]), told["hung"]) == ("K7Q2M9", 1, [])


BREAKS = {
    "UPDATE board SET place = '别处' WHERE id = 1": ("board", "untold"),
    "UPDATE board SET fixed_percent = 'x' WHERE id = 1": ("board", "untold"),
    "UPDATE board SET place = x'00ff' WHERE id = 1": ("board", "untold"),
    "UPDATE board SET place = CAST(x'ff' AS TEXT) WHERE id = 1": ("board", "untold"),
    "UPDATE board SET photo = 'x' WHERE id = 1": ("board", "board_photo_gone"),
    "DELETE FROM board WHERE id = 1": ("board", "told_missing"),
    "UPDATE photo SET body = x'00'": ("photo", "board_photo_altered"),
    "UPDATE photo SET body = 'text'": ("photo", "board_photo_altered"),
    "DELETE FROM photo": ("board", "board_photo_gone"),
}


@pytest.mark.parametrize("statement", BREAKS)
def test_what_was_altered_is_found(station: Station, statement: str) -> None:
    """R12: an entry or a photo that is not the one the record tells of is named."""
    station.boards.save(OPERATOR, a_board(), a_photo())
    with station.database.engine.begin() as connection:
        for (trigger,) in connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all():
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        connection.execute(text(statement))
    assert BREAKS[statement] in {(one.table, one.code) for one in problems(station)}


def test_practice_is_a_register_of_its_own(station: Station) -> None:
    """R7: what was entered for practice is no board of a live site."""
    drill = replace(station.office, practice=True)
    boards = type(station.boards)(drill, station.settings.boards)
    boards.save(OPERATOR, a_board())
    assert station.boards.all() == ()
    assert [one.practice for one in boards.all()] == [True]
    with pytest.raises(BadInput):
        station.boards.one("b01")


def test_a_village_board_that_is_too_small_is_told(station: Station) -> None:
    """The county's rule: told where the board stands, and entered all the same."""
    small = a_board(level=Level.VILLAGE, village="白鹭村", width_cm=300, height_cm=300, fixed_percent=80)
    station.boards.save(OPERATOR, small)
    told = [one.code for one in station.boards.one("b01").warnings]
    assert told == ["board_too_small", "board_too_fixed"]
