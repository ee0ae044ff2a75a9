"""One look for all signs: who is told what, and that a failed or old look serves nobody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from ledctl.publishing.changes import Changes
from ledctl.publishing.orders import change_mark
from ledctl.publishing.publisher import Publisher
from ledctl.station import Station
from tests.publishing.office import MoodySign, Office, make_worker, short_notice


@pytest.fixture
def changes(office: Office) -> Changes:
    return Changes(office.station.database, office.clock, stale_s=5.0)


@contextmanager
def statements_of(station: Station) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    event.listen(station.database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(station.database.engine, "before_cursor_execute", note)


def test_nobody_has_looked_yet(changes: Changes) -> None:
    """Before the first look there is no answer, and whoever asks looks for itself."""
    assert changes.of("gate") is None


def test_an_order_and_its_stop_each_move_the_mark_of_their_sign_only(
    office: Office, changes: Changes
) -> None:
    """A change on one sign is no news for the others."""
    changes.look()
    before = changes.of("gate"), changes.of("square")
    office.approve(short_notice("A"))
    changes.look()
    put_up = changes.of("gate"), changes.of("square")
    office.withdraw("A")
    changes.look()
    stopped = changes.of("gate"), changes.of("square")
    assert len({before[0], put_up[0], stopped[0]}) == 3
    assert before[1] == put_up[1] == stopped[1]
    assert changes.mark == change_mark(office.station.database) == stopped[0]


def test_a_look_that_fails_or_is_old_serves_nobody(
    office: Office, changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that cannot be read, or a watch that hangs, does not blind the signs."""
    changes.look()
    office.clock.advance(5.0)
    assert changes.of("gate") is not None
    office.clock.advance(0.1)
    assert changes.of("gate") is None
    changes.look()
    with monkeypatch.context() as patch:
        patch.setattr("ledctl.publishing.changes.change_mark", failing)
        with pytest.raises(OSError, match="no database"):
            changes.look()
    assert changes.of("gate") is None
    changes.look()
    assert changes.of("gate") is not None


def failing(*_: object) -> tuple[int, int]:
    raise OSError("no database")


def test_older_data_are_news_for_every_sign(
    office: Office, changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mark that went back comes from another database: nothing known of the signs holds."""
    office.approve(short_notice("A"))
    changes.look()
    known = changes.of("gate")
    monkeypatch.setattr("ledctl.publishing.changes.change_mark", lambda _database: (0, 0))
    changes.look()
    assert changes.of("gate") == changes.of("square") == (0, 0) != known


def fleet(office: Office, *names: str) -> tuple[Publisher, dict[str, MoodySign]]:
    station = office.station
    signs = {name: MoodySign(office.sign.panel) for name in names}
    workers = [make_worker(station, sign, name) for name, sign in signs.items()]
    return (
        Publisher(workers, database=station.database, clock=office.clock, run=station.run, poll_s=1.0),
        signs,
    )


def test_a_round_of_many_signs_asks_once(office: Office) -> None:
    """However many signs have nothing to do: one statement for all of them together."""
    publisher, _signs = fleet(office, "gate", "square", "hall")
    publisher.tick()
    office.clock.advance(0.5)
    with statements_of(office.station) as asked:
        publisher.tick()
    assert len([text for text in asked if text.startswith("SELECT")]) == 1


def test_only_the_sign_with_news_reads_its_orders(office: Office) -> None:
    """An approval for one sign is read by that one; a withdrawal likewise."""
    publisher, signs = fleet(office, "gate", "square")
    publisher.tick()
    pages = office.approve(short_notice("A"))
    with statements_of(office.station) as asked:
        publisher.tick()
    assert len([text for text in asked if "display_order.ends_at >" in text]) == 1
    assert signs["gate"].current == pages[0]
    office.withdraw("A")
    publisher.tick()
    assert not any(signs["gate"].current.data)


def test_whoever_has_news_is_woken_and_nobody_else(office: Office) -> None:
    """The poll of the watch: orders that changed, a curb that changed, a look that is not to be had."""
    station = office.station
    gate, square = (make_worker(station, MoodySign(office.sign.panel), name) for name in ("gate", "square"))
    changes = Changes(station.database, office.clock, stale_s=5.0)
    for worker in (gate, square):
        worker.join(changes, rest_s=10.0)
        assert worker.has_news(office.clock.now()), "it has not looked yet"
    changes.look()
    assert (gate.step(), square.step()) == (10.0, 10.0)
    assert not gate.has_news(office.clock.now())
    office.approve(short_notice("A"))
    changes.look()
    assert gate.has_news(office.clock.now())
    assert not square.has_news(office.clock.now())
    gate.step()
    assert not gate.has_news(office.clock.now())
    office.clock.advance(6.0)
    assert square.has_news(office.clock.now()), "nobody has looked for it for long"


def test_a_curb_is_news(office: Office) -> None:
    """A blackout or quiet hours that begin wake the sign at the next poll, long before it has rested."""
    from ledctl.playlists.curbs import BLACKOUT, FREE

    worker = make_worker(office.station, MoodySign(office.sign.panel))
    changes = Changes(office.station.database, office.clock, stale_s=5.0)
    worker.join(changes, rest_s=10.0)
    changes.look()
    worker.step()
    assert not worker.has_news(office.clock.now())
    worker._curb = lambda _now: BLACKOUT
    assert worker.has_news(office.clock.now())
    worker._curb = lambda _now: FREE
    assert not worker.has_news(office.clock.now())
