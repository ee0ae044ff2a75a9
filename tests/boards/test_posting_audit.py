"""``verify`` holds postings, their boards, ends, strikes and photos to their events."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import text

from ledctl.accounts.model import Actor
from ledctl.boards.audit_photos import check_photos
from ledctl.boards.field.audit import check_postings
from ledctl.clock import FrozenClock
from ledctl.station import Station
from tests.boards.posting_hands import DAY, carry, list_of, print_sheet, set_up_board
from tests.boards.register import a_photo


@pytest.fixture
def told(station: Station, person: Callable[..., Actor], clock: FrozenClock) -> Station:
    """Three postings: one on a board and down, one elsewhere and down, one struck."""
    operator = person("operator")
    set_up_board(station, "b01")
    carry(station, list_of())
    first = station.postings.up(operator, "L1", "b01", a_photo(), print_sheet(station, "L1"))
    second = station.publications.put_up(operator, "L1", channel="website", place="https://www.example.cn/1")
    clock.advance(DAY)
    station.postings.down(operator, first, "公示期满", a_photo("grey"))
    station.publications.take_down(operator, second, reason="改版")
    station.postings.strike(operator, station.postings.up(operator, "L1", "b01"), "误登")
    return station


def problems(station: Station) -> set[tuple[str, str]]:
    with station.database.read() as session:
        return {(one.table, one.code) for check in (check_postings, check_photos) for one in check(session)}


def test_what_was_done_in_order_holds(told: Station) -> None:
    """Up, down and struck, on a board and elsewhere: rows and events say the same."""
    assert problems(told) == set()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE posting SET place = 'x' WHERE id = 1", ("posting", "untold")),
        ("UPDATE posting SET posted_at = '2020-01-01' WHERE id = 1", ("posting", "untold")),
        ("UPDATE board_posting SET board = 'b02' WHERE posting_id = 1", ("posting", "untold")),
        ("UPDATE board_posting SET photo = '' WHERE posting_id = 1", ("posting", "untold")),
        ("UPDATE board_posting SET sheet_id = NULL WHERE posting_id = 1", ("posting", "untold")),
        ("DELETE FROM board_posting WHERE posting_id = 1", ("posting", "untold")),
        ("UPDATE posting_end SET reason = 'x' WHERE id = 1", ("posting_end", "untold")),
        ("UPDATE posting_end SET ended_at = '2020-01-01' WHERE id = 1", ("posting_end", "untold")),
        ("UPDATE board_posting SET name = 'x' WHERE posting_id = 1", ("board_posting", "untold")),
        ("UPDATE board_posting_end SET account = 'x'", ("board_posting_end", "untold")),
        ("DELETE FROM board_posting_end", ("posting_end", "untold")),
        ("DELETE FROM posting_strike", ("posting_strike", "told_missing")),
        ("UPDATE posting_strike SET posting_id = 2", ("posting_strike", "untold")),
        ("DELETE FROM posting WHERE id = 3", ("board_posting", "untold")),
        ("DELETE FROM posting_end WHERE id = 1", ("board_posting_end", "untold")),
        ("UPDATE photo SET body = x'00'", ("photo", "board_photo_altered")),
        ("DELETE FROM photo", ("board_posting", "board_photo_gone")),
        ("DELETE FROM photo", ("board_posting_end", "board_photo_gone")),
    ],
)
def test_every_change_by_hand_is_found(told: Station, change: str, found: tuple[str, str]) -> None:
    """R12: whoever changes a row past the triggers is contradicted by the record."""
    with told.database.write() as session:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for name in [row[0] for row in session.connection().execute(text(triggers))]:
            session.connection().execute(text(f"DROP TRIGGER {name}"))
        session.connection().execute(text(change))
    assert found in problems(told)
