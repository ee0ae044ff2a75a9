"""Programs as a card stores them, to XML and back. Pure.

A screen has programs, a program areas, an area pictures shown one after another;
``playControl`` says when a program is due (manufacturer's SDK description)::

    screen timeStamps                 another value than before wipes every program
      program guid type name
        playControl count disabled    date start end (days), time start end (hours), each any number of times
        area guid alpha
          rectangle x y width height
          resources                   "resource" in what cards give back: both are read
            image guid fit            effect in out inSpeed outSpeed duration (0.1 s), file name md5

What others put there (text, video, clocks, borders) is neither written nor read:
such an area has no pictures here. A host reads back less than a card takes in
(``read_held``): names only, so that nothing foreign on a card can keep it from
being seen, and deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from drivers.errors import ProtocolError
from drivers.huidu_sdk.elements import Element, make
from drivers.huidu_sdk.windows import FIRST_DAY, LAST_DAY, Slice

ALWAYS = (Slice(),)
MAX_TENTHS = 9999  # of one picture; a page that stands longer is the same picture again


@dataclass(frozen=True, slots=True)
class Picture:
    """A file and how long it stands, in tenths of a second."""

    file: str
    md5: str
    tenths: int


@dataclass(frozen=True, slots=True)
class Area:
    x: int
    y: int
    width: int
    height: int
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class StoredProgram:
    """``days`` and ``hours``: due when any of either holds; an empty one always holds."""

    guid: str
    areas: tuple[Area, ...]
    name: str = ""
    days: tuple[tuple[date, date], ...] = ()
    hours: tuple[tuple[time, time], ...] = ()
    disabled: bool = False

    @property
    def files(self) -> frozenset[str]:
        """The names of the files it shows."""
        return frozenset(picture.file for area in self.areas for picture in area.pictures)

    @property
    def is_always(self) -> bool:
        """Due whatever the clock shows."""
        return not (self.days or self.hours or self.disabled)

    def is_due(self, at: datetime) -> bool:
        today = not self.days or any(first <= at.date() <= last for first, last in self.days)
        second = at.time().replace(microsecond=0)
        now = not self.hours or any(opens <= second <= closes for opens, closes in self.hours)
        return today and now and not self.disabled


@dataclass(frozen=True, slots=True)
class Screen:
    """What a card holds; ``stamps`` is its ``timeStamps``, empty if it does not say."""

    stamps: str
    programs: tuple[StoredProgram, ...]


@dataclass(frozen=True, slots=True)
class HeldProgram:
    """A program as far as a host needs it: who it is and which files it uses, pictures or not."""

    guid: str
    name: str
    files: frozenset[str]

    @property
    def token(self) -> str:
        """The GUID to compare by; ``guid`` is the one to give back to the card."""
        return token_of(self.guid)


@dataclass(frozen=True, slots=True)
class Held:
    """What a card says it holds."""

    stamps: str
    programs: tuple[HeldProgram, ...]


def windowed(guid: str, areas: tuple[Area, ...], name: str, span: Slice) -> StoredProgram:
    """A program due during one slice and at no other time."""
    days = () if (span.first, span.last) == (FIRST_DAY, LAST_DAY) else ((span.first, span.last),)
    hours = () if span.all_day else ((span.opens, span.closes),)
    return StoredProgram(guid, areas, name, days, hours)


def screen_element(screen: Screen) -> Element:
    stamps = {"timeStamps": screen.stamps} if screen.stamps else {}
    return Element("screen", stamps, tuple(map(_program_element, screen.programs)))


def read_screen(element: Element) -> Screen:
    """``ProtocolError`` for numbers, days or hours that are none."""
    return Screen(element.get("timeStamps"), tuple(map(_read_program, element.all("program"))))


def token_of(guid: str) -> str:
    """A GUID without braces and capitals, which are one generation's or another's way of writing it."""
    return guid.strip("{} ").lower()


def read_held(element: Element) -> Held:
    """Whatever the programs are, their names and those of their files."""
    programs = (
        HeldProgram(each.get("guid"), each.get("name"), frozenset(_file_names(each)))
        for each in element.all("program")
    )
    return Held(element.get("timeStamps"), tuple(programs))


def _file_names(element: Element) -> Iterator[str]:
    if element.name == "file" and (name := element.get("name")):
        yield name
    for child in element.children:
        yield from _file_names(child)


def _program_element(program: StoredProgram) -> Element:
    control = make(
        "playControl",
        *(make("date", start=first, end=last) for first, last in program.days),
        *(make("time", start=opens, end=closes) for opens, closes in program.hours),
        count=1,
        disabled=program.disabled,
    )
    areas = (_area_element(f"{program.guid}-{n}", area) for n, area in enumerate(program.areas))
    return Element(
        "program", {"guid": program.guid, "type": "normal", "name": program.name}, (control, *areas)
    )


def _area_element(guid: str, area: Area) -> Element:
    return make(
        "area",
        make("rectangle", x=area.x, y=area.y, width=area.width, height=area.height),
        make("resources", *(_picture_element(f"{guid}-{n}", p) for n, p in enumerate(area.pictures))),
        guid=guid,
        alpha=255,
    )


def _picture_element(guid: str, picture: Picture) -> Element:
    return make(
        "image",
        make("effect", in_=0, out=0, inSpeed=0, outSpeed=0, duration=picture.tenths),
        make("file", name=picture.file, md5=picture.md5),
        guid=guid,
        fit="stretch",
    )


def _read_program(element: Element) -> StoredProgram:
    control = element.first("playControl")
    disabled = control.get("disabled") or control.get("disable")  # the description has both
    return StoredProgram(
        element.get("guid"),
        tuple(map(_read_area, element.all("area"))),
        element.get("name"),
        tuple(_read_days(each) for each in control.all("date")),
        tuple(_read_hours(each) for each in control.all("time")),
        disabled.strip().lower() in ("true", "1"),
    )


def _read_area(element: Element) -> Area:
    where = element.first("rectangle")
    return Area(
        where.number("x", 0),
        where.number("y", 0),
        where.number("width", 0),
        where.number("height", 0),
        tuple(_read_pictures(element)),
    )


def _read_pictures(area: Element) -> Iterator[Picture]:
    for name in ("resources", "resource"):
        for image in area.first(name).all("image"):
            file = image.first("file")
            tenths = image.first("effect").number("duration", 50)
            yield Picture(file.get("name"), file.get("md5").lower(), tenths)


def _read_days(element: Element) -> tuple[date, date]:
    first, last = (_read_at(element, which, r"\d{4}-\d\d-\d\d", "%Y-%m-%d") for which in ("start", "end"))
    return first.date(), last.date()


def _read_hours(element: Element) -> tuple[time, time]:
    opens, closes = (_read_at(element, which, r"\d\d:\d\d:\d\d", "%H:%M:%S") for which in ("start", "end"))
    return opens.time(), closes.time()


def _read_at(element: Element, attribute: str, shape: str, form: str) -> datetime:
    text = element.get(attribute).strip()
    try:
        if re.fullmatch(shape, text, re.ASCII):
            return datetime.strptime(text, form)
    except ValueError:  # the 30th of February
        pass
    raise ProtocolError(f"<{element.name} {attribute}> is no day or hour: {text[:40]!r}")
