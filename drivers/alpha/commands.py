"""What a host can tell or ask an Alpha sign, and what the sign answers. Pure.

The first character of a body says which (9708-8061, command codes)::

    A label [1B position mode] text      write TEXT        B label   read it
    G label text                         write STRING      H label   read it
    I label height2 width2 rows          write SMALL DOTS  J label   read it
    E function data                      write special     F function  read it

``rows`` hold one digit a pixel and end with 0D, the last one optionally. In a
text, 14 and a label calls a picture. The functions known here::

    $ memory table (none: clear)   . run list    , soft reset   s ACK mode
    * serial error register        4 clear it    space hhmm clock    & weekday

A sign answers a question with the *write* letter and the same data a write has;
so answers are decoded as the orders they would be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from drivers.alpha.memory import File, decode_files, encode_files
from drivers.errors import ProtocolError
from drivers.wire import spaced_hex

PRIORITY = "0"  # the text file that always exists and stands before everything
CALL_PICTURE = b"\x14"
MIDDLE, HOLD = " ", "b"
RUN_LABELS = 128
HIGHEST, WIDEST = 31, 255  # of SMALL DOTS
MISTAKES = {
    0x20: "illegal command or label",
    0x10: "checksum error",
    0x08: "buffer overflow",
    0x04: "serial time-out",
    0x02: "framing error",
    0x01: "parity error",
}
REGISTER = 0x40  # always set in the error register; with nothing else: no mistake


@dataclass(frozen=True, slots=True)
class Text:
    """A TEXT file. ``look`` is position and mode; without look and text it is empty, and released."""

    label: str
    look: str = ""
    text: bytes = b""

    def __post_init__(self) -> None:
        if len(self.look) not in (0, 2):
            raise ValueError(f"a look is a position and a mode, not {self.look!r}")


@dataclass(frozen=True, slots=True)
class String:
    label: str
    text: bytes = b""


@dataclass(frozen=True, slots=True)
class Dots:
    """A SMALL DOTS picture: rows from the top, one digit a pixel."""

    label: str
    width: int
    rows: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if not (0 < len(self.rows) <= HIGHEST and 0 < self.width <= WIDEST):
            raise ValueError(f"a SMALL DOTS picture has up to {HIGHEST} rows of up to {WIDEST} pixels")
        if any(len(row) != self.width or not row.isdigit() for row in self.rows):
            raise ValueError("every row has a digit for each pixel of the width")


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory table. Writing none clears the memory."""

    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class RunList:
    """The texts to run: ``S`` in this order, ``T`` by their times, ``D`` once each, then deleted."""

    labels: str
    order: str = "S"
    locked: bool = False


@dataclass(frozen=True, slots=True)
class SoftReset:
    """Starts the sign anew; its memory stays."""


@dataclass(frozen=True, slots=True)
class Clock:
    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """1 is Sunday."""

    day: int


@dataclass(frozen=True, slots=True)
class AckMode:
    """Whether orders are answered; Alpha 2.0 and 3.0 only."""

    on: bool


@dataclass(frozen=True, slots=True)
class Mistakes:
    """The serial error register, as a sign answers."""

    register: int


@dataclass(frozen=True, slots=True)
class ForgetMistakes:
    """Clears the serial error register."""


@dataclass(frozen=True, slots=True)
class Read:
    """A question: ``B``, ``H``, ``J`` and a file's label, or ``F`` and a function."""

    letter: str
    label: str


Command = (
    Text
    | String
    | Dots
    | Memory
    | RunList
    | SoftReset
    | Clock
    | Weekday
    | AckMode
    | Mistakes
    | ForgetMistakes
    | Read
)

READ_MEMORY, READ_RUN_LIST, READ_MISTAKES = Read("F", "$"), Read("F", "."), Read("F", "*")


def hold_picture(text: str, picture: str) -> Text:
    """A text that is one picture, standing still."""
    return Text(text, MIDDLE + HOLD, CALL_PICTURE + picture.encode("ascii"))


def name_mistakes(register: int) -> tuple[str, ...]:
    """What the bits of an error register complain about."""
    return tuple(name for bit, name in MISTAKES.items() if register & bit)


def encode_command(command: Command) -> bytes:
    """A body."""
    match command:
        case Text(label, look, text):
            return f"A{label}{chr(27) if look else ''}{look}".encode("ascii") + text
        case String(label, text):
            return f"G{label}".encode("ascii") + text
        case Dots(label, width, rows):
            return f"I{label}{len(rows):02X}{width:02X}".encode("ascii") + b"".join(
                row + b"\r" for row in rows
            )
        case Read(letter, label):
            return f"{letter}{label}".encode("ascii")
    return b"E" + _encode_special(command)


