"""Children under fourteen are found by any word of their row, and only their surname stays."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.model import Column, Table
from ledctl.screening.checkdigits import check_digit
from ledctl.screening.minors import child_rows, is_child, mask_name, speaks_of_child

ON = dt.date(2026, 10, 19)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("周子涵", "周**"),
        ("张伟", "张**"),
        ("欧阳菲", "欧阳**"),
        ("欧阳𣗋菲", "欧阳**"),
        ("司徒", "司**"),
        ("阿依古丽·买买提江", "阿**"),
        ("𠅤一", "𠅤**"),
        (" 周子涵 ", "周**"),
        ("", ""),
        (" ", ""),
    ],
)
def test_only_the_surname_stays(name: str, masked: str) -> None:
    """Two stars whatever the length; compound surnames are not cut."""
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    "text",
    [
        "8岁",
        "13周岁",
        "８岁",
        "八岁",
        "十三岁",
        "女儿8岁，就读小学",
        "8个月",
        "现八个月大",
        "出生8个月",
        "申请人2013年6月生，由祖父代办",
        "2012年10月出生",
        "2012年10月20日出生",
        "不满十四周岁",
        "孤儿",
    ],
)
def test_words_that_tell_of_a_child(text: str) -> None:
    """Ages, months of age, births and protected groups are understood in figures and in characters."""
    assert speaks_of_child(text, ON)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14岁",
        "十四岁",
        "二十岁",
        "六十二岁",
        "113岁",
        "60岁以上",
        "2012年9月出生",
        "2012年10月19日出生",
        "租期6个月",
        "救助3个月",
        "工期12个月",
        "2026年6月住院",
        "家有5人",
        "2013年13月出生",
    ],
)
def test_words_that_do_not(text: str) -> None:
    """Fourteen is no longer under fourteen, and a term of months is no age."""
    assert not speaks_of_child(text, ON)


@given(born=st.dates(dt.date(1950, 1, 1), dt.date(2020, 1, 1)), extra=st.integers(0, 366))
def test_childhood_ends_with_the_fourteenth_birthday(born: dt.date, extra: int) -> None:
    """A child the day before the birthday, none from then on, leap days included."""
    day = dt.date(born.year + 14, 3, 1) if (born.month, born.day) == (2, 29) else None
    birthday = day or born.replace(year=born.year + 14)
    assert is_child(born, birthday - dt.timedelta(days=1 + min(extra, 300)))
    assert not is_child(born, birthday + dt.timedelta(days=extra))


def id_of(born: str) -> str:
    first = f"439999{born}001"
    return first + check_digit(first)


@pytest.mark.parametrize(
    ("label", "key", "cell", "young"),
    [
        ("年龄", "a", "13", True),
        ("年龄", "a", "13岁", True),
        ("年龄", "a", "14", False),
        ("年龄", "a", "不详", False),
        ("岁数", "age", "9", True),
        ("人口", "persons", "4", False),
        ("出生年月", "b", "2013-06", True),
        ("出生年月", "b", "2013年6月3日", True),
        ("出生年月", "b", "201306", True),
        ("出生年月", "b", "1956.02", False),
        ("出生年月", "b", "不详", False),
        ("登记日期", "d", "2026-06", False),
        ("身份证号", "i", id_of("20200214"), True),
        ("身份证号", "i", id_of("19560214"), False),
    ],
)
def test_a_row_is_young_by_any_of_its_columns(label: str, key: str, cell: str, young: bool) -> None:
    """Age, birth and ID columns tell, also when they are dropped from the public version afterwards."""
    table = Table(columns=(Column(key=key, label=label),), rows=({}, {key: cell}))
    assert child_rows(table, ON) == ({1} if young else set())
