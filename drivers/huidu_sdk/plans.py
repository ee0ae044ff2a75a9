"""Bookings as what a card is to hold: programs, files, and what may be seen of them. Pure.

A program's GUID follows from everything it shows and when, so that equal
bookings are the same program on every run, and a program with the right GUID
need not be sent (a card's flash wears out). It starts with a mark by which
programs of this driver are known; its ``name`` is the digest of the booked
program. A mark is no seal: whoever reaches the card can write one, too.

What a card shows while no program is due is nowhere documented, so that time is
booked as well, with a black program; an empty list is a black program and
nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drivers.base import Booking, Frame, Page, Panel, Program
from drivers.errors import Unsupported
from drivers.huidu_sdk.pictures import png_of
from drivers.huidu_sdk.programs import (
    MAX_TENTHS,
    Area,
    HeldProgram,
    Picture,
    StoredProgram,
    token_of,
    windowed,
)
from drivers.huidu_sdk.uploads import Upload
from drivers.huidu_sdk.windows import gaps_of, slices_of

MARK = "1edc71"  # as near to "ledctl" as hexadecimal comes
DARK = "dark"  # the name of the black program

_DARK_PAGE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What a card is to hold. ``uploads`` by file name; ``pages`` by GUID, what may be seen of a program."""

    programs: tuple[StoredProgram, ...]
    uploads: Mapping[str, Upload]
    pages: Mapping[str, tuple[Frame, ...]]

    def is_gap(self, guid: str) -> bool:
        """Whether a program is the darkness of a time that nothing is booked for, beside bookings."""
        names = {own.guid: own.name for own in self.programs}
        return names.get(guid) == DARK and set(names.values()) != {DARK}

    def holds(self, held: HeldProgram) -> bool:
        """Whether a program on a card is one of these, unchanged as far as the card says."""
        return any(held.token == own.guid and held.files in (own.files, set()) for own in self.programs)


def plan_for(panel: Panel, bookings: Sequence[Booking]) -> Plan:
    """``Unsupported`` for a window without a whole second in it."""
    programs: dict[str, StoredProgram] = {}
    uploads: dict[str, Upload] = {}
    pages: dict[str, tuple[Frame, ...]] = {}
    for name, booking in _all_time(panel, bookings):
        frames = tuple(dict.fromkeys(page.frame for page in booking.program.pages))
        files = {frame: Upload(png_of(frame)) for frame in frames}
        for stored in _store(name, booking, files):
            programs[stored.guid], pages[stored.guid] = stored, frames
        uploads |= {upload.name: upload for upload in files.values()}
    return Plan(tuple(programs.values()), uploads, pages)


def is_ours(guid: str) -> bool:
    """Whether a program's GUID has the mark of this driver."""
    return token_of(guid).startswith(MARK)


def _all_time(panel: Panel, bookings: Sequence[Booking]) -> Iterator[tuple[str, Booking]]:
    """The bookings by name, and darkness for the time between them."""
    dark = Program(panel, (Page(Frame.dark(panel), _DARK_PAGE_MS),))
    for booking in bookings:
        if not slices_of(booking.begins, booking.ends):
            window = f"{booking.begins} to {booking.ends}"
            raise Unsupported(f"a card keeps whole seconds from 2000 to 2099; none is in {window}")
        yield booking.program.digest, booking
    for begins, ends in gaps_of((booking.begins, booking.ends) for booking in bookings):
        yield DARK, Booking(dark, begins, ends)


def _store(name: str, booking: Booking, files: Mapping[Frame, Upload]) -> Iterator[StoredProgram]:
    panel = booking.program.panel
    pictures = tuple(
        Picture(files[page.frame].name, files[page.frame].md5, tenths)
        for page in booking.program.pages
        for tenths in _tenths_of(page.dwell_ms)
    )
    areas = (Area(0, 0, panel.width, panel.height, pictures),)
    what = " ".join(f"{picture.file} {picture.tenths}" for picture in pictures)
    for span in slices_of(booking.begins, booking.ends):
        when = f"{span.first} {span.last} {span.opens} {span.closes}"
        yield windowed(_guid_of(f"{name} {panel} {when} {what}"), areas, name, span)


def _tenths_of(dwell_ms: int) -> Iterator[int]:
    """The page's time in pieces a card can count."""
    left = max(1, (dwell_ms + 50) // 100)
    while left > 0:
        yield min(left, MAX_TENTHS)
        left -= MAX_TENTHS


def _guid_of(content: str) -> str:
    digits = MARK + hashlib.sha256(content.encode()).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
