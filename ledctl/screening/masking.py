"""Personal numbers in running text: ID numbers, mobiles, bank cards, plates, e-mail, dates of birth.

Here: finding them in every shape people type (full-width digits, spaces,
hyphens, a small x, invisible characters from a PDF) and replacing the whole
datum by 〔已隐去〕. There is no partial mask: on a town's list the region of an ID
number is known, so its last four digits leave too few people (a few thousand,
and a few dozen once an age stands beside it). Not here: columns, names, rows.

Rules: GB 11643-1999 for the ID number and its check digit, GB 32100-2015 for a
firm's credit code (public, so not a hit), Luhn for bank cards. Office landlines,
document numbers, amounts, dates, certificate and parcel numbers are not hits.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import decimal

REDACTED = "〔已隐去〕"


class Datum(StrEnum):
    """What kind of personal datum a hit is."""

    ID_NUMBER = "id_number"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"
    PLATE = "plate"
    EMAIL = "email"
    BIRTH = "birth"


@dataclass(frozen=True, slots=True)
class Hit:
    """One datum at ``text[start:end]``. ``born`` is what it tells of a birthday (latest possible day)."""

    datum: Datum
    start: int
    end: int
    mistyped: bool = False
    born: dt.date | None = None


def find_personal(text: str) -> tuple[Hit, ...]:
    """Every personal datum in ``text``, from left to right, without overlap."""
    folded = fold(text)
    hits = [*_numbers(folded), *_patterns(folded)]
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not chosen or hit.start >= chosen[-1].end:
            chosen.append(hit)
    return tuple(chosen)


def redact(text: str, hits: Iterable[Hit]) -> str:
    """``text`` with each hit replaced; ``hits`` as ``find_personal`` gave them."""
    out, done = [], 0
    for hit in hits:
        out += [text[done : hit.start], REDACTED]
        done = hit.end
    return "".join(out) + text[done:]


_LOOKALIKES = {0x3000: " ", 0xA0: " ", 0x2009: " ", 0x202F: " "}
_LOOKALIKES |= dict.fromkeys(map(ord, "\t\r\n"), " ")
_LOOKALIKES |= dict.fromkeys(map(ord, "‐‑‒–—―−－﹣"), "-")
_LOOKALIKES |= dict.fromkeys(map(ord, "ⅩⅹХх×✕"), "X")


def fold(text: str) -> str:
    """``text`` in ASCII digits and capitals, character by character, so that positions stay."""
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    if (found := _LOOKALIKES.get(ord(character))) is not None:
        return found
    if (digit := decimal(character, None)) is not None:  # any script's digits, full-width ones first of all
        return str(int(digit))
    if "！" <= character <= "～":  # the full-width copies of ASCII
        character = chr(ord(character) - 0xFEE0)
    return character.upper() if character.isascii() else character


_GAP = "[ \\-\u00ad\u200b-\u200f\u2060\ufeff]{0,2}"  # how people and PDFs part groups of digits
_START = re.compile(r"(?<!\d)(?<!\d\.)\d")
# Only with its hyphen: a group of digits that merely begins with 0 may be the rest of an ID number.
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
_SHAPES = {
    length: re.compile(rf"\d(?:{_GAP}\d){{{length - 2}}}{_GAP}[\dX](?!\d)(?!\.\d)")
    for length in (18, 15, 19, 17, 16)  # the order in which they are tried
}


def _numbers(folded: str) -> Iterator[Hit]:
    """ID numbers and bank cards: try each shape wherever a group of digits begins."""
    text = _LANDLINE.sub(lambda match: "#" * len(match[0]), folded)
    position = 0
    while (start := _START.search(text, position)) is not None:
        position = start.start() + 1
        for length, shape in _SHAPES.items():
            if (match := shape.match(text, start.start())) and (hit := _judge(match, length)):
                yield hit
                position = match.end()
                break


def _judge(match: re.Match[str], length: int) -> Hit | None:
    digits = re.sub("[^0-9X]", "", match[0])
    start, end = match.span()
    if length in (15, 17, 18, 19) and (hit := _id_number(digits, start, end, broken=digits != match[0])):
        return hit
    if length >= 16 and _is_bank_card(digits, match[0]):
        return Hit(Datum.BANK_CARD, start, end)
    return None


# First two digits: provinces, residence permits for 港澳 (81, 82) and 台湾 (83), permanent residence (9x).
_REGION = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d")


def _id_number(digits: str, start: int, end: int, *, broken: bool) -> Hit | None:
    """A hit by its birthday or its check digit; a number with one slip still gives a person away."""
    if not _REGION.match(digits):
        return None
    if len(digits) == 15:
        born = _day(f"19{digits[6:12]}")
        return Hit(Datum.ID_NUMBER, start, end, born=born) if born and digits.isdigit() else None
    born = _day(digits[6:14])
    right = len(digits) == 18 and check_digit(digits[:17]) == digits[17]
    if len(digits) == 19 and passes_luhn(digits):
        return None  # a bank card whose middle looks like a date
    if born is None and (not right or broken or is_credit_code(digits)):
        return None
    return Hit(Datum.ID_NUMBER, start, end, mistyped=not right or born is None, born=born)


def _day(digits: str) -> dt.date | None:
    """``YYYYMMDD`` as a day on which a living person can be born."""
    if not re.fullmatch(r"(?:19|20)\d{6}", digits):
        return None
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_digit(first: str) -> str:
    """The 18th character of an ID number for its first 17 digits (GB 11643-1999)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first, strict=True))
    return "10X98765432"[total % 11]


