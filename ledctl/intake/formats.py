"""A stored number as a person sees it in the cell. Pure.

Workbooks keep figures and dates as binary numbers, and beside them how to show
them (ISO/IEC 29500-1, 18.8.30). Here that is followed as far as a list needs: the
places after the point, leading zeros, percent, words such as 元. Separators of
thousands and the sign of the yuan are left out, so that the text is a plain figure;
a minus stays a minus, whatever the format makes of it. Dates are written
2026-11-23. A format that does more than that is not guessed at: the plain number
comes back, and ``Shown.plain`` says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException

DIGITS = 15
"""What a spreadsheet keeps of a number."""

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy-m-d h:mm",
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分",
    33: "h时mm分ss秒", 34: "h时mm分", 35: "h时mm分ss秒", 36: "yyyy年m月",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 47: "mm:ss",
    50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 55: "h时mm分",
    56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
"""The formats that have a number only, as Chinese Excel and WPS mean them (18.8.30, zh-cn)."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<switch>[^\]]*)\]|(?P<code>.)',
    re.DOTALL,
)
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
_CONDITION = re.compile(r"[<>=]")
_FIGURE = re.compile(r"(?P<whole>[#0?,]*)(?:\.(?P<places>[#0?]*))?(?P<percent>%?)")
_NOT_WORDS = re.compile(r"[¥￥()（）\s-]")
_HALF_DAY = re.compile("am/pm|a/p|上午/下午", re.IGNORECASE)
_UNPLAIN = frozenset("eE/.%#0?@")
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - days without a zone
_FALSE_LEAP_DAY = 60
_LAST_SERIAL, _DAYS_TO_1904 = 2_958_465, 1462
_GENERAL = re.compile("general", re.IGNORECASE)
_AS_IT_IS = "#." + "#" * DIGITS


class DigitsLost(ValueError):
    """More digits than a spreadsheet keeps: the last ones are not what was typed."""


@dataclass(frozen=True, slots=True)
class Shown:
    text: str
    plain: bool = False
    """The format is not one that is followed here."""


@dataclass(frozen=True, slots=True)
class Format:
    """One section of a format, taken apart: words, pattern of digits, words; or the letters of a date."""

    before: str = ""
    pattern: str = ""
    after: str = ""
    date: str = ""
    strange: bool = False


GENERAL = Format()


def read_format(code: str) -> Format:
    """The format for numbers of any sign; a second section tells of signs and colours only."""
    if code.strip().lower() in ("general", "@", ""):
        return GENERAL
    tokens = list(_TOKEN.finditer(_GENERAL.sub(_AS_IT_IS, _first_section(code))))
    switches = [found["switch"] for found in tokens if found["switch"] is not None]
    if any(_ELAPSED.fullmatch(switch) or _CONDITION.search(switch) for switch in switches):
        return Format(strange=True)
    if letters := _date_letters("".join(found["code"] or "" for found in tokens)):
        return Format(date=letters)
    if any(switch.lower().startswith("dbnum") for switch in switches):
        return Format(strange=True)
    return _figure_format(tokens)


def show_number(stored: str, how: Format = GENERAL, *, since_1904: bool = False) -> Shown:
    """``stored`` as it stands in the file, shown as ``how`` says.

    ``DigitsLost`` where it has more than 15; ``ValueError`` where it is no number
    a spreadsheet can show.
    """
    number = _number(stored)
    if how.date:
        return Shown(_date(number, how.date, since_1904=since_1904))
    if number.adjusted() >= DIGITS:
        raise DigitsLost(stored)
    if how.strange or not how.pattern:
        return Shown(_plain(number), plain=how.strange)
    return Shown(_figure(number, how))


def _number(stored: str) -> Decimal:
    try:
        number = Context(prec=DIGITS).create_decimal(stored.strip())
    except DecimalException:
        raise ValueError(stored) from None
    if not number.is_finite() or abs(number.adjusted()) > 308:
        raise ValueError(stored)
    return number


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _first_section(code: str) -> str:
    """Up to the first semicolon that is not quoted, escaped or in brackets."""
    end = 0
    for found in _TOKEN.finditer(code):
        if found["code"] == ";":
            break
        end = found.end()
    return code[:end]


def _date_letters(codes: str) -> str:
    """Which of y m d h s the format shows; nothing where it is for figures."""
    bare = _HALF_DAY.sub("h", codes).lower()
    if any(char in bare for char in "#?%"):
        return ""
    return "".join(sorted({char for char in bare if char in "ymdhs"}))


def _figure_format(tokens: list[re.Match[str]]) -> Format:
    """Words, one unbroken pattern of digits, words; anything else is strange."""
    before = pattern = after = ""
    for found in tokens:
        code = found["code"] or ""
        seen = code + (found["quoted"] or found["escaped"] or found["currency"] or "")
        if code and code in "#0?,.%" and not after:
            pattern += code
        elif code and code in _UNPLAIN:
            return Format(strange=True)
        elif pattern:
            after += seen
        else:
            before += seen
    figure = _FIGURE.fullmatch(pattern)
    if not figure or figure["whole"].endswith(",") or not pattern.strip(",.%"):
        return Format(strange=True)
    return Format(_NOT_WORDS.sub("", before), pattern, _NOT_WORDS.sub("", after))


def _figure(number: Decimal, how: Format) -> str:
    found = _FIGURE.fullmatch(how.pattern)
    assert found is not None  # noqa: S101 - a Format holds no other pattern
    places = found["places"] or ""
    shift = 2 if found["percent"] else 0
    rounded = number.scaleb(shift).quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP, Context(prec=400))
    whole, _, rest = format(abs(rounded), "f").partition(".")
    least = places.count("0")
    rest = rest[:least] + rest[least:].rstrip("0")
    text = whole.zfill(found["whole"].count("0")) + (f".{rest}" if rest else "")
    sign = "-" if rounded < 0 else ""
    return f"{how.before}{sign}{text}{found['percent']}{how.after}"


def _date(number: Decimal, letters: str, *, since_1904: bool) -> str:
    if not 0 <= number <= _LAST_SERIAL - (_DAYS_TO_1904 if since_1904 else 0):
        raise ValueError(str(number))
    days = number if since_1904 or number >= _FALSE_LEAP_DAY else number + 1
    first = _FIRST_DAY_1904 if since_1904 else _FIRST_DAY
    moment = first + timedelta(seconds=int((days * 86_400).to_integral_value(ROUND_HALF_UP)))
    return moment.strftime(_pattern(letters))


def _pattern(letters: str) -> str:
    """Year and month alone stay so; a day is always given with both."""
    clock = "%H:%M:%S" if "s" in letters else "%H:%M" if "h" in letters else ""
    if "d" in letters:
        return f"%Y-%m-%d {clock}".strip()
    if "y" in letters:
        return "%Y-%m" if "m" in letters else "%Y"
    return clock or "%Y-%m"
