"""Series: the next number is begun from the last, and the two are compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ledctl.accounts.model import Actor
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice, Table
from ledctl.errors import BadInput, NotAllowed, NotFound, Refused
from ledctl.ledger.log import events
from ledctl.notices.queries import one
from ledctl.notices.states import State
from ledctl.station import Station

Person = Callable[..., Actor]


def without_first_row(notice: Notice) -> Notice:
    assert notice.table is not None
    table = Table(columns=notice.table.columns, rows=notice.table.rows[1:])
    return notice.model_copy(update={"table": table})


def test_the_next_number_is_a_draft_that_says_what_is_missing(
    station: Station, person: Person, sample: Callable[[str], Notice]
) -> None:
    """Screening asks for the period, so the old days cannot go out again; the record names who began it."""
    station.desk.draft(person("drafter"), sample("N01"))
    begun = station.series.start_next(person("drafter"), "N01")
    file = one(station.database, begun.id)
    assert (begun.id, file.state) == ("20261123-1", State.DRAFT)
    assert "period_missing" in {remark.rule for remark in file.current.findings}
    with station.database.read() as session:
        last = events(session, limit=1)[0]
    assert (last.kind, last.actor, last.notice) == ("draft_saved", "drafter", begun.id)


def test_a_number_is_compared_with_the_one_before_it(
    station: Station, person: Person, clock: FrozenClock, sample: Callable[[str], Notice]
) -> None:
    """The second with the first, the third with the second; the first with none; taken back, it is none."""
    desk, series, drafter = station.desk, station.series, person("drafter")
    desk.draft(drafter, sample("N01"))
    clock.advance(60)
    series.start_next(drafter, "N01", new_id="two")
    clock.advance(60)
    series.start_next(drafter, "two", new_id="three")
    desk.edit(drafter, "three", without_first_row(one(station.database, "three").current.content))

    def compared(notice_id: str) -> tuple[str, int, bool, bool] | None:
        found = series.compared(one(station.database, notice_id))
        if found is None:
            return None
        assert found.changes is not None
        return found.id, len(found.changes.left), found.unchanged, found.same_text

    assert compared("N01") is None
    assert compared("two") == ("N01", 0, True, True)
    assert compared("three") == ("two", 1, False, True)
    desk.withdraw(drafter, "two", "重复")
    assert compared("three") == ("N01", 1, False, True)


def test_numbers_without_lists_are_not_compared_row_by_row(
    station: Station, person: Person, clock: FrozenClock, sample: Callable[[str], Notice]
) -> None:
    """The series is still told, and whether the text is the same."""
    plain = sample("N06").model_copy(update={"table": None, "on_sign": None})
    station.desk.draft(person("drafter"), plain)
    clock.advance(60)
    station.series.start_next(person("drafter"), "N06", new_id="two")
    found = station.series.compared(one(station.database, "two"))
    assert found is not None
    assert (found.changes, found.unchanged, found.same_text) == (None, False, True)


def test_a_first_number_taken_back_leaves_nothing_to_compare(
    station: Station, person: Person, sample: Callable[[str], Notice]
) -> None:
    """A series whose only earlier number is gone begins anew."""
    station.desk.draft(person("drafter"), sample("N01"))
    station.series.start_next(person("drafter"), "N01", new_id="two")
    station.desk.withdraw(person("drafter"), "N01", "重复")
    assert station.series.compared(one(station.database, "two")) is None


@pytest.mark.parametrize("notice_id", ["N09", "N10"])
def test_warnings_and_corrections_have_no_next(
    station: Station, person: Person, sample: Callable[[str], Notice], notice_id: str
) -> None:
    """They are about one occasion; nothing is begun."""
    station.desk.draft(person("drafter"), sample(notice_id))
    with pytest.raises(Refused) as caught:
        station.series.start_next(person("drafter"), notice_id)
    assert caught.value.code == "series_has_no_next"


def test_who_may_not_write_begins_nothing(
    station: Station, person: Person, sample: Callable[[str], Notice]
) -> None:
    """The rights of the draft, a free number of the right shape, a notice that is there."""
    station.desk.draft(person("drafter"), sample("N01"))
    with pytest.raises(NotAllowed):
        station.series.start_next(person("reviewer"), "N01")
    with pytest.raises(BadInput):
        station.series.start_next(person("drafter"), "N01", new_id="第二期")
    with pytest.raises(NotFound):
        station.series.start_next(person("drafter"), "nobody")
    with pytest.raises(Refused):
        station.series.start_next(person("drafter"), "N01", new_id="N01")
