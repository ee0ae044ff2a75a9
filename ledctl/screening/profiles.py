"""What a list of each privacy profile may tell about persons: one small table. Pure.

A closed profile lists the kinds of columns that are public; a column of another
kind is for a person to judge, or drops where the profile says so. An open profile
leaves columns to their heads and marks alone. What no profile ever shows (ID
numbers, telephones, accounts, house numbers) is in ``columns``.

Rules: social assistance shows what the public needs to check a name (Interim
Measures for Social Assistance art. 11 and 61); personal data as little as the
purpose needs (Personal Information Protection Law art. 6), of children under
fourteen and of health least of all (art. 28, 31).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ledctl.calendars.categories import Profile
from ledctl.content.model import Column, ColumnType


class Kind(StrEnum):
    """What a column tells, known by its head or type."""

    SERIAL = "serial"
    NAME = "name"
    PLACE = "place"
    PERSONS = "persons"
    REASON = "reason"
    CLASS = "class"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    STANDARD = "standard"
    DATE = "date"
    OUTCOME = "outcome"
    NOTE = "note"


_HEADS: tuple[tuple[Kind, re.Pattern[str]], ...] = (  # the first that fits
    (Kind.SERIAL, re.compile("^(?:序号|编号|行号|№)$")),
    (Kind.NAME, re.compile("姓名|户主|申请人|(?:救助|保障|补贴|监测|供养)(?:对象|人员)$|农户$|^户名$")),
    (Kind.REASON, re.compile("事由|原因|致贫|致困")),
    (Kind.DATE, re.compile("日期|时间|年月|起止|期限|月份|季度|年度")),
    (Kind.PERSONS, re.compile("人口|人数|户数|人次|成员数")),
    (Kind.STANDARD, re.compile("标准|单价|补差")),
    (Kind.AMOUNT, re.compile("金额|资金|补助|补贴款|救助金|低保金|供养金|[（(](?:万?元)(?:/[月年])?[）)]")),
    (Kind.QUANTITY, re.compile("面积|数量|亩|头数|台数|套数|公顷|平方|规格|型号|品种|作物")),
    (Kind.CLASS, re.compile("类别|类型|种类|类$|档次|方式|护理等级|情况类|级别")),
    (Kind.PLACE, re.compile("村|社区|组|乡镇|镇$|区域|街道|^(?:所在)?地(?:区|点)$")),
    (Kind.OUTCOME, re.compile("是否|结果|状态|意见|结论")),
    (Kind.NOTE, re.compile("备注|说明|动态|^注$")),
)


def kind_of(column: Column) -> Kind | None:
    """What a column tells; ``None`` when neither head nor type says."""
    if column.type is ColumnType.NAME:
        return Kind.NAME
    return next((kind for kind, head in _HEADS if head.search(column.label)), None)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a profile lists. ``shows`` is ``None`` in an open one; ``drops`` are heads it never shows.

    ``rest_drops``: what is not listed is dropped, instead of asked about.
    """

    shows: frozenset[Kind] | None = None
    drops: re.Pattern[str] | None = None
    rest_drops: bool = False
    classes_reasons: bool = False
    """A column of reasons shows the class of each, whatever its mark."""


_FAMILY = re.compile(
    "子女|未成年|儿童|幼儿|在校|就读|家庭成员(?!数|人)|共同生活(?!.*(?:数|人口))|与户主关系|家属"
)
_COMMON = {Kind.SERIAL, Kind.NAME, Kind.PLACE, Kind.DATE, Kind.OUTCOME, Kind.NOTE}
_AID = frozenset(_COMMON | {Kind.PERSONS, Kind.CLASS, Kind.AMOUNT, Kind.REASON, Kind.STANDARD})
_PAID = frozenset(_COMMON | {Kind.PERSONS, Kind.CLASS, Kind.AMOUNT, Kind.QUANTITY, Kind.STANDARD})
_WATCHED = frozenset({Kind.SERIAL, Kind.NAME, Kind.PLACE, Kind.CLASS})
_OPEN = Terms()

TERMS: dict[Profile, Terms] = {
    Profile.STANDARD: _OPEN,
    Profile.BUSINESS: _OPEN,
    Profile.NONE: _OPEN,
    Profile.MINORS: Terms(drops=re.compile("家长|父亲|母亲|监护|学籍|班级")),
    Profile.AGGREGATE_ONLY: _OPEN,  # a list of persons stops the notice: see ``publish``
    Profile.SOCIAL_AID: Terms(_AID, drops=_FAMILY, classes_reasons=True),
    Profile.SOCIAL_AID_HEALTH: Terms(_AID, drops=_FAMILY, classes_reasons=True),
    Profile.PAYMENTS: Terms(_PAID, drops=_FAMILY),
    Profile.MONITORING: Terms(_WATCHED, drops=_FAMILY, rest_drops=True),
}
