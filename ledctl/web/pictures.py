"""Pixels for the pages: the frames of a draft, of an approved order, of a sign now.

What was approved is taken from where the publisher takes it, never drawn again
(R38): fonts may have changed since. A draft is drawn as approval would draw it.
What draws is imported when something is drawn: a start does not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from fastapi.responses import Response
from sqlalchemy import select
from sqlmodel import SQLModel

from drivers.base import Frame, Program
from ledctl.content.files import canonical, read_notice
from ledctl.errors import LedctlError, NotFound
from ledctl.fleet import turns_pages_itself
from ledctl.fonts.drawn import SiteGlyphs
from ledctl.notices.advice import advise
from ledctl.notices.approval import level_of as bound_level
from ledctl.notices.desk import Desk
from ledctl.notices.facts import Dossier
from ledctl.notices.frames import unpack
from ledctl.notices.states import State
from ledctl.playlists.choose import level_of
from ledctl.playlists.hours import Hours
from ledctl.playlists.rounds import held_back, whole_round
from ledctl.publishing.laps import laps_of, turns_in
from ledctl.publishing.stage import Live
from ledctl.rendering.rounds import clock_time, round_ms
from ledctl.rendering.sampling import sample_pages, time_of
from ledctl.sentences import Sentence
from ledctl.settings import SignSettings
from ledctl.station import Station

if TYPE_CHECKING:
    from ledctl.rendering.faces import Faces

PREVIEW_WIDTH = 768
"""A preview is this wide at most, by a whole number of screen pixels a lamp."""


@dataclass(frozen=True, slots=True)
class PageView:
    """One page as a preview shows it: number, dwell, and the addresses of its picture and its lamps.

    ``time``: when it stands, if it is a clock's.
    """

    number: int
    dwell_ms: int
    address: str
    lamps: str
    time: str = ""


@dataclass(frozen=True, slots=True)
class SignView:
    """What one sign would show: its pages, how long they take, and what the office should hear of them.

    ``total``: how many pages there are; of a clock only a few are here.
    ``whole_ms``: one round together with what runs beside it now, at most; ``waits``:
    something more urgent runs now, so that this does not; ``quiet``: neither does it for
    the hour. ``level``: the word an approval would bind, the urgency or *standing*.
    """

    name: str
    label: str
    panel: str
    digest: str
    width: int
    height: int
    total: int
    pages: tuple[PageView, ...]
    round_ms: int
    whole_ms: int
    waits: bool
    quiet: bool
    level: str
    advice: tuple[Sentence, ...]

    @property
    def round(self) -> str:
        return clock_time(self.round_ms)

    @property
    def whole(self) -> str:
        return clock_time(self.whole_ms)


@dataclass(frozen=True, slots=True)
class Preview:
    """A notice on every sign that may carry it; ``problems`` says why there is none."""

    signs: tuple[SignView, ...]
    problems: tuple[Sentence, ...] = ()

    @property
    def digest(self) -> str:
        """One value for all pixels on all signs: what an approver says to have seen."""
        return joined_digest({sign.name: sign.digest for sign in self.signs})


def joined_digest(digests: Mapping[str, str]) -> str:
    """The digests of the programs of all signs as one value."""
    return " ".join(f"{name}:{digest}" for name, digest in digests.items())


def split_digest(joined: str) -> dict[str, str]:
    """What ``joined_digest`` joined."""
    parts = (part.rpartition(":") for part in joined.split())
    return {name: digest for name, _, digest in parts}


def preview(station: Station, file: Dossier) -> Preview:
    """The pictures of a notice: as approved, or as an approval given now would bind them."""
    try:
        programs = programs_of(station, file)
    except LedctlError as error:
        return Preview((), error.sentences)
    return Preview(tuple(_sign_view(station, file, name, program) for name, program in programs.items()))


def programs_of(station: Station, file: Dossier) -> Mapping[str, Program]:
    """What each sign shows or would show of the current version."""
    if file.state is not State.APPROVED:
        from ledctl.rendering.faces import installed_faces

        own = station.foundry.drawn()
        return _drawn(station.desk, installed_faces(), own, canonical(file.current.content))
    orders = [order for order in file.orders if order.version_no == file.current.no]
    stored = {order.sign: _ordered(station, order.id) for order in orders}
    return {name: program for name, program in stored.items() if program is not None}


@lru_cache(maxsize=8)
def _drawn(desk: Desk, _faces: Faces, own: SiteGlyphs, content: bytes) -> Mapping[str, Program]:
    """A notice of 80 pages is asked for 80 times by one page; other fonts or glyphs are another drawing."""
    return desk.programs(read_notice(content), own)


def preview_frame(station: Station, file: Dossier, sign: str, number: int) -> Frame:
    """One page of a notice on one sign; pages count from 1."""
    sign_settings(station, sign)
    program = programs_of(station, file).get(sign)
    if program is None or not 1 <= number <= len(program.pages):
        raise NotFound.of("page_not_found")
    return program.pages[number - 1].frame


def live_frame(station: Station, sign: str, live: Live | None) -> Frame:
    """What the sign shows now, as far as it confirmed it; dark when it shows nothing."""
    dark = Frame.dark(sign_settings(station, sign).make_panel())
    if live is None or live.order_id is None:
        return dark
    program = _ordered(station, live.order_id)
    return program.pages[live.page].frame if program and live.page < len(program.pages) else dark


def sign_settings(station: Station, sign: str) -> SignSettings:
    """The settings of a sign; ``NotFound`` when the site has none of that name."""
    try:
        return station.settings.signs[sign]
    except KeyError:
        raise NotFound.of("no_such_sign", where="sign", name=sign) from None


def sign_names(station: Station) -> Callable[[str], str]:
    """What people call a sign, by its name in the settings; an order may name a sign that is gone."""
    labels = {name: sign.label for name, sign in station.settings.signs.items()}
    return lambda name: labels.get(name) or name


def enlarged(width: int, height: int, fit: int = PREVIEW_WIDTH) -> tuple[int, int]:
    """The size at which a panel is shown, a whole number of times its own."""
    times = max(1, min(4, fit // width))
    return width * times, height * times


def png(frame: Frame) -> Response:
    """The frame as a picture, one pixel a lamp."""
    from ledctl.rendering.preview import page_png

    return Response(page_png(frame), media_type="image/png")


def _sign_view(station: Station, file: Dossier, name: str, program: Program) -> SignView:
    panel, own = program.panel, round_ms(program)
    width, height = enlarged(panel.width, panel.height)
    word, now = _level_word(station, file), station.clock.now()
    level, hours = level_of(word), Hours.of(sign_settings(station, name), station.settings.zoneinfo)
    local, cap_ms = now.astimezone(station.settings.zoneinfo), _cap_ms(station, name)
    laps = laps_of(station.database, name, now, without=file.id, cap_ms=cap_ms)
    return SignView(
        name=name,
        label=sign_names(station)(name),
        panel=str(panel),
        digest=program.digest,
        width=width,
        height=height,
        total=len(program.pages),
        pages=tuple(_page_views(f"/notice/{file.id}/preview/{name}", program, local)),
        round_ms=own,
        whole_ms=whole_round(turns_in(program, cap_ms), level, laps, now),
        waits=held_back(level, laps, now),
        quiet=level < hours.curb_at(now).least,
        level=word,
        advice=tuple(_advice(station, file, name, program)),
    )


def _level_word(station: Station, file: Dossier) -> str:
    """The level an approval given now would bind: of a window that is over, the urgency says it."""
    content = file.current.content
    try:
        return bound_level(content.urgency, station.desk.plan(content))
    except LedctlError:
        return content.urgency.value


def _cap_ms(station: Station, name: str) -> int | None:
    """How long a turn on this sign may be; ``None`` where the card plays whole programs."""
    if turns_pages_itself(name, sign_settings(station, name)):
        return None
    return station.settings.publisher.turn_s * 1000


def _page_views(address: str, program: Program, local: datetime) -> Iterator[PageView]:
    for n in sample_pages(program, local):
        page, number = program.pages[n], n + 1
        lamps = f"{address}/{number}.bin?frame={page.frame.digest}"
        yield PageView(number, page.dwell_ms, f"{address}/{number}.png", lamps, time_of(program, n))


def _advice(station: Station, file: Dossier, name: str, program: Program) -> list[Sentence]:
    look = station.looks.get(name)
    if look is None:
        return []
    own, long_round_s = station.foundry.drawn(), station.settings.desk.long_round_s
    return advise(file.current.content, name, look, program, own, long_round_s=long_round_s)


def _ordered(station: Station, order_id: int) -> Program | None:
    orders, programs = (SQLModel.metadata.tables[name] for name in ("display_order", "program"))
    query = (
        select(programs.c.digest, programs.c.body)
        .join(orders, orders.c.program_digest == programs.c.digest)
        .where(orders.c.id == order_id)
    )
    with station.database.engine.connect() as connection:
        row = connection.execute(query).first()
    return None if row is None else unpack(row.body, digest=row.digest)
