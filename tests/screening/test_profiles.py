"""Privacy profiles: what a list of persons may tell, category by category (PIPL art. 6, 28, 31)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.calendars.categories import Categories, Profile
from ledctl.content.model import Column, ColumnType, Notice, Privacy
from ledctl.screening.columns import Treatment, decide
from ledctl.screening.findings import Screened
from ledctl.screening.profiles import TERMS, Kind, kind_of
from ledctl.screening.publish import publish

Check = Callable[[Notice], Screened]
Draft = Callable[..., Notice]

CLOSED = [Profile.SOCIAL_AID, Profile.SOCIAL_AID_HEALTH, Profile.PAYMENTS, Profile.MONITORING]


def column(label: str, kind: ColumnType = ColumnType.TEXT, privacy: Privacy = Privacy.PUBLIC) -> Column:
    return Column(key="k", label=label, type=kind, privacy=privacy)


@pytest.mark.parametrize("profile", Profile)
def test_every_profile_has_its_terms(profile: Profile) -> None:
    """No category is without a rule for its columns."""
    assert profile in TERMS


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("序号", Kind.SERIAL),
        ("户主姓名", Kind.NAME),
        ("农户姓名", Kind.NAME),
        ("村（社区）", Kind.PLACE),
        ("组别", Kind.PLACE),
        ("保障人口", Kind.PERSONS),
        ("类别", Kind.CLASS),
        ("照料护理等级", Kind.CLASS),
        ("拟保障金额（元/月）", Kind.AMOUNT),
        ("标准（元/亩）", Kind.STANDARD),
        ("补贴面积（亩）", Kind.QUANTITY),
        ("救助事由", Kind.REASON),
        ("批准日期", Kind.DATE),
        ("是否纳入", Kind.OUTCOME),
        ("备注", Kind.NOTE),
        ("血型", None),
    ],
)
def test_heads_tell_what_a_column_is(label: str, kind: Kind | None) -> None:
    """The heads offices use are known; another one is not guessed at."""
    assert kind_of(column(label)) is kind


def test_a_column_of_names_is_known_by_its_type() -> None:
    """Whatever its head is."""
    assert kind_of(column("负责同志", ColumnType.NAME)) is Kind.NAME


@pytest.mark.parametrize(
    ("profile", "label", "treatment"),
    [
        (Profile.SOCIAL_AID, "保障人口", Treatment.KEEP),
        (Profile.SOCIAL_AID, "性别", Treatment.REVIEW),
        (Profile.SOCIAL_AID, "家庭月收入", Treatment.DROP),
        (Profile.SOCIAL_AID, "残疾等级", Treatment.DROP),
        (Profile.SOCIAL_AID, "子女姓名", Treatment.DROP),
        (Profile.SOCIAL_AID, "家庭成员", Treatment.DROP),
        (Profile.SOCIAL_AID, "家庭成员数", Treatment.KEEP),
        (Profile.SOCIAL_AID, "共同生活家庭成员人数", Treatment.KEEP),
        (Profile.SOCIAL_AID, "救助事由", Treatment.GENERALISE),
        (Profile.SOCIAL_AID, "面积（亩）", Treatment.REVIEW),
        (Profile.SOCIAL_AID_HEALTH, "救助原因", Treatment.GENERALISE),
        (Profile.PAYMENTS, "补贴面积（亩）", Treatment.KEEP),
        (Profile.PAYMENTS, "门牌号", Treatment.DROP),
        (Profile.PAYMENTS, "贫困原因", Treatment.REVIEW),
        (Profile.MONITORING, "监测类别", Treatment.KEEP),
        (Profile.MONITORING, "致贫原因", Treatment.DROP),
        (Profile.MONITORING, "帮扶措施", Treatment.DROP),
        (Profile.MINORS, "家长姓名", Treatment.DROP),
        (Profile.MINORS, "录取学段", Treatment.KEEP),
        (Profile.BUSINESS, "证书编号", Treatment.KEEP),
        (Profile.STANDARD, "帮扶措施", Treatment.KEEP),
    ],
)
def test_a_list_of_persons_follows_its_profile(profile: Profile, label: str, treatment: Treatment) -> None:
    """What a closed profile does not list is asked about or dropped; an open one does not ask."""
    assert decide(column(label), profile, persons=True).treatment is treatment


@pytest.mark.parametrize("profile", CLOSED)
def test_a_column_of_an_unknown_kind_is_not_simply_public(profile: Profile) -> None:
    """In a closed profile nobody's public mark is enough for a head nobody knows."""
    unknown = decide(column("其他信息项"), profile, persons=True).treatment
    assert unknown in (Treatment.REVIEW, Treatment.DROP)


