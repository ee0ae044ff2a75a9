"""One publication elsewhere as somebody enters it, and what of it cannot be kept. Pure.

Channels are those of ``content.channels``, by code or by what an office calls them;
what stands on a sign is recorded by the sign. No personal datum goes in: a title is
public already, but the record keeps it for good.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ledctl.content.channels import CHANNELS
from ledctl.errors import BadInput
from ledctl.notices.addresses import clean_address, same_address
from ledctl.screening.masking import find_personal
from ledctl.sentences import Sentence, sentence

T = TypeVar("T")

EARLIEST = dt.date(1990, 1, 1)
DOCUMENTS = ("normative", "policy_reading", "clarification")
MOST = {"title": 200, "office": 200, "category": 40}
_ON_SIGNS = "led_"
_CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}", re.ASCII)
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?", re.ASCII)
_PACKED = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_SERIAL_FROM = dt.date(1899, 12, 30)
"""Day 0 of a workbook, as it counts after February 1900."""
_CALLED = (
    ("wechat", ("微信", "公众号")),
    ("weibo", ("微博",)),
    ("website", ("网站", "门户", "政府网")),
    ("app", ("客户端",)),
    ("gazette", ("公报",)),
    ("board_village", ("村公开栏", "村公示栏", "村务公开栏")),
    ("board_town", ("公开栏", "公示栏", "公告栏", "宣传栏")),
    ("radio", ("广播",)),
    ("tv", ("电视",)),
    ("press", ("报纸",)),
    ("briefing", ("发布会", "听证会")),
    ("service_centre", ("政务服务中心", "政务大厅")),
    ("reading_point", ("查阅点", "查阅室")),
    ("other", ("其他",)),
)
"""Words in what an office calls a channel, the finer ones first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One title on one channel on one day, checked."""

    title: str
    channel: str
    published_on: dt.date
    address: str = ""
    category: str = "general"
    office: str = ""
    document: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        """What two entries of one publication share: title, day and channel, or the address."""
        same = f"{folded(self.title)}\n{self.published_on}\n{self.channel}"
        return (same, same_address(self.address)) if self.address else (same,)


def make_entry(said: Mapping[str, str], today: dt.date) -> Entry:
    """The entry, from text by field name; ``BadInput`` with every sentence of what is wrong."""
    words = {name: said.get(name, "").strip() for name in Entry.__dataclass_fields__}
    faults = [*_faults(words)]
    channel = _tried(faults, channel_of, words["channel"])
    day = _tried(faults, lambda text: day_of(text, today), words["published_on"])
    address = _tried(faults, lambda text: clean_address(channel or "", text, "address"), words["address"])
    if faults or channel is None or day is None or address is None:
        raise BadInput(*faults)
    category = words["category"] or "general"
    return Entry(words["title"], channel, day, address, category, words["office"], words["document"])


def channel_of(text: str) -> str:
    """The code of a channel, said by its code or in the office's words."""
    said = text.strip()
    if said.startswith(_ON_SIGNS) or "显示屏" in said or "电子屏" in said:
        raise BadInput.of("posting_on_sign", where="channel")
    if said in CHANNELS:
        return said
    known = next((code for code, words in _CALLED if any(word in said for word in words)), None)
    if known is None:
        raise BadInput.of("entry_channel_unknown", where="channel")
    return known


def day_of(text: str, today: dt.date) -> dt.date:
    """A day as offices write it: 2026-05-03, 2026/5/3, 2026年5月3日, 20260503, 46145; not after today.

    The last is how a workbook counts days, where the cell lost its format.
    """
    day = _read_day(unicodedata.normalize("NFKC", text).strip())
    if day < EARLIEST:
        raise BadInput.of("entry_day_wrong", where="published_on")
    if day > today:
        raise BadInput.of("day_ahead", where="published_on", today=today)
    return day


def _read_day(text: str) -> dt.date:
    """The day; the first of all days where it is none."""
    if _SERIAL.fullmatch(text):
        return _SERIAL_FROM + dt.timedelta(days=int(text.split(".")[0]))
    found = _DAY.fullmatch(text) or _PACKED.fullmatch(text)
    try:
        return dt.date(*map(int, found.groups())) if found else dt.date.min
    except ValueError:
        return dt.date.min


def folded(title: str) -> str:
    """A title without what people write differently: spaces, and the width of signs."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", title)).casefold()


def _faults(words: Mapping[str, str]) -> Iterator[Sentence]:
    if not words["title"]:
        yield sentence("entry_without_title", where="title")
    for name, most in MOST.items():
        if len(words[name]) > most:
            yield sentence("entry_too_long", where=name, most=most)
    if any(find_personal(words[name]) for name in ("title", "office", "address")):
        yield sentence("note_personal", where="title")
    if words["category"] and not _CODE.fullmatch(words["category"]):
        yield sentence("field_not_one_of", where="category", expected="general, budget, ...")
    if words["document"] and words["document"] not in DOCUMENTS:
        yield sentence("field_not_one_of", where="document", expected=", ".join(DOCUMENTS))


def _tried(faults: list[Sentence], read: Callable[[str], T], text: str) -> T | None:
    try:
        return read(text)
    except BadInput as error:
        faults += error.sentences
        return None
