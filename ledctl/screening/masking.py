"""Personal numbers in running text: ID numbers, mobiles, bank cards, passbooks, plates, e-mail, births. Pure.

Here: finding them in every shape people type (spaces, hyphens, invisible
characters from a PDF; ``folds`` sees to digits and letters) and replacing the whole
datum by 〔已隐去〕. There is no partial mask: on a town's list the region of an ID
number is known, so its last four digits leave too few people (a few thousand,
and a few dozen once an age stands beside it). Not here: columns, names, rows.

Rules: ID numbers, credit codes (public, so not a hit) and bank cards by their
arithmetic (``checkdigits``); a passbook number has none and is known by the word
before it. Office landlines, document
numbers, amounts, dates, certificate and parcel numbers are not hits.

A list has thousands of cells, and most of them hold nothing: each pattern runs
only where a character it cannot do without was seen.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ledctl.screening.checkdigits import (
    check_digit,
    day_of,
    is_credit_code,
    is_id_number,
    latest_birthday,
    passes_luhn,
)
from ledctl.screening.folds import fold

REDACTED = "〔已隐去〕"


class Datum(StrEnum):
    """What kind of personal datum a hit is."""

    ID_NUMBER = "id_number"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"
    PASSBOOK = "passbook"
    PASSPORT = "passport"
    PLATE = "plate"
    EMAIL = "email"
    CHAT = "chat"
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
    if _WORTH_A_LOOK.search(text) is None:
        return ()
    folded = fold(text)
    long = _LONG.search(folded) is not None
    if long:
        folded = _ITEM.sub(lambda match: f"{match[0][:-1]}#", folded)
    hits = [*(_numbers(folded) if long else ()), *_patterns(folded, long=long)]
    return tuple(hits) if len(hits) < 2 else _without_overlap(hits)


def _without_overlap(hits: list[Hit]) -> tuple[Hit, ...]:
    """From left to right; of those that begin together, the longest."""
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not chosen or hit.start >= chosen[-1].end:
            chosen.append(hit)
    return tuple(chosen)


_WORTH_A_LOOK = re.compile("\\d|[@＠﹫]|微信|[QqＱｑ]{2}")


def redact(text: str, hits: Iterable[Hit]) -> str:
    """``text`` with each hit replaced; ``hits`` as ``find_personal`` gave them."""
    out, done = [], 0
    for hit in hits:
        out += [text[done : hit.start], REDACTED]
        done = hit.end
    return "".join(out) + text[done:]


_GAP = "[ \\-\u00ad\u200b-\u200f\u2060\ufeff]{0,2}"  # how people and PDFs part groups of digits
_LONG = re.compile(rf"\d(?:{_GAP}\d){{10}}")
"""Eleven digits: nothing that is a number alone, without a word before it, has fewer."""
_START = re.compile(rf"(?<!\d)(?<!\d\.)(?={_LONG.pattern})")
# Only with its hyphen: a group of digits that merely begins with 0 may be the rest of an ID number.
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
_ITEM = re.compile(rf"(?:^|(?<=[;,、。\s]))[1-9]\d?\.(?=\+?\d(?:{_GAP}\d){{10}})")
"""The number of an item before a long number (``1.4399...``): a point, and yet no decimal."""
_BODY = {length: rf"\d(?:{_GAP}\d){{{length - 2}}}{_GAP}[\dX]" for length in (18, 15, 19, 17, 16)}
_DISABILITY = rf"\d(?:{_GAP}\d){{16}}{_GAP}[\dX]\d\d"
# in the order in which they are tried
_SHAPES = {
    length: re.compile(rf"{body}(?!\d)(?!\.\d)") for length, body in {20: _DISABILITY, **_BODY}.items()
}


def _numbers(text: str) -> Iterator[Hit]:
    """ID numbers and bank cards: try each shape wherever a group of digits begins."""
    if "-" in text:
        text = _LANDLINE.sub(lambda match: "#" * len(match[0]), text)
    position = 0
    while (start := _START.search(text, position)) is not None:
        position = start.start() + 1
        for length, shape in _SHAPES.items():
            if (match := shape.match(text, start.start())) and (hit := _judge(match, length)):
                yield hit
                position = match.end()
                break


def _judge(match: re.Match[str], length: int) -> Hit | None:
    digits = match[0] if match[0].isalnum() else _GAPS.sub("", match[0])
    start, end = match.span()
    hit = None if length == 16 else _id_number(digits, start, end, written=match[0])
    if hit is None and 16 <= length <= 19 and _is_bank_card(digits, match[0]):
        hit = Hit(Datum.BANK_CARD, start, end)
    if hit is None or not _is_of_a_thing(match):
        return hit
    sure = hit.datum is Datum.ID_NUMBER and length in (18, 20) and not hit.mistyped
    return hit if sure or digits.startswith("62") else None


# First two digits: provinces, residence permits for 港澳 (81, 82) and 台湾 (83), permanent residence (9x).
_REGION = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d")


def _id_number(digits: str, start: int, end: int, *, written: str) -> Hit | None:
    """A hit by its birthday or its check digit; a number with one slip still gives a person away."""
    if not _REGION.match(digits):
        return None
    broken = digits != written
    if len(digits) == 20:  # a disability certificate: the holder's ID number, the kind, the grade
        born = day_of(digits[6:14]) if is_id_number(digits[:18]) else None
        return Hit(Datum.ID_NUMBER, start, end, born=born) if born else None
    if len(digits) == 15:
        born = day_of(f"19{digits[6:12]}") if _parts(written) <= 3 else None  # more are figures of a table
        return Hit(Datum.ID_NUMBER, start, end, born=born) if born and digits.isdigit() else None
    born = day_of(digits[6:14])
    right = len(digits) == 18 and check_digit(digits[:17]) == digits[17]
    if len(digits) == 19 and _is_bank_card(digits, written):
        return None  # a bank card whose middle looks like a date
    if born is None and (not right or broken or is_credit_code(digits)):
        return None
    return Hit(Datum.ID_NUMBER, start, end, mistyped=not right or born is None, born=born)


def _parts(written: str) -> int:
    return len(re.findall(r"[\dX]+", written))


_GAPS = re.compile("[^0-9X]")
_THING = re.compile(
    "(?:代码|编码|(?:受理|办件|业务|登记|流水|订单|案件|文书|项目|合同|凭证|票据|发票|地块|宗地|图斑|承包|权证|设备|电表|水表)"
    "(?:编?号|号码|序号))[:是为 ]{0,2}$"
)


def _is_of_a_thing(match: re.Match[str]) -> bool:
    """Whether a number is named as a thing's, or ends as the certificate of a piece of land does.

    Numbers of parcels, contracts and cases begin with the county, too, and go on with a date.
    """
    text, start, end = match.string, match.start(), match.end()
    return text[end : end + 1] in ("J", "Q") or _THING.search(text[max(0, start - 10) : start]) is not None


def _is_bank_card(digits: str, written: str) -> bool:
    """Apart from 62 (UnionPay), only an unbroken number counts: amounts and dates stand in rows too."""
    if not digits.isdigit() or not passes_luhn(digits):
        return False
    if digits[0] == "9" and is_credit_code(digits):
        return False
    issued_here = digits[0] in "689" or (digits[0] in "345" and len(digits) == 16)  # the rest are foreign
    return digits.startswith("62") or (written == digits and issued_here)


_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_MOBILE = re.compile(
    rf"(?<!\d)(?<!\d\.)(?:\+?(?:00)?86{_GAP})?1[3-9]\d(?:{_GAP}\d{{4}}){{2}}(?!\d)(?!\.\d)"
    rf"|(?<!\d)1[3-9]\d\d{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)(?!\.\d)"
)
_PLATE = re.compile(  # 新 is also a word (更新PVC110管): it counts only where no such word ends with it
    rf"[{_PROVINCES}新](?<![更翻创全最]新)[A-HJ-NP-Z][ ·•.\-]?(?=[A-Z]{{0,2}}\d)"
    r"(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJ-NP-Z0-9]{6})(?![A-Z0-9])"
)
_EMAIL = re.compile(r"(?<![A-Z0-9._%+\-])[A-Z0-9._%+\-]+@[A-Z0-9\-]+(?:\.[A-Z0-9\-]+)+")
_DATE = r"(\d{4}) ?[年.\-/] ?(\d{1,2})(?: ?[月.\-/] ?(\d{1,2}))? ?[月日号]?"
_BIRTH = re.compile(  # 生 alone is also the head of 生产, 生效: it counts only where a clause ends with it
    rf"(?<!\d){_DATE} ?(?:出生|生(?=$|[\s,.;，。；、）)人]))"
    rf"|(?:出生(?:日期|年月)?|(?<![发产])生于)[于: ]{{0,2}}{_DATE}"
)
_PASSBOOK = re.compile(  # no check digit: the word before it tells
    "(?:存折|账[号户]|帐[号户]|一卡通|银行卡|卡号(?<![电校]卡号)|折号)"
    rf"[号码为是:（( ]{{0,4}}(\d(?:{_GAP}\d){{5,24}})(?!\d)"
)
_PASSPORT = re.compile(
    r"(?:护照|通行证|回乡证|台胞证|永久居留证)[号码为是:（( ]{0,4}([A-Z]{1,3}\d{7,12})(?!\d)"
)
_CHAT = re.compile(r"(?:微信|QQ)[号码为是:（( ]{0,4}([A-Z][A-Z0-9_\-]{5,19}|\d{5,12})(?![A-Z0-9_])")
_WORDED = ((_PASSBOOK, Datum.PASSBOOK), (_PASSPORT, Datum.PASSPORT), (_CHAT, Datum.CHAT))
_WORD = re.compile("[存账帐卡折护证信]|QQ")


def _patterns(folded: str, *, long: bool) -> Iterator[Hit]:
    if long:
        yield from _all(_MOBILE, Datum.MOBILE, folded)
    yield from _all(_PLATE, Datum.PLATE, folded)
    if "@" in folded:
        yield from _all(_EMAIL, Datum.EMAIL, folded)
    if _WORD.search(folded):
        for pattern, datum in _WORDED:
            yield from _all(pattern, datum, folded)
    if "生" in folded:
        yield from _births(folded)


def _all(pattern: re.Pattern[str], datum: Datum, folded: str) -> Iterator[Hit]:
    for match in pattern.finditer(folded):
        yield Hit(datum, *match.span(pattern.groups))  # the number, not the word before it


def _births(folded: str) -> Iterator[Hit]:
    for match in _BIRTH.finditer(folded):
        year, month, day = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
        yield Hit(Datum.BIRTH, *match.span(), born=latest_birthday(year, month, day))