_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def is_credit_code(text: str) -> bool:
    """Whether ``text`` is a firm's credit code with a right check sign (GB 32100-2015)."""
    if len(text) != 18 or any(sign not in _CODE_SIGNS for sign in text):
        return False
    total = sum(_CODE_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(text[:17]))
    return _CODE_SIGNS[-total % 31] == text[17]


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_bank_card(digits: str, written: str) -> bool:
    """Apart from 62 (UnionPay), only an unbroken number counts: amounts and dates stand in rows too."""
    if not digits.isdigit() or not passes_luhn(digits):
        return False
    if digits[0] == "9" and is_credit_code(digits):
        return False
    return digits.startswith("62") or (written == digits and digits[0] in "345689")


_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_MOBILE = re.compile(
    rf"(?<!\d)(?<!\d\.)(?:\+?(?:00)?86{_GAP})?1[3-9]\d(?:{_GAP}\d{{4}}){{2}}(?!\d)(?!\.\d)"
    rf"|(?<!\d)1[3-9]\d\d{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)(?!\.\d)"
)
_PLATE = re.compile(  # 新 is also a word (更新PVC110管): it counts only where no such word ends with it
    rf"(?:[{_PROVINCES}]|(?<![更翻创全最])新)[A-HJ-NP-Z][ ·•.\-]?(?=[A-Z]{{0,2}}\d)"
    r"(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJ-NP-Z0-9]{6})(?![A-Z0-9])"
)
_EMAIL = re.compile(r"(?<![A-Z0-9._%+\-])[A-Z0-9._%+\-]+@[A-Z0-9\-]+(?:\.[A-Z0-9\-]+)+")
_DATE = r"(\d{4}) ?[年.\-/] ?(\d{1,2})(?: ?[月.\-/] ?(\d{1,2}))? ?[月日号]?"
_BIRTH = re.compile(  # 生 alone is also the head of 生产, 生效: it counts only where a clause ends with it
    rf"(?<!\d){_DATE} ?(?:出生|生(?=$|[\s,.;，。；、）)人]))"
    rf"|(?:出生(?:日期|年月)?|(?<![发产])生于)[于: ]{{0,2}}{_DATE}"
)
_PATTERNS = ((Datum.MOBILE, _MOBILE), (Datum.PLATE, _PLATE), (Datum.EMAIL, _EMAIL))


def _patterns(folded: str) -> Iterator[Hit]:
    for datum, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            yield Hit(datum, *match.span())
    for match in _BIRTH.finditer(folded):
        year, month, day = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
        yield Hit(Datum.BIRTH, *match.span(), born=latest_birthday(year, month, day))


def latest_birthday(year: str, month: str, day: str | None) -> dt.date | None:
    """The latest day the words allow: a child is a child until certainly fourteen."""
    try:
        if day:
            return dt.date(int(year), int(month), int(day))
        first = dt.date(int(year), int(month), 1)
        return (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
