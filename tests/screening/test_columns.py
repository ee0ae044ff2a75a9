"""Columns: what a mark, a type and a head decide, and the classes reasons are generalised to."""

from __future__ import annotations

import pytest

from ledctl.calendars.categories import Profile
from ledctl.content.model import Column, ColumnType, Privacy, Table
from ledctl.screening.columns import Decision, Treatment, decide, generalise, name_columns, names_people

DROPPED_BY_HEAD = Decision(Treatment.DROP, marked=False)
KEPT = Decision(Treatment.KEEP, marked=True)


def column(label: str, kind: ColumnType = ColumnType.TEXT, privacy: Privacy = Privacy.PUBLIC) -> Column:
    return Column(key="k", label=label, type=kind, privacy=privacy)


@pytest.mark.parametrize(
    "label",
    [
        "身份证号",
        "证件号码",
        "公民身份号码",
        "手机",
        "联系电话",
        "联系方式",
        "开户银行",
        "银行账号",
        "一卡通",
        "存折号",
        "门牌号",
        "出生年月",
        "残疾等级",
        "病种",
        "健康状况",
        "家庭收入",
        "就读学校",
        "班级",
        "监护人",
    ],
)
def test_a_private_head_drops_a_column_marked_public(label: str) -> None:
    """In a list of persons the head decides, because the mark is where the slip is made."""
    assert decide(column(label), persons=True) == DROPPED_BY_HEAD


@pytest.mark.parametrize("label", ["家庭住址", "地址", "户籍地址", "现住址", "户籍所在地"])
def test_an_address_is_cut_down_to_its_village(label: str) -> None:
    """Where a person lives is public to village and group, in every profile."""
    for profile in Profile:
        assert decide(column(label), profile, persons=True) == Decision(Treatment.PLACE, marked=False)


@pytest.mark.parametrize("kind", [ColumnType.ID, ColumnType.BANK, ColumnType.PHONE])
def test_a_private_type_drops_a_column_whatever_its_head(kind: ColumnType) -> None:
    """ID numbers, accounts and telephones of persons are never public."""
    assert decide(column("备用", kind), persons=False) == DROPPED_BY_HEAD


@pytest.mark.parametrize(
    "label", ["监督电话", "办公电话", "证书编号", "地块编号", "金额（元）", "姓名", "项目地址", "文号"]
)
def test_public_heads_stay(label: str) -> None:
    """Office telephones, certificates and parcels are what the list is for."""
    assert decide(column(label), persons=True) == KEPT


@pytest.mark.parametrize("label", ["收入（元）", "学校", "年龄"])
def test_a_list_without_persons_keeps_its_figures(label: str) -> None:
    """A village's income and a school's project are no personal data."""
    assert decide(column(label), persons=False) == KEPT


@pytest.mark.parametrize(
    ("privacy", "treatment"),
    [
        (Privacy.NEVER, Treatment.DROP),
        (Privacy.REVIEW, Treatment.REVIEW),
        (Privacy.GENERALISE, Treatment.GENERALISE),
    ],
)
def test_the_mark_is_followed(privacy: Privacy, treatment: Treatment) -> None:
    """What the clerk marked as less than public is never more than that."""
    assert decide(column("备注", privacy=privacy), persons=True) == Decision(treatment, marked=True)


def test_an_age_column_is_looked_at() -> None:
    """An age beside a name is for a person to judge."""
    assert decide(column("年龄"), persons=True) == Decision(Treatment.REVIEW, marked=False)


def test_persons_are_known_by_type_or_head() -> None:
    """A list names people when a column is of names or is headed so."""
    named = Table(columns=(column("负责人", ColumnType.NAME),), rows=({},))
    headed = Table(columns=(column("申请人"),), rows=({},))
    neither = Table(columns=(column("项目名称"),), rows=({},))
    assert [names_people(table) for table in (named, headed, neither)] == [True, True, False]
    assert name_columns(Table(columns=(column("户主姓名"),), rows=({},))) == ("k",)


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("因患尿毒症长期透析", "因病"),
        ("突遇车祸住院", "因意外"),
        ("火灾房屋受损", "因灾"),
        ("子女就读大学学费困难", "因学"),
        ("因患肺癌手术", "因病"),
        ("家庭主要劳动力意外身故", "因意外"),
        ("洪涝受灾口粮短缺", "因灾"),
        ("突发脑梗住院", "因病"),
        ("一级残废", "因残"),
        ("长期无业", "因失业"),
        ("因病", "因病"),
        ("其他原因", "其他原因"),
        ("家庭困难", "其他原因"),
        (" ", ""),
    ],
)
def test_reasons_become_classes(reason: str, shown: str) -> None:
    """The class of what happened is public, its particulars are not."""
    assert generalise(reason) == shown


def test_medical_aid_knows_one_class() -> None:
    """Under the health profile every reason is 因病, so that nothing can be told from it."""
    assert generalise("突遇车祸住院", Profile.SOCIAL_AID_HEALTH) == "因病"
