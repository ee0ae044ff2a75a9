"""Personal numbers in running text: ID numbers, mobiles, bank cards, passbooks, plates, e-mail, births. Pure.

Here: finding them in every shape people type (full-width digits, spaces,
hyphens, a small x, invisible characters from a PDF) and replacing the whole
datum by 〔已隐去〕. There is no partial mask: on a town's list the region of an ID
number is known, so its last four digits leave too few people (a few thousand,
and a few dozen once an age stands beside it). Not here: columns, names, rows.

Rules: GB 11643-1999 for the ID number and its check digit, GB 32100-2015 for a
firm's credit code (public, so not a hit), Luhn for bank cards; a passbook number
has no check digit and is known by the word before it. Office landlines, document
numbers, amounts, dates, certificate and parcel numbers are not hits.

A list has thousands of cells, and most of them hold nothing: each pattern runs
only where a character it cannot do without was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ledctl.screening.checkdigits import birthday, check_digit, is_credit_code, is_id_number, passes_luhn
from ledctl.screening.disguises import GAP, HAN_DIGITS, PARTED, undisguise
from ledctl.screening.folds import fold
from ledctl.screening.hits import Datum, Hit
from ledctl.screening.worded import find_mobiles, find_parted_mobiles, find_worded

REDACTED = "〔已隐去〕"


def find_personal(text: str) -> tuple[Hit, ...]:
    """Every personal datum in ``text``, from left to right, without overlap."""
    if len(text) < _LEAST or _WORTH_A_LOOK.search(text) is None:
        return ()
    folded = fold(text)
    hits = [*find_worded(folded)]
    if len(text) >= _SHORTEST:
        hits += _long_numbers(folded)
        if (plain := undisguise(folded)) != folded:
            hits += _long_numbers(plain)
    return tuple(hits) if len(hits) < 2 else _without_overlap(hits)


_LEAST = 6  # a@b.cn
_SHORTEST = 11
_ID_LENGTH = 18


def _without_overlap(hits: list[Hit]) -> tuple[Hit, ...]:
    """From left to right; of those that begin together, the longest. No rest of one is left readable."""
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not chosen or hit.start >= chosen[-1].end:
            chosen.append(hit)
        elif hit.end > chosen[-1].end:
            chosen[-1] = replace(chosen[-1], end=hit.end)
    return tuple(chosen)


_WORTH_A_LOOK = re.compile("\\d[^@＠﹫]*\\d|[@＠﹫]|[微VvＶ]信|[QqＱｑ]{2}|" + f"[{HAN_DIGITS}]{{4}}")


def redact(text: str, hits: Iterable[Hit]) -> str:
    """``text`` with each hit replaced; ``hits`` as ``find_personal`` gave them."""
    out, done = [], 0
    for hit in hits:
        out += [text[done : hit.start], REDACTED]
        done = hit.end
    return "".join(out) + text[done:]


_LONG = re.compile(rf"\d(?:{GAP}\d){{10}}")
"""Eleven digits: nothing that is a number alone, without a word before it, has fewer."""
_FIRST = rf"[345689]|1{GAP}[1-5]|2{GAP}[1-3]|7{GAP}1"  # of a province or a bank; most mobiles begin otherwise
_START = re.compile(rf"(?<!\d)(?<!\d\.)(?={_FIRST})(?={_LONG.pattern})")
# Only with its hyphen: a group of digits that merely begins with 0 may be the rest of an ID number.
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
_ITEM = re.compile(rf"(?:^|(?<=[;,、。\s]))[1-9]\d?\.(?=\+?\d(?:{GAP}\d){{10}})")
"""The number of an item before a long number (``1.4399...``): a point, and yet no decimal."""
_BODY = {length: rf"\d(?:{GAP}\d){{{length - 2}}}{GAP}[\dX]" for length in (18, 15, 19, 17, 16)}
_DISABILITY = rf"\d(?:{GAP}\d){{16}}{GAP}[\dX]\d\d"
# in the order in which they are tried
_SHAPES = {
    length: re.compile(rf"{body}(?!\d)(?!\.\d)") for length, body in {20: _DISABILITY, **_BODY}.items()
}


def _long_numbers(text: str) -> list[Hit]:
    """What has eleven digits or more."""
    hits: list[Hit] = []
    if _LONG.search(text):
        if "." in text:
            text = _ITEM.sub(lambda match: f"{match[0][:-1]}#", text)
        hits += [*find_mobiles(text), *_numbers(text)]
        if len(text) > _ID_LENGTH:
            hits += _glued(text)
    if PARTED.search(text):
        hits += find_parted_mobiles(text)
        if len(text) > _ID_LENGTH:
            hits += _loose(text)
    return hits


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


# A date, a slash, a line's indent: between the digits of an ID number anything may stand that is no word.
_LOOSE = re.compile(r"(?<!\d)(?=(\d(?:[\W_]{0,6}\d){16}[\W_]{0,6}[\dX])(?!\d))")


def _loose(text: str) -> Iterator[Hit]:
    """ID numbers parted in any other way; only whole, right ones, because figures of a list stand in rows."""
    for match in _LOOSE.finditer(text):
        digits = _GAPS.sub("", match[1])
        if _REGION.match(digits) and is_id_number(digits):
            yield Hit(Datum.ID_NUMBER, *match.span(1), born=birthday(digits[6:14]))


_RUN = re.compile(r"(?<![\dX])\d[\dX]{18,}")
_TWO_NUMBERS = 26


def _glued(text: str) -> Iterator[Hit]:
    """A right ID number with a serial before it or another number beside it, as a lost tab leaves them.

    The whole run is the hit, for the other number is a telephone or an account.
    """
    for run in _RUN.finditer(text):
        first = 0 if len(run[0]) >= _TWO_NUMBERS else len(run[0]) - _ID_LENGTH
        inside = (run[0][at : at + 18] for at in range(first, len(run[0]) - 17))
        right = [number for number in inside if _REGION.match(number) and _is_right(number)]
        if right and not _is_of_a_thing(run):
            yield Hit(Datum.ID_NUMBER, *run.span(), born=birthday(right[0][6:14]))


def _is_right(number: str) -> bool:
    return number[:17].isdigit() and is_id_number(number)


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
        born = birthday(digits[6:14]) if is_id_number(digits[:18]) else None
        return Hit(Datum.ID_NUMBER, start, end, born=born) if born else None
    if len(digits) == 15:
        born = birthday(f"19{digits[6:12]}") if _parts(written) <= 3 else None  # more are figures of a table
        return Hit(Datum.ID_NUMBER, start, end, born=born) if born and digits.isdigit() else None
    born = birthday(digits[6:14])
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
    "(?:代码|编码|网格|(?:许可证|资格证|证书|受理|办件|业务|登记|流水|订单|案件|文书|项目|合同|凭证|票据|发票|地块|宗地|图斑|承包|权证|设备|电表|水表)"
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
