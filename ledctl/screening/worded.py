"""Personal data known by a word, a sign or a grouping, not by a check digit. Pure.

Mobiles, plates, e-mail; what follows 账号, 护照, 微信; a day beside 出生. Texts come here
folded, in ASCII digits and capitals (``masking.fold``). Not here: ID numbers and bank
cards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledctl.screening.checkdigits import latest_birthday
from ledctl.screening.disguises import GAP
from ledctl.screening.hits import Datum, Hit

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_MOBILE = re.compile(
    rf"(?<!\d)(?<!\d\.)(?:\+?(?:00)?86{GAP})?1[3-9]\d(?:{GAP}\d{{4}}){{2}}(?!\d)(?!\.\d)(?! ?[万亿]?元)"
    rf"|(?<!\d)1[3-9]\d\d{GAP}\d{{3}}{GAP}\d{{4}}(?!\d)(?!\.\d)(?! ?[万亿]?元)"
)
_MOBILE_PARTED = re.compile(  # in other groups of digits; in any after a word that announces a telephone
    r"(?<![\d.])1[3-9]\d([.·/_])\d{4}\1\d{4}(?!\d)(?!\.\d)"
    r"|(?<![\d.])1([ \-.·])[3-9](?:\2\d){9}(?!\2?\d)"
    r"|(?:(?<=[话机电打])|(?<=[话机式]:)|(?<=TEL:))1[3-9](?:[ \-·/_]{0,2}\d){9}(?!\d)(?!\.\d)"
)
_PLATE = re.compile(  # 新 is also a word (更新PVC110管): it counts only where no such word ends with it
    rf"[{_PROVINCES}新](?<![更翻创全最]新)[A-HJ-NP-Z][ ·•.\-]?(?=[A-Z]{{0,2}}\d)"
    r"(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJ-NP-Z0-9]{6})(?![A-Z0-9])"
)
_EMAIL = re.compile(r"(?<![A-Z0-9._%+\-])[A-Z0-9._%+\-]+@[A-Z0-9\-]+(?:\.[A-Z0-9\-]+)+")
_DATE = r"(\d{4}) ?[年.\-/] ?(\d{1,2})(?: ?[月.\-/] ?(\d{1,2}))? ?[月日号]?"
_NO_SPAN = r"(?!\d| ?(?:至|到|[~\-]|[以之]?[前后]|\())"
_HAN_DATE = (
    "[一二][九零〇○][零〇○一二三四五六七八九]{2}年[一二十]{1,2}月(?:[一二三十][一二三四五六七八九十]{0,2}日)?"
)
_BIRTH = re.compile(
    # 生 alone is also the head of 生产, 生效: it counts only where a clause ends with it. A span of days
    # (…至2020年8月31日出生的适龄儿童) is a rule for many, nobody's birthday.
    rf"(?<![\d至到~\-]){_DATE} ?(?:出生|生(?=$|[\s,.;，。；、）)人]))"
    rf"|(?:出生(?:日期|年月)?|(?<![发产])生于|生日)[于为: ]{{0,2}}(?>{_DATE}){_NO_SPAN}"
    r"|(?:出生(?:日期|年月)?|生日)[于为: ]{0,2}((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)?(?!\d)"
    rf"|{_HAN_DATE}(?:出生|生(?=$|[\s,.;，。；、）)人]))|(?<=出生于){_HAN_DATE}"
)
_PASSBOOK = re.compile(  # no check digit: the word before it tells
    "(?:存折|账[号户]|帐[号户]|一卡通|银行卡|卡号(?<![电校]卡号)|折号)"
    rf"[号码为是:（( ]{{0,4}}(\d(?:{GAP}\d){{5,24}})(?!\d)"
)
_PASSPORT = re.compile(
    r"(?:(?:护照|通行证|回乡证|台胞证|永久居留证)[号码为是:（( ]{0,4}(?=[A-Z]{1,3}\d{7,12}(?!\d))"
    r"|台胞证[号码为是:（( ]{0,4}(?=\d{8}(?!\d))|[军警]官证[号码为是:（( ]{0,4}(?=\D?字?第?\d{6,8}(?!\d)))"
    r"(\D{0,3}\d+)"
)
_CHAT = re.compile(
    r"(?:(?:微信|V信|QQ)[号码为是:（( ]{0,4}|(?<![A-Z])[VW]X[号:]{1,2})"
    r"([A-Z][A-Z0-9_\-]{5,19}|\d{5,12})(?![A-Z0-9_])"
)
_WORDED = ((_PASSBOOK, Datum.PASSBOOK), (_PASSPORT, Datum.PASSPORT), (_CHAT, Datum.CHAT))
_WORD = re.compile("[存账帐卡折护证信]|QQ|[VW]X")


def find_worded(folded: str) -> Iterator[Hit]:
    """Every such datum but mobiles."""
    yield from _all(_PLATE, Datum.PLATE, folded)
    if "@" in folded:
        yield from _all(_EMAIL, Datum.EMAIL, folded)
    if _WORD.search(folded):
        for pattern, datum in _WORDED:
            yield from _all(pattern, datum, folded)
    if "生" in folded:
        yield from _births(folded)


def find_mobiles(folded: str) -> Iterator[Hit]:
    """Every mobile, in a text with enough digits for one."""
    for match in _MOBILE.finditer(folded):
        yield Hit(Datum.MOBILE, *match.span())


def find_parted_mobiles(folded: str) -> Iterator[Hit]:
    """Those parted in other ways, in a text with something between its digits."""
    for match in _MOBILE_PARTED.finditer(folded):
        yield Hit(Datum.MOBILE, *match.span())


def _all(pattern: re.Pattern[str], datum: Datum, folded: str) -> Iterator[Hit]:
    for match in pattern.finditer(folded):
        yield Hit(datum, *match.span(pattern.groups))  # the number, not the word before it


def _births(folded: str) -> Iterator[Hit]:
    for match in _BIRTH.finditer(folded):
        parts = next((part for part in (match.groups()[at : at + 3] for at in (0, 3, 6)) if part[0]), None)
        yield Hit(Datum.BIRTH, *match.span(), born=latest_birthday(*parts) if parts else None)
