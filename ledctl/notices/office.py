"""What every use case on a notice stands on: where it is kept, what time it is, by whose rules.

One value, made by the composition root and handed to each group of use cases, so
that they are small, know nothing of each other, and cannot differ in their rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ledctl.calendars.announced import shipped
from ledctl.calendars.categories import Categories
from ledctl.calendars.workdays import Workdays
from ledctl.clock import Clock
from ledctl.content.model import Notice
from ledctl.db import Database
from ledctl.errors import Refused
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.notices.appearance import Look
from ledctl.notices.chain import Chain, chain_for
from ledctl.notices.rulebook import shipped_words
from ledctl.notices.targets import Groups, aim
from ledctl.sentences import Sentence
from ledctl.settings import DeskSettings

if TYPE_CHECKING:
    from ledctl.screening.words import Words


@dataclass(frozen=True, slots=True)
class Office:
    """``signs`` are the looks an approval draws for, ``groups`` names several; ``ring`` wakes the publisher.

    ``own`` says which glyphs of its own the site draws with now, ``workdays`` which days it works,
    ``words`` which words it looks for: asked each time, they may change. ``secret`` keys digests
    of what must not be guessed from them.
    """

    database: Database
    clock: Clock
    categories: Categories
    zone: ZoneInfo
    signs: Mapping[str, Look]
    practice: bool
    ring: Callable[[], None]
    own: Callable[[], SiteGlyphs] = lambda: NO_GLYPHS
    workdays: Callable[[], Workdays] = shipped
    rules: DeskSettings = field(default_factory=DeskSettings)
    words: Callable[[], Words] = shipped_words
    secret: bytes = field(default=b"", repr=False)
    groups: Groups = field(default_factory=dict)
    doubt: Callable[[], Sentence | None] = lambda: None
    """Why the clock is not believed, if it is not: a window from a wrong clock binds wrong days (R15)."""

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        """The day it is at the site."""
        return self.clock.now().astimezone(self.zone).date()

    def aimed(self, notice: Notice) -> dict[str, Look]:
        """The looks of the signs this notice goes to; ``BadInput`` when it names one that is not there."""
        return aim(notice, self.signs, self.groups)

    def binding_now(self) -> datetime:
        """The instant from which a window is counted; ``Refused`` while nobody knows it."""
        if (why := self.doubt()) is not None:
            raise Refused(why)
        return self.clock.now()

    def chain(self, category: str) -> Chain:
        """Who signs a notice of this category, and whether the approver may review it."""
        signers = self.categories.get(category).signers if category in self.categories else 1
        return chain_for(category, signers, self.rules.signers, approver_reviews=self.rules.approver_reviews)