@pytest.mark.parametrize("profile", CLOSED)
def test_a_list_without_persons_keeps_its_columns(profile: Profile) -> None:
    """Sums by village tell nothing of anybody."""
    assert decide(column("帮扶措施"), profile, persons=False).treatment is Treatment.KEEP


def test_a_whole_list_goes_through_its_profile(check: Check, draft: Draft) -> None:
    """Columns that are never public drop by themselves and are told as done; addresses lose their house."""
    heads = ["姓名", "家庭住址", "身份证号", "家庭月收入", "救助事由", "金额（元）"]
    cells = [
        ["冯某", "白沙洲村7组12号", "439999195602143116", "800", "因患尿毒症透析", "1240"],
        ["陈某", "建设路12号", "439999195602143116", "900", "火灾", "1240"],
    ]
    keys = [f"c{n}" for n in range(len(heads))]
    table = {
        "columns": [{"key": key, "label": head} for key, head in zip(keys, heads, strict=True)],
        "rows": [dict(zip(keys, row, strict=True)) for row in cells],
    }
    screened = check(draft(category="linshi_review", table=table))
    assert screened.public.table is not None
    assert [list(row.values()) for row in screened.public.table.rows] == [
        ["冯某", "白沙洲村7组", "因病", "1240"],
        ["陈某", "", "因灾", "1240"],
    ]
    told = {(f.severity.value, f.code, f.where) for f in screened.findings if f.where.startswith("table")}
    assert told == {
        ("info", "column_to_village", "table.columns[1]"),
        ("info", "column_dropped_by_head", "table.columns[2]"),
        ("info", "column_dropped_by_head", "table.columns[3]"),
        ("info", "column_generalised", "table.columns[4]"),
        ("warn", "address_unread", "table.rows[1].c1"),
    }


def test_a_house_number_in_a_cell_is_pointed_out(check: Check, draft: Draft) -> None:
    """A remark that tells where somebody lives is looked at; the address of an office is none."""
    columns = [{"key": "n", "label": "姓名"}, {"key": "r", "label": "备注"}]
    rows = [{"n": "冯某", "r": "住白沙洲村7组12号"}, {"n": "陈某", "r": "鹭政办〔2026〕3号"}]
    body = ["联系地址：鹭洲镇人民政府（鹭洲路1号）。"]
    screened = check(draft(body=body, table={"columns": columns, "rows": rows}))
    assert [(f.code, f.where) for f in screened.findings] == [("house_number", "table.rows[0].r")]


HEADS = [
    "姓名",
    "地址",
    "家庭住址",
    "村组",
    "救助事由",
    "备注",
    "年龄",
    "收入",
    "帮扶措施",
    "金额（元）",
    "子女",
]
CELLS = [
    "冯某",
    "白沙洲村7组12号",
    "建设路12号3栋",
    "因患肺癌手术",
    "1900000 0000",
    "13岁",
    "家里困难",
    "1,240.00",
    "",
]


@given(data=st.data(), heads=st.lists(st.sampled_from(HEADS), min_size=1, max_size=5, unique=True))
def test_what_is_public_once_is_public_again(
    categories: Categories, draft: Draft, data: st.DataObject, heads: list[str]
) -> None:
    """Screening a public version changes nothing more: it is stored, read and screened at every step."""
    category = categories.get(data.draw(st.sampled_from(sorted(categories.by_code))))
    row = {f"c{n}": data.draw(st.sampled_from(CELLS)) for n in range(len(heads))}
    table = {"columns": [{"key": f"c{n}", "label": head} for n, head in enumerate(heads)], "rows": [row]}
    once, _ = publish(draft(category=category.code, table=table), category)
    again, _ = publish(once, category)
    assert again == once
