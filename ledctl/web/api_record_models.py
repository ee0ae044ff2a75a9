"""What the API says of signs and of the record; the rules of ``api_models`` hold here, too."""

from __future__ import annotations

from pydantic import Field

from ledctl.web.api_models import Shape


class SignLine(Shape):
    name: str
    label: str
    panel: str
    driver: str


class SignList(Shape):
    signs: list[SignLine]


class HealthAnswer(Shape):
    """What the sign last said of itself; absent is what it never says, neither good nor bad.

    ``verified``: it said that it shows what it was sent. ``mismatch_since``: from then on it has
    shown something else. ``unknown``: content nobody put there through this program.
    ``wrong_card``: another card answered, or one set up for another panel; nothing is sent to it.
    """

    answered_at: str | None = None
    verified: bool | None = None
    mismatch_since: str | None = None
    unknown: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    temperature_c: float | None = None
    brightness: int | None = None
    powered: bool | None = None
    wrong_card: str = ""


class LiveAnswer(Shape):
    """What a sign shows now, as far as it confirmed it.

    ``running`` is false when no publisher answers: then nothing is known.
    ``page`` counts from 1; ``order`` is absent on a dark sign. ``online`` is absent
    for a sign that can never be asked. ``titles`` are all notices on a sign that
    turns the pages by itself: then ``page`` is the first, not the one that stands.
    ``held_up``: another notice should stand now, and the sign would not take it.
    ``why_dark``: a sign confirmed dark is so for ``nothing`` to show, because what should
    stand was ``refused``, or by what holds notices back (``quiet``, ``blackout``).
    """

    sign: str
    running: bool
    online: bool | None = False
    order: int | None = None
    notice: str = ""
    title: str = ""
    page: int = 0
    pages: int = 0
    since: str | None = None
    proof: int = 0
    titles: tuple[str, ...] = ()
    held_up: bool = False
    why_dark: str = ""
    health: HealthAnswer = HealthAnswer()


class DisplayLine(Shape):
    """One page standing once; ``end`` is absent while it stands. ``proof`` is 0 (sent) to 5 (seen)."""

    sign: str
    notice: str
    version: int
    title: str
    category: str
    page: int
    pages: int
    start: str
    end: str | None
    seconds: float
    proof: int
    acknowledged: bool
    cause: str
    approver: str
    program: str
    practice: bool


class GoneLine(Shape):
    """A stretch whose pages were given up under a disposal, and what they added up to."""

    sign: str
    from_ms: int
    to_ms: int
    shown: int
    acked: int
    on_air_ms: int
    disposal: int


class DisplayList(Shape):
    displays: list[DisplayLine]
    given_up: list[GoneLine]


class ProblemLine(Shape):
    """One row that does not hold, and what is wrong with it, in both languages."""

    table: str
    key: str
    what: str
    code: str
    zh: str


class HeadLine(Shape):
    """The end of a chain as it was recomputed: worth keeping outside of the machine."""

    chain: str
    key: int
    hash: str


class UnanchoredLine(Shape):
    """Rows behind the newest checkpoint that counts; ``held``: of those held outside."""

    checkpoint: int
    code: str
    events: int
    segments: int
    facts: int
    held: bool


class VerifyAnswer(Shape):
    """Whether the record holds, and the first bad row of each kind."""

    ok: bool
    deep: bool
    events: int
    segments: int
    displays: int
    seconds: float
    heads: list[HeadLine] = Field(default_factory=list)
    not_yet_anchored: UnanchoredLine | None = None
    problems: list[ProblemLine] = Field(default_factory=list)
