"""Turns on a sign: a long list and its neighbours, page by page, and what a refresh does not do."""

from __future__ import annotations

from itertools import groupby

import pytest

from drivers.base import Frame
from drivers.errors import SignRefused, TimedOut
from ledctl.content.model import Notice
from ledctl.ledger.checking.verify import verify
from ledctl.publishing.rota import CAP_MS
from tests.publishing.office import Office, short_notice


def long_notice(notice_id: str) -> Notice:
    """Text for many pages."""
    body = tuple(
        f"第{n}段：明日检修第{n}号管道，请沿线各户提前储水备用，施工期间注意安全。" for n in range(1, 21)
    )
    return short_notice(notice_id).model_copy(update={"body": body})


@pytest.fixture
def long_list(office: Office) -> list[Frame]:
    """It stands, alone."""
    pages = office.approve(long_notice("L"))
    assert sum(office.dwell_s["L"]) > 3 * CAP_MS / 1000
    office.worker.step()
    return pages


def watch(office: Office, seconds: float) -> list[tuple[str, int, float]]:
    """The pages that stand over that time: whose, which, for how long."""
    seen: list[tuple[str, int]] = []
    for _ in range(round(seconds * 4)):
        seen.append((office.worker.live.notice_id, office.worker.live.page))
        office.pass_time(0.25, step_s=0.25)
    return [(*key, len([*group]) / 4) for key, group in groupby(seen)]


def turns(pages: list[tuple[str, int, float]]) -> list[tuple[str, list[int], float]]:
    """The same, turn by turn."""
    runs = [(who, [*run]) for who, run in groupby(pages, key=lambda page: page[0])]
    return [(who, [page for _, page, _ in run], sum(s for *_, s in run)) for who, run in runs]


def test_a_long_list_and_a_short_notice_take_turns(office: Office, long_list: list[Frame]) -> None:
    """R28: the list has a minute at a time and goes on where it left off; the other waits no longer."""
    office.put_up("S")
    found = turns(watch(office, 700))
    assert [who for who, *_ in found] == ["S", "L"] * (len(found) // 2) + ["S"] * (len(found) % 2)
    lists = [(pages, taken) for who, pages, taken in found if who == "L"]
    assert all(taken <= CAP_MS / 1000 for _, taken in lists)
    assert all(taken > CAP_MS / 1000 - max(office.dwell_s["L"]) for _, taken in lists[:1])
    shown = [page for pages, _ in lists for page in pages]
    assert shown == [n % len(long_list) for n in range(len(shown))]
    assert len(shown) > len(long_list), "every page came"
    assert verify(office.station.database).ok


def test_alone_it_turns_its_pages_in_order(office: Office, long_list: list[Frame]) -> None:
    """Without a neighbour no cap is to be felt: each page its own time, no page twice in a row."""
    pages = watch(office, 1.5 * sum(office.dwell_s["L"]))
    assert [page for _, page, _ in pages] == [n % len(long_list) for n in range(len(pages))]
    assert [office.dwell_s["L"][page] for _, page, _ in pages[1:-1]] == [s for *_, s in pages[1:-1]]
    assert len(office.told("shown")) == 1


def test_a_new_approval_comes_at_once_and_the_list_goes_on(office: Office, long_list: list[Frame]) -> None:
    """Approval means at once, in the midst of a page; that page comes again when the list has its turn."""
    office.pass_time(20)
    cut = office.worker.live.page
    office.put_up("S")
    assert (office.worker.live.notice_id, office.worker.live.page) == ("S", 0)
    _, (_, pages, _), *_ = turns(watch(office, 120))
    assert pages[0] == cut > 0


def test_a_page_sent_again_counts_nothing(office: Office, long_list: list[Frame]) -> None:
    """A refresh is no page time: turns are as long on a sign that must be told every two seconds."""
    office.put_up("S")
    office.worker._life_s = 6
    taken = [taken for who, _, taken in turns(watch(office, 400)) if who == "L"]
    assert taken[0] > CAP_MS / 1000 - max(office.dwell_s["L"])


def test_a_list_goes_on_after_an_outage(office: Office, long_list: list[Frame]) -> None:
    """R21: what stood is sent again; the page that was cut short comes again, not the whole list."""
    office.pass_time(20)
    page = office.worker.live.page
    office.sign.broken = TimedOut("no answer")
    office.pass_time(60)
    office.sign.broken = None
    office.pass_time(10, step_s=0.25)
    assert 0 < page <= office.worker.live.page <= page + 3


def test_after_a_restart_a_list_begins_at_its_first_page(office: Office, long_list: list[Frame]) -> None:
    """Where it was is memory, and memory is gone with the process."""
    office.pass_time(40)
    assert office.worker.live.page > 0
    office.restart()
    office.worker.step()
    assert office.sign.current == long_list[0]


def test_a_page_the_sign_refuses_does_not_stop_the_others(office: Office, long_list: list[Frame]) -> None:
    """The list is set aside and tried again at that page; its neighbour has the sign meanwhile."""
    bad = long_list[2]
    office.sign.pick = lambda frame: SignRefused("no", code=1) if frame == bad else None
    office.put_up("S")
    office.pass_time(150)
    assert office.worker.live.notice_id == "S"
    assert bad not in office.sign.taken
    office.sign.pick = lambda _frame: None
    office.pass_time(90)
    assert bad in office.sign.taken
