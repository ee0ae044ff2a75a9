"""Signs that turn their pages themselves, and signs that cannot answer, as the office sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from drivers.base import Proof
from ledctl.accounts.model import Role
from ledctl.clock import FrozenClock
from ledctl.publishing.stage import Live
from ledctl.station import Station
from tests.web.office_hands import Browser

TITLES = ("停水通知", "医保缴费")


def told(monkeypatch: pytest.MonkeyPatch, live: Live) -> None:
    """The publisher says this of its sign."""
    monkeypatch.setattr(Station, "live", lambda _station, _sign: live)


def rotating(at: datetime, *titles: str, online: bool | None = True) -> Live:
    order = 1 if titles else None
    title = titles[0] if titles else ""
    return Live("gate", order, "N1" if titles else "", title, 0, 3, at, Proof.STORED, online, titles)


def test_a_card_that_turns_its_pages_is_named_by_its_titles(
    sign_in: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    """All notices on it, and that nobody here knows which page stands."""
    person = sign_in(Role.OPERATOR)
    told(monkeypatch, rotating(clock.now(), *TITLES))
    caption = person.client.get("/signs/gate/live.json").json()["caption"]
    assert caption.startswith("《停水通知》、《医保缴费》 · 由控制卡自行翻页")
    assert "第 1/3 页" not in caption


@pytest.mark.parametrize(
    ("titles", "said"),
    [((), "黑屏：应展示的公告未能上屏"), (TITLES[:1], "另有公告未被显示屏接受")],
)
def test_a_sign_that_would_not_take_a_notice_does_not_look_as_if_there_were_none(
    sign_in: Callable[..., Browser],
    monkeypatch: pytest.MonkeyPatch,
    clock: FrozenClock,
    titles: tuple[str, ...],
    said: str,
) -> None:
    """Dark or lit, the page says that something is missing, and where the reason stands."""
    person = sign_in(Role.OPERATOR)
    live = rotating(clock.now(), *titles)
    for held_up in (True, False):
        why = "" if titles else "refused" if held_up else "nothing"
        told(monkeypatch, replace(live, held_up=held_up, why_dark=why))
        assert (said in person.client.get("/signs/gate/live.json").json()["caption"]) is held_up


def test_darkness_is_no_surer_than_its_proof(
    sign_in: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    """R22: a dark sign was told so as well; the page says how far that is proven."""
    person = sign_in(Role.OPERATOR)
    told(monkeypatch, replace(rotating(clock.now()), proof=Proof.SENT))
    assert "已发出，未经确认" in person.client.get("/signs/gate/live.json").json()["caption"]


@pytest.mark.parametrize("titles", [(), TITLES[:1]])
def test_a_sign_that_cannot_answer_is_not_called_online(
    sign_in: Callable[..., Browser],
    monkeypatch: pytest.MonkeyPatch,
    clock: FrozenClock,
    titles: tuple[str, ...],
) -> None:
    """R22: dark or lit, the page says that nobody can ask it; an answering one is not called so."""
    person = sign_in(Role.OPERATOR)
    for online, said in ((None, True), (True, False)):
        told(monkeypatch, rotating(clock.now(), *titles, online=online))
        caption = person.client.get("/signs/gate/live.json").json()["caption"]
        assert ("此屏只收不答" in caption) is said
        assert "失联" not in caption


@pytest.mark.parametrize(
    ("why", "said", "in_english"),
    [
        ("nothing", "黑屏：现在没有要展示的公告", "Dark: nothing is to be shown"),
        ("quiet", "黑屏：静默时段", "Dark: quiet hours"),
        ("blackout", "黑屏：已一键关屏", "Dark: blackout"),
        ("refused", "黑屏：应展示的公告未能上屏", "Dark: what is to be shown was kept back"),
        ("device", "黑屏：设备", "Dark: device"),
        ("", "显示屏尚未确认画面", "The sign has not confirmed"),
    ],
)
def test_a_dark_sign_says_why(
    sign_in: Callable[..., Browser],
    monkeypatch: pytest.MonkeyPatch,
    clock: FrozenClock,
    why: str,
    said: str,
    in_english: str,
) -> None:
    """R21: nobody has to guess whether a dark sign is dark on purpose; the API tells it in one word."""
    told(monkeypatch, replace(rotating(clock.now()), why_dark=why))
    person = sign_in(Role.OPERATOR)
    assert said in person.get("/signs")
    person.client.cookies.set("lang", "en")
    assert in_english in person.get("/signs")