def decode_command(body: bytes) -> Command:
    """The value of a body; ``ProtocolError`` for one this driver does not know."""
    try:
        return _READERS[body[:1]](body[1:])
    except (KeyError, ValueError) as error:
        raise ProtocolError(f"not a command known here: {spaced_hex(body)} ({error})") from error


def pause_points(body: bytes) -> tuple[int, ...]:
    """Where a sign wants 100 ms: before a picture's letter, and after its dimensions."""
    return (0, 6) if body[:1] == b"I" else ()


def _encode_special(
    command: Memory | RunList | SoftReset | Clock | Weekday | AckMode | Mistakes | ForgetMistakes,
) -> bytes:
    match command:
        case Memory(files):
            return b"$" + encode_files(files)
        case RunList(labels, order, locked):
            return f".{order}{'L' if locked else 'U'}{labels}".encode("ascii")
        case SoftReset():
            return b","
        case Clock(hour, minute):
            return f" {hour:02d}{minute:02d}".encode("ascii")
        case Weekday(day):
            return f"&{day}".encode("ascii")
        case AckMode(on):
            return b"s1" if on else b"s0"
        case Mistakes(register):
            return b"*" + bytes([register])
    return b"4"


_TEXT = re.compile(rb"([ -~])(?:\x1b([ -~]{2}))?(.*)", re.DOTALL)
_STRING = re.compile(rb"([ -~])(.*)", re.DOTALL)
_DOTS = re.compile(rb"([ -~])([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9\r]*)")
_RUN_LIST = re.compile(rb"([STD])([UL])([ -~]{0,%d})" % RUN_LABELS)
_CLOCK = re.compile(rb"([01][0-9]|2[0-3])([0-5][0-9])")


def _match(pattern: re.Pattern[bytes], data: bytes) -> re.Match[bytes]:
    found = pattern.fullmatch(data)
    if found is None:
        raise ValueError("it is not laid out like one")
    return found


def _read_text(data: bytes) -> Text:
    found = _match(_TEXT, data)
    return Text(found[1].decode(), (found[2] or b"").decode(), found[3])


def _read_string(data: bytes) -> String:
    found = _match(_STRING, data)
    return String(found[1].decode(), found[2])


def _read_dots(data: bytes) -> Dots:
    found = _match(_DOTS, data)
    rows = tuple(found[4].removesuffix(b"\r").split(b"\r"))
    if len(rows) != int(found[2], 16):
        raise ValueError(f"{len(rows)} rows")
    return Dots(found[1].decode(), int(found[3], 16), rows)


def _read_run_list(data: bytes) -> RunList:
    found = _match(_RUN_LIST, data)
    return RunList(found[3].decode(), found[1].decode(), locked=found[2] == b"L")


def _read_clock(data: bytes) -> Clock:
    found = _match(_CLOCK, data)
    return Clock(int(found[1]), int(found[2]))


def _read_mistakes(data: bytes) -> Mistakes:
    (register,) = data
    return Mistakes(register)


def _read_special(data: bytes) -> Command:
    return _SPECIAL[data[:1]](data[1:])


def _asks(letter: str) -> Callable[[bytes], Read]:
    return lambda data: Read(letter, _match(re.compile(rb"[ -~]"), data)[0].decode())


def _one_of(choices: Mapping[bytes, Command]) -> Callable[[bytes], Command]:
    return lambda data: choices[data]


_SPECIAL: dict[bytes, Callable[[bytes], Command]] = {
    b"$": lambda data: Memory(decode_files(data)),
    b".": _read_run_list,
    b",": _one_of({b"": SoftReset()}),
    b" ": _read_clock,
    b"&": _one_of({b"%d" % day: Weekday(day) for day in range(1, 8)}),
    b"s": _one_of({b"1": AckMode(True), b"0": AckMode(False)}),
    b"*": _read_mistakes,
    b"4": _one_of({b"": ForgetMistakes()}),
}
_READERS: dict[bytes, Callable[[bytes], Command]] = {
    b"A": _read_text,
    b"G": _read_string,
    b"I": _read_dots,
    b"E": _read_special,
    **{letter.encode(): _asks(letter) for letter in "BHJF"},
}
