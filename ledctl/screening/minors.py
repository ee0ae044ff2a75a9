"""Children in lists: who is certainly or possibly under fourteen, and how a name is masked.

A child under fourteen is protected in every list (their data are sensitive by
law whatever the list is for). When a row's words leave the age open, the
younger reading counts: a masked adult can ask, a published child cannot be
taken back. Not here: telling a child from the adult who applies for it; the
finding asks the clerk to name the guardian instead.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from ledctl.content.model import Table
from ledctl.screening.checkdigits import latest_birthday
from ledctl.screening.folds import fold
from ledctl.screening.masking import find_personal

MAJORITY_OF_PROTECTION = 14

_COMPOUND = frozenset(  # two characters each
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容"
        "仲孙钟离长孙宇文司徒鲜于司空闾丘亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干"
        "百里呼延东郭南门羊舌微生梁丘左丘东门西门南荣第五",
    )
)


def mask_name(name: str) -> str:
    """周** for 周子涵, 欧阳** for 欧阳娜: the surname and two stars, whatever the name's length."""
    name = name.strip()
    surname = name[:2] if name[:2] in _COMPOUND and len(name) > 2 else name[:1]
    return f"{surname}**" if name else ""


def child_rows(table: Table, on: dt.date) -> frozenset[int]:
    """The rows (from 0) about a child under fourteen on the day ``on``, seen in any of their cells."""
    ages = [c.key for c in table.columns if c.key == "age" or re.search("年龄|周岁", c.label)]
    births = [c.key for c in table.columns if re.search("出生|生日", c.label)]
    return frozenset(
        number
        for number, row in enumerate(table.rows)
        if any(_is_young(row.get(key, "")) for key in ages)
        or any(_born_late(row.get(key, ""), on) for key in births)
        or _row_says_so(row, on)
    )


def _row_says_so(row: Mapping[str, str], on: dt.date) -> bool:
    return any(speaks_of_child(cell, on) for cell in row.values())


_NUMBERS = dict(zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
_YEARS = re.compile(
    r"(?<![\d一二两三四五六七八九十百])(\d{1,3}|[一二两三四五六七八九]|十[一二三四五六七八九]?)"
    r" ?(?:周岁|岁)(?!以上)"
)
_BARE = re.compile(r"(\d{1,3})(?:周岁|岁)?")
_MONTHS = re.compile(  # a term of months (租期6个月) is not an age
    r"(?:^|[年现仅才刚满约]|出生|婴儿|幼儿|孩子|女儿|儿子|孙女|孙子)(?:\d{1,2}|[一二两三四五六七八九十]+)个?半?月"
    r"(?=$|[大龄,;.，。；、)）])|(?:\d{1,2}|[一二两三四五六七八九十]+)个月(?:大|龄|的?[婴幼孩宝])"
)
_CHILD = re.compile("(?:不满|未满|不足)(?:14|十四)|孤儿|事实无人抚养|困境儿童|弃婴|新生儿|婴幼儿")


_MAY_TELL = re.compile(r"[岁月生孤弃婴满足实]|困境|(?:\d\D{0,2}){14}")
"""What every telling text has: most cells of a list have none of it, and need no closer look."""


def speaks_of_child(text: str, on: dt.date) -> bool:
    """Whether ``text`` tells of somebody under fourteen on the day ``on``."""
    if _MAY_TELL.search(text) is None:
        return False
    folded = fold(text)
    if any(_number(match[1]) < MAJORITY_OF_PROTECTION for match in _YEARS.finditer(folded)):
        return True
    if any(hit.born and is_child(hit.born, on) for hit in find_personal(text)):
        return True
    return _MONTHS.search(folded) is not None or _CHILD.search(folded) is not None


def is_child(born: dt.date, on: dt.date) -> bool:
    """Whether somebody born on ``born`` has not reached the fourteenth birthday on ``on``."""
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return age < MAJORITY_OF_PROTECTION


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    return sum(_NUMBERS[character] for character in written)  # 十三 is ten and three


def _is_young(cell: str) -> bool:
    match = _BARE.fullmatch(fold(cell).strip())
    return match is not None and int(match[1]) < MAJORITY_OF_PROTECTION


_DATE_CELL = re.compile(r"(\d{4}) ?[年.\-/]? ?(\d{1,2})(?: ?[月.\-/]? ?(\d{1,2}))? ?[月日号]?")


def _born_late(cell: str, on: dt.date) -> bool:
    match = _DATE_CELL.fullmatch(fold(cell).strip())
    born = latest_birthday(*match.groups()) if match else None
    return born is not None and is_child(born, on)
