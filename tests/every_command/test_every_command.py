"""No path of commands reaches a sign without an approval by permitted people; none undoes a withdrawal."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlmodel import select

from ledctl.accounts.model import Actor, Credential, Person, Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.resources import shared
from ledctl.settings import Mode
from ledctl.sites import init_site
from ledctl.station import Station, open_station
from tests.conftest import GATE, NINE_IN_SHANGHAI, QUICK
from tests.every_command.at_the_boards import ALL, TOWN
from tests.every_command.commands import GROUPS
from tests.every_command.contents import FORM, MOBILE, write
from tests.every_command.drawing import LATER, NOTICES, TAKEN
from tests.every_command.machine import EveryCommand
from tests.every_command.office import PASSWORD
from tests.every_command.people import FIRST, NEW
from tests.glyphs.pen import RARE, font, glyph

LOOKING = {
    *("Desk.examine", "Desk.programs", "Desk.plan", "WordList.now", "Foundry.drawn", "Foundry.waiting_for"),
    *("Retention.now", "Retention.listing"),
    *("Asking.shortfalls", "Asking.shortfall", "Asking.stood"),
    *("Cabinet.waiting_for", "Delegations.all", "Delegations.seen_by", "Series.next_of", "Series.compared"),
    "Timekeeping.state",
    *("Elsewhere.look", "Reckoning.account", "Reckoning.count", "Reckoning.items"),
    *("Forms.all", "Forms.fill", "Forms.draft", "Forms.history", "Forms.filed", "Forms.versions"),
    *("Forms.filings", "Forms.compare"),
    *(f"Questions.{name}" for name in ("signs", "instant", "at", "frame")),
    *(f"Questions.{name}" for name in ("notice", "person", "category", "search", "gaps")),
    *(f"Boards.{name}" for name in ("all", "one", "history", "hung", "today", "photo")),
    *("Sheets.draft", "Sheets.draft_of", "Sheets.copies"),
    *("Postings.list", "Postings.flags", "Postings.scan", "Checks.hung"),
    *(f"Duties.{name}" for name in ("standing", "quarter", "villages", "month")),
    *(f"VillageForms.{name}" for name in ("all", "blank", "begin", "span")),
    *(
        "Blackouts.state",
        "Blackouts.one",
        "Blackouts.history",
        "Blackouts.last_drill",
        "Blackouts.is_drill_due",
    ),
}
"""What changes nothing, and is called past ``Office.command``."""

STEPS = ("Desk.", "AfterApproval.", "Warnings.", "Lapses.", "Delegations.", "Blackouts.", "Sheets.")
"""The classes whose commands are taken most."""

STANDING = ("A0", "P0", "S0", "V0", "W0")
"""What is approved when a day begins."""

USUAL = 8
OFFICES = int(os.environ.get("RANDOM_OFFICES", USUAL))
"""How many offices are run through; ``make faults`` runs many more."""


def make_ready(folder: Path, *, live: bool) -> None:
    """A site with its people, their passwords their own but one; two sign what a guide says.

    Everything is written down, some of it approved, so that every day begins in the middle.
    """
    init_site(folder, mode=Mode.LIVE if live else Mode.PRACTICE)
    (folder / "signs.toml").write_text(GATE)
    text = (shared("config/defaults") / "categories.toml").read_text()
    assert text.count('code = "guide"') == 1
    (folder / "categories.toml").write_text(text.replace('code = "guide"', 'code = "guide"\nsigners = 2'))
    cheap = Passwords(QUICK())
    station = open_station(folder, clock=FrozenClock(NINE_IN_SHANGHAI), passwords=cheap)
    for account, roles in FIRST.items():
        first = station.registry.add(account, f"某{account}", [Role(one) for one in roles], by="system")
        station.registry.change_password(account, first, PASSWORD, via=Via.WEB)
    with station.database.write() as session:
        new = session.exec(select(Person).where(Person.account == NEW)).one()
        session.get_one(Credential, new.id).one_time = True
    _begin_in_the_middle(station)
    station.close()


def _begin_in_the_middle(station: Station) -> None:
    desk, clerk = station.desk, _somebody("an")
    for number, notice in enumerate(one for one in NOTICES if one not in LATER):
        by = _somebody(["an", "bo", "deng"][number % 3] if notice not in STANDING else "an")
        desk.draft(by, write(notice, 0, NINE_IN_SHANGHAI))
    station.cabinet.propose(clerk, FORM, "转发格式")
    station.cabinet.approve(_somebody("fan"), 1)
    station.foundry.propose(clerk, font(glyph(RARE)), "户口簿用字")
    for hours in (12, 24):
        station.cabinet.propose(clerk, replace(FORM, hours=hours), "另一格式")
    station.keeping.propose(clerk, "K0", "body[0]", MOBILE, "群众须能联系")
    for notice in STANDING[:-1]:
        desk.submit(clerk, notice)
        desk.review(_somebody("cui"), notice, "pass")
        desk.secrecy(_somebody("deng"), notice, "pass")
        desk.approve(_somebody("gu"), notice)
    desk.approve(_somebody("fan"), "S0")
    station.objections.receive(clerk, "A0", how="phone", summary="金额有误")
    station.publications.put_up(clerk, "P0", channel="board_town", place="镇政府公告栏")
    for board in ALL:
        station.boards.save(_somebody("he"), board)
    for copy in range(2):
        station.sheets.final(clerk, STANDING[copy])
    station.postings.up(_somebody("he"), "P0", TOWN.code)
    station.warnings.submit(clerk, "W0", 1)
    desk.approve(_somebody("fan"), "W0")


def _somebody(account: str) -> Actor:
    return Actor(account, account, frozenset(Role(one) for one in FIRST[account]), Via.WEB)


def test_every_command_has_a_rule() -> None:
    """R12: a new command of any of these classes has to be given a rule, or this fails."""
    public = {
        f"{group.__name__}.{name}"
        for group in GROUPS
        for name, value in vars(group).items()
        if not name.startswith("_") and callable(value)
    }
    assert public == TAKEN


@pytest.mark.slow
def test_whatever_people_do(tmp_path: Path) -> None:
    """R1, R2, R5, R6, R7, R9, R11, R12, for every command, every role, every state."""
    EveryCommand.ready = tmp_path
    for live in (True, False):
        make_ready(tmp_path / str(live), live=live)
    checks = settings(
        max_examples=OFFICES, stateful_step_count=100, deadline=None, suppress_health_check=[*HealthCheck]
    )
    run_state_machine_as_test(EveryCommand, settings=checks)
    if OFFICES >= 10 * USUAL:  # so many that a command nobody ever brings to its end is a fault of the rules
        steps = {name for name in TAKEN - LOOKING if name.startswith(STEPS)}
        assert steps <= EveryCommand.done
