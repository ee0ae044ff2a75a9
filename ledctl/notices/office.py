"""What every use case on a notice stands on: where it is kept, what time it is, by whose rules.

One value, made by the composition root and handed to each group of use cases, so
that they are small, know nothing of each other, and cannot differ in their rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from ledctl.calendars.categories import Categories
from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.notices.appearance import Look
from ledctl.settings import DeskSettings


@dataclass(frozen=True, slots=True)
class Office:
    """``signs`` are the looks an approval draws for; ``ring`` wakes the publisher.

    ``secret`` keys digests of what must not be guessed from them.
    ``own`` says which glyphs of its own the site draws with now: asked each time, they may change.
    """

    database: Database
    clock: Clock
    categories: Categories
    zone: ZoneInfo
    signs: Mapping[str, Look]
    practice: bool
    ring: Callable[[], None]
    own: Callable[[], SiteGlyphs] = lambda: NO_GLYPHS
    rules: DeskSettings = field(default_factory=DeskSettings)
    secret: bytes = field(default=b"", repr=False)

    def now(self) -> datetime:
        return self.clock.now()
