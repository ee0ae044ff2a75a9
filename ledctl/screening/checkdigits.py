"""Whether a number is right by its own arithmetic, and which day it tells of. Pure.

GB 11643-1999 for ID numbers, GB 32100-2015 for the credit codes of firms, Luhn for
bank cards. Digits come in folded and without gaps; where they stand is ``masking``'s.
"""

from __future__ import annotations

import datetime as dt
import re


def is_id_number(digits: str) -> bool:
    """Whether this is a whole, right ID number: 18 characters, a birthday, the check digit."""
    return day_of(digits[6:14]) is not None and check_digit(digits[:17]) == digits[17]


def day_of(digits: str) -> dt.date | None:
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


def latest_birthday(year: str, month: str, day: str | None) -> dt.date | None:
    """The latest day the words allow: a child is a child until certainly fourteen."""
    try:
        if day:
            return dt.date(int(year), int(month), int(day))
        first = dt.date(int(year), int(month), 1)
        return (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
