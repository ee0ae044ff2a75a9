"""What one version says otherwise than another, and nothing it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.model import Column, ColumnType, DisplayWindow, Notice, PublicityPeriod, Table
from ledctl.notices.compare import compare

COLUMNS = (
    Column(key="name", label="姓名", type=ColumnType.NAME),
    Column(key="village", label="村"),
    Column(key="amount", label="金额", type=ColumnType.MONEY),
)


def listed(*rows: tuple[str, str, str], columns: tuple[Column, ...] = COLUMNS) -> Table:
    keys = [column.key for column in columns]
    return Table(columns=columns, rows=tuple(dict(zip(keys, row, strict=False)) for row in rows))


def notice(sample: Callable[[str], Notice], **changes: object) -> Notice:
    plain = {"table": None, "on_sign": None, "publicity_period": None, "display_window": None}
    return sample("N06").model_copy(update={**plain, **changes})


def test_a_version_differs_in_nothing_from_itself(sample: Callable[[str], Notice]) -> None:
    """The same content compares as the same, list and all."""
    found = compare(sample("N04"), sample("N04"))
    assert found.is_empty
    assert found.same_rows == len(sample("N04").table.rows)  # type: ignore[union-attr]
    assert found.as_dict()["same"] is True


def test_every_changed_field_is_told_with_both_values(sample: Callable[[str], Notice]) -> None:
    """Fields by their path; what moves a window or a period is marked."""
    period = PublicityPeriod(days=7, start=dt.date(2026, 11, 24), end=dt.date(2026, 11, 30))
    before = notice(sample, publicity_period=period)
    after = notice(
        sample,
        title="另一个标题",
        publicity_period=period.model_copy(update={"end": dt.date(2026, 12, 1), "days": 8}),
        display_window=DisplayWindow(led_days=3),
        attachments=("附件一", "附件二"),
    )
    found = {one.field: one for one in compare(before, after).fields}
    assert (found["publicity_period.end"].before, found["publicity_period.end"].after) == (
        "2026-11-30",
        "2026-12-01",
    )
    assert found["publicity_period.end"].temporal
    assert found["display_window.led_days"].temporal
    assert not found["title"].temporal
    assert found["attachments"].after == "附件一、附件二"
    printed = compare(before, after).as_dict()["fields"]
    assert {"field": "title", "before": before.title, "after": after.title, "temporal": False} in printed


def test_paragraphs_are_marked_new_gone_or_standing(sample: Callable[[str], Notice]) -> None:
    """The whole text stands there, so that a change is read where it is."""
    found = compare(notice(sample, body=("甲。", "乙。")), notice(sample, body=("甲。", "丙。"))).paragraphs
    assert [(line.sign, line.text) for line in found] == [("", "甲。"), ("-", "乙。"), ("+", "丙。")]


def test_rows_are_told_apart_by_the_people_in_them(sample: Callable[[str], Notice]) -> None:
    """A changed amount is a change of that person's row; who came and who went is told."""
    before = notice(sample, table=listed(("甲", "东村", "100"), ("乙", "西村", "200"), ("丙", "西村", "1")))
    after = notice(sample, table=listed(("乙", "西村", "250"), ("甲", "东村", "100"), ("丁", "东村", "9")))
    found = compare(before, after)
    assert found.added == ("丁 · 东村 · 9",)
    assert found.removed == ("丙 · 西村 · 1",)
    (changed,) = found.changed
    assert [(c.column, c.before, c.after) for c in changed.cells] == [("金额", "200", "250")]
    (printed,) = found.as_dict()["rows"]["changed"]
    assert printed["cells"] == [{"column": "金额", "before": "200", "after": "250"}]
    assert found.same_rows == 1


def test_people_of_one_name_are_told_apart_by_what_stands_beside_it(sample: Callable[[str], Notice]) -> None:
    """Two of one name in two villages are two rows; two the same in all words are paired in order."""
    before = notice(sample, table=listed(("甲", "东村", "1"), ("甲", "西村", "2")))
    after = notice(sample, table=listed(("甲", "西村", "3"), ("甲", "东村", "1")))
    (changed,) = compare(before, after).changed
    assert changed.key == "甲 · 西村 · 3"
    twins = notice(sample, table=listed(("甲", "东村", "1"), ("甲", "东村", "1")))
    assert compare(twins, before).as_dict()["rows"]["same"] == 1
    assert compare(twins, twins).is_empty


def test_a_list_that_came_or_went_is_added_or_removed_whole(sample: Callable[[str], Notice]) -> None:
    """Also when only its columns changed: a column is told once and not in every row."""
    none, some = notice(sample), notice(sample, table=listed(("甲", "东村", "1")))
    assert compare(none, some).added == ("甲 · 东村 · 1",)
    assert compare(some, none).removed == ("甲 · 东村 · 1",)
    wider = notice(sample, table=listed(("甲", "东村", ""), columns=COLUMNS[:2]))
    found = compare(some, wider)
    assert (found.columns_removed, found.changed, found.is_empty) == (("金额",), (), False)
    assert compare(wider, some).columns_added == ("金额",)
    strange = (Column(key="c", label="别的列"),)
    apart = compare(some, notice(sample, table=listed(("x", "", ""), columns=strange)))
    assert (apart.added, apart.removed) == (("x",), ("甲 · 东村 · 1",))


ROWS = st.lists(
    st.tuples(st.sampled_from("甲乙丙"), st.sampled_from("东西"), st.sampled_from("123")), min_size=1
)


@given(before=ROWS, after=ROWS)
def test_every_row_is_accounted_for_once(
    before: list[tuple[str, str, str]], after: list[tuple[str, str, str]]
) -> None:
    """Rows removed, changed and unchanged are the old list; added, changed and unchanged the new one."""
    base = Notice.model_validate(
        {
            "id": "x",
            "title": "t",
            "category": "c",
            "issuing_unit": "u",
            "body": ["b"],
            "signature": {"unit": "u", "date": "2026-11-23"},
        }
    )
    old, new = (base.model_copy(update={"table": listed(*rows)}) for rows in (before, after))
    found = compare(old, new)
    stays = len(found.changed) + found.same_rows
    assert len(found.removed) + stays == len(before)
    assert len(found.added) + stays == len(after)
    assert found.is_empty is (sorted(before) == sorted(after))
