"""An office to draw from: people, notices and rows, mostly ones with which a command makes sense."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from tests.every_command import law
from tests.every_command.contents import MOBILE, write
from tests.every_command.office import NOT_SEEN, Office
from tests.every_command.people import FIRST, NOBODY

LATER = ("C-A0", "A2", "A3", "A4")
NOTICES = ("A0", "A1", "H0", "P0", "S0", "C-S0", "V0", "K0", "R0", "W0", "W1", "W2", *LATER)
"""All there may be; those of ``LATER`` are not written down yet when a day begins."""

WRITTEN = frozenset({"draft", "returned", "rejected", "withdrawn", "lapsed"})
WAITS_FOR = {"in_review": "reviewer", "in_secrecy": "secrecy_reviewer", "in_approval": "approver"}
"""Whom a notice waits for."""

WORD = "试行"
REASON = "情况有变"
PEOPLE = (*FIRST, NOBODY)
NAMED: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {},
    {"general": ("fan", "gu")},
    {"*": ("gu",), "correction": ("bo", "fan")},
)
Drawn = TypeVar("Drawn")
Commands = Callable[..., Any]
TAKEN: set[str] = set()
"""The commands some rule takes, by qualified name."""


def takes(*uses: Commands) -> Callable[[Drawn], Drawn]:
    """Mark a rule with the commands it takes."""

    def mark(taken: Drawn) -> Drawn:
        TAKEN.update(use.__qualname__ for use in uses)
        return taken

    return mark


class Drawing(RuleBasedStateMachine):
    """One office; see ``office.Office.command`` for what holds after each step."""

    ready: ClassVar[Path]
    tried: ClassVar[set[str]] = set()
    done: ClassVar[set[str]] = set()

    @initialize(
        reviews=st.booleans(), named=st.sampled_from(NAMED), live=st.booleans(), days=st.sampled_from([0, 20])
    )
    def open_office(self, reviews: bool, named: dict[str, tuple[str, ...]], live: bool, days: int) -> None:
        rules = law.Rules(reviews, named, {"guide": 2}, days)
        self.began_live, self.asked = live, {1: MOBILE}
        self.office = Office(self.ready / str(live), rules, live=live)

    def teardown(self) -> None:
        if hasattr(self, "office"):
            self.tried.update(self.office.tried)
            self.done.update(self.office.done)
            self.office.close()

    # -- drawing ------------------------------------------------------------------------------

    def any_of(self, data: st.DataObject, likely: Sequence[Drawn], others: Sequence[Drawn]) -> Drawn:
        """Mostly one of the likely ones."""
        unlikely = not likely or data.draw(st.integers(0, 9)) == 9
        return data.draw(st.sampled_from([*(others if unlikely else likely)]))

    def who(self, data: st.DataObject, *roles: str, but: Collection[str] = ()) -> str:
        """Somebody with one of these roles, ``but`` these, who nevertheless try it now and then."""
        likely = self.office.people.having(frozenset(roles), self.office.today)
        try_it = data.draw(st.integers(0, 2)) == 2
        return self.any_of(data, [one for one in likely if (one in but) is try_it] or likely, PEOPLE)

    def which(self, data: st.DataObject, *states: str) -> str:
        return self.any_of(data, self.office.book.in_state(*states), NOTICES)

    def row_of(self, data: st.DataObject, table: str) -> int:
        """The number of a row of this table, or of none."""
        there: list[int] = [row["id"] for row in self.office.book.rows(table)]
        return self.any_of(data, there, [0, 999])

    def hands(self, notice: str) -> set[str]:
        """Who made or judged the version of now."""
        if (row := self.office.book.notice(notice)) is None:
            return set()
        taken = self.office.book.rows("decision", notice_id=notice, version_no=row["version"])
        made = law.makers(self.office.book.version(notice, row["version"]))
        return made | {one for step in taken for one in law.persons(step)}

    def seen(self, data: st.DataObject, notice: str) -> str | None:
        """What the person looked at: the version of now, it is not said, or another one."""
        row = self.office.book.notice(notice)
        digests: list[str | None] = [
            self.office.book.version(notice, one["version"])["digest"] for one in [row] if one
        ]
        return self.any_of(data, [None, *digests], [None, NOT_SEEN])

    def content(self, data: st.DataObject, notice: str) -> Any:
        return write(notice, data.draw(st.sampled_from([0, 0, 1, 2, 3])), self.office.clock.now())

    def opinion(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from([*[REASON] * 7, " "]))
