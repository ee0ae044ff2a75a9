"""A real site for measuring: a folder, a database, one BX-5E sign, notices up to the last signature.

The notices are of the everyday kind: a title, two paragraphs, a signature; each
has its own number in the title, so that each has pixels of its own, drawn,
stored and packed for the first time when it is approved.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from drivers.base import Frame
from ledctl.accounts.model import Actor, Role, Via
from ledctl.content.model import Notice, Signature
from ledctl.sites import init_site
from ledctl.station import Station

SIZE, COLOUR = "128x32", "red"

_SIGNS = """\
[signs.gate]
driver = "onbon_bx"
link = "tcp://127.0.0.1:{port}"
panel = "{size}"
colour = "{colour}"
"""


def make_site(folder: Path, port: int) -> Path:
    """A site whose only sign is the card on this port."""
    init_site(folder)
    (folder / "signs.toml").write_text(_SIGNS.format(port=port, size=SIZE, colour=COLOUR), "utf-8")
    return folder


def first_page(station: Station) -> Frame:
    """A page such as the ones that will be put up, but none of them."""
    return station.desk.programs(sample(0, _today(station)))["gate"].pages[0].frame


def sample(number: int, today: dt.date) -> Notice:
    unit = "沅岭县鹭洲镇人民政府"
    return Notice(
        id=f"B{number:04d}",
        title=f"停水通知（第{number}号）",
        category="general",
        issuing_unit=unit,
        body=(
            f"因镇区供水管道检修，本通知第{number}号所列路段将分批停水，请提前储水。",
            "如遇天气变化，检修时间顺延，另行通知。给您带来不便，敬请谅解。",
        ),
        signature=Signature(unit=unit, date=today),
    )


def carry_to_approval(station: Station, number: int) -> str:
    """Every step before the last, each by the person whose step it is; the notice's id."""
    desk, notice = station.desk, sample(number, _today(station))
    desk.draft(person(Role.DRAFTER), notice)
    desk.submit(person(Role.DRAFTER), notice.id)
    desk.review(person(Role.REVIEWER), notice.id, "pass")
    desk.secrecy(person(Role.SECRECY_REVIEWER), notice.id, "pass")
    return notice.id


def person(role: Role) -> Actor:
    return Actor(role.value, f"某{role.value}", frozenset({role}), Via.SYSTEM)


def _today(station: Station) -> dt.date:
    return station.clock.now().astimezone(station.settings.zoneinfo).date()
