"""The next number of a list in the pages: one button, and what is different from the last number."""

from __future__ import annotations

from collections.abc import Callable

from ledctl.accounts.model import Actor, Role
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.notices.queries import one
from ledctl.station import Station
from tests.web.office_hands import Browser


def bring_up(station: Station, person: Callable[..., Actor], notice: Notice) -> None:
    """Approved by three people."""
    desk = station.desk
    desk.draft(person("drafter", "d0"), notice)
    desk.submit(person("drafter", "d0"), notice.id)
    desk.review(person("reviewer", "r0"), notice.id, "pass")
    desk.secrecy(person("secrecy_reviewer", "s0"), notice.id, "pass")
    desk.approve(person("approver", "a0"), notice.id, "同意")


def test_the_next_number_is_begun_from_the_page_of_the_last(
    sign_in: Callable[..., Browser],
    station: Station,
    person: Callable[..., Actor],
    sample: Callable[[str], Notice],
    clock: FrozenClock,
) -> None:
    """A drafter's button on an approved notice; the draft's page warns that nothing has changed yet."""
    bring_up(station, person, sample("N06").model_copy(update={"display_window": None}))
    clock.advance(60)
    drafter, reviewer = sign_in(Role.DRAFTER), sign_in(Role.REVIEWER)
    assert "做下一期" in drafter.get("/notice/N06")
    assert "做下一期" not in reviewer.get("/notice/N06")
    reviewer.post("/notice/N06/next", 403)
    drafter.post("/notice/N06/next")
    page = drafter.get("/notice/20261123-1")
    assert "与上一期（N06）相比" in page
    assert "名单与上一期完全相同" in page
    assert "正文与上一期一字不差" in page
    assert "做下一期" not in page


def test_who_came_left_and_changed_stands_on_the_page(
    sign_in: Callable[..., Browser],
    station: Station,
    person: Callable[..., Actor],
    clock: FrozenClock,
    written: dict[str, str],
) -> None:
    """Names with their places, figures before and after; long lists are counted, not all shown."""
    drafter = sign_in(Role.DRAFTER)
    gone = "".join(f"石桥村\t离{n}\t9\n" for n in range(40))
    drafter.post("/notices/new", **{**written, "table": f"村\t姓名\t金额（元）\n望江村\t周甲一\t120\n{gone}"})
    clock.advance(60)
    station.series.start_next(person("drafter"), "T-1", new_id="T-2")
    page = drafter.get("/notice/T-2/edit")
    assert "离39" in page
    content = one(station.database, "T-2").current
    drafter.post(
        "/notice/T-2/edit",
        **{
            **written,
            "table": "村\t姓名\t金额（元）\n望江村\t周甲一\t130\n望江村\t新来\t5\n",
            "seen": content.digest,
        },
    )
    page = drafter.get("/notice/T-2")
    assert "新增 1，减少 40，数字有变化 1，未变 0" in page
    assert "望江村 周甲一 · 金额（元） 120 → 130" in page
    assert "望江村 新来" in page
    assert "…共 40" in page
    assert "离29" in page
    assert "离30" not in page
