"""What becomes of each column of a list: kept, looked at, generalised, or dropped. Pure.

Here: the decision by the column's own mark, its type, its head and the category's
profile, and the classes a reason is generalised to. A head such as 身份证号 drops
its column even where somebody marked it public, because the mark is where the slip
is made. Some heads (收入, 学校) are private only in a list of persons: a village's
income is public. Not here: the table of profiles (``profiles``), addresses
(``places``), text inside cells (``masking``), children (``minors``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ledctl.calendars.categories import Profile
from ledctl.content.model import Column, ColumnType, Privacy, Table
from ledctl.screening.profiles import TERMS, Kind, Terms, kind_of


class Treatment(StrEnum):
    KEEP = "keep"
    REVIEW = "review"
    GENERALISE = "generalise"
    """Only the class of the reason is shown."""
    PLACE = "place"
    """Of an address, only village and group are shown."""
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a column, and whether its own mark had said so."""

    treatment: Treatment
    marked: bool


_ALWAYS = re.compile(
    "身份证|证件号|公民身份号码|手机|银行|账号|帐号|卡号|一卡通|存折|门牌|出生|生日|病种|疾病|病情|病因|监护人"
)
_OF_PERSONS = re.compile("残疾|健康|身体状况|收入|财产|学校|班级|微信|邮箱")
_ADDRESS = re.compile("住址|住所|居住地|户籍所在地|(?:家庭|户籍|户口|通讯|详细|联系|居住)地址|^地址$")
_PHONE = re.compile("电话|联系方式|手机")
_OFFICE = re.compile("监督|举报|办公|服务|咨询|值班|受理|热线|单位|公司|办理|窗口")
_LOOK = re.compile("年龄|周岁")
_PERSON = re.compile("姓名|户主|申请人|救助对象|保障对象|补贴对象|农户")
_PRIVATE_TYPES = {ColumnType.ID, ColumnType.BANK}


def decide(column: Column, profile: Profile = Profile.STANDARD, *, persons: bool) -> Decision:
    """What becomes of ``column``; ``persons`` says whether the list names people."""
    if column.privacy is Privacy.NEVER:
        return Decision(Treatment.DROP, marked=True)
    if is_private(column, persons=persons):
        return Decision(Treatment.DROP, marked=False)
    if persons and _ADDRESS.search(column.label):
        return Decision(Treatment.PLACE, marked=column.privacy is Privacy.GENERALISE)
    by_profile = _decide_by(TERMS[profile], column) if persons else Treatment.KEEP
    if by_profile in (Treatment.DROP, Treatment.GENERALISE):
        return Decision(by_profile, marked=False)
    if column.privacy is Privacy.GENERALISE:
        return Decision(Treatment.GENERALISE, marked=True)
    if column.privacy is Privacy.REVIEW:
        return Decision(Treatment.REVIEW, marked=True)
    looked = by_profile is Treatment.REVIEW or (persons and _LOOK.search(column.label) is not None)
    return Decision(Treatment.REVIEW if looked else Treatment.KEEP, marked=not looked)


def _decide_by(terms: Terms, column: Column) -> Treatment:
    """What the profile says of a column in a list of persons, before anybody's mark."""
    if terms.drops and terms.drops.search(column.label):
        return Treatment.DROP
    kind = kind_of(column)
    if terms.shows is not None and kind not in terms.shows:
        return Treatment.DROP if terms.rest_drops else Treatment.REVIEW
    return Treatment.GENERALISE if terms.classes_reasons and kind is Kind.REASON else Treatment.KEEP


def is_private(column: Column, *, persons: bool) -> bool:
    """Whether type or head say that this column is never public."""
    if column.type in _PRIVATE_TYPES or _ALWAYS.search(column.label):
        return True
    if column.type is ColumnType.PHONE or _PHONE.search(column.label):
        return _OFFICE.search(column.label) is None
    return persons and _OF_PERSONS.search(column.label) is not None


def names_people(table: Table) -> bool:
    """Whether a column of the list holds persons' names."""
    return bool(name_columns(table)) or any(_PERSON.search(column.label) for column in table.columns)


def name_columns(table: Table) -> tuple[str, ...]:
    """The keys of the columns that hold names, by type or by head."""
    return tuple(
        column.key
        for column in table.columns
        if column.type is ColumnType.NAME or re.search("姓名|户主", column.label)
    )


OTHER_REASON = "其他原因"
ILLNESS = "因病"

# The first class with a word in the reason wins: what happened comes before what it led to
# (车祸住院 is an accident), and an accident before the schooling it interrupts.
_CLASSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("因灾", re.compile("灾|洪|涝|旱|地震|台风|滑坡|泥石流|冰雹|雪压|倒塌")),
    ("因意外", re.compile("意外|车祸|事故|溺|坠|触电|摔|工伤|身故|遇难")),
    (ILLNESS, re.compile("病|癌|瘤|症|炎|透析|手术|住院|梗|卒中|中风|瘫|化疗|医药|医疗|移植|出血")),
    ("因残", re.compile("残|失能|失明")),
    ("因学", re.compile("学|助教|入托")),
    ("因失业", re.compile("失业|下岗|无业")),
)


def generalise(reason: str, profile: Profile = Profile.STANDARD) -> str:
    """The class of ``reason``; ``OTHER_REASON`` when no word is known, empty stays empty."""
    if not reason.strip():
        return ""
    if profile is Profile.SOCIAL_AID_HEALTH:
        return ILLNESS
    return next((name for name, words in _CLASSES if words.search(reason)), OTHER_REASON)
