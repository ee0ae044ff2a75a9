"""Lists pasted from a spreadsheet: laws of reading them, and what is guessed from heads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledctl.content.model import Column, ColumnType, Privacy, Table
from ledctl.errors import BadInput
from ledctl.web.pasted import Choice, guess, read_table, write_table

PASTED = "序号\t姓名\t身份证号\t补助金额（元）\n1\t周甲一\t1101\t1200.5\n合计\t\t\t1200.5\n"

cells = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), max_size=12)
heads = st.lists(cells.filter(bool), min_size=1, max_size=6, unique=True)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    labels = draw(heads)
    columns = tuple(
        Column(
            key=f"k{n}",
            label=label,
            type=draw(st.sampled_from(ColumnType)),
            privacy=draw(st.sampled_from(Privacy)),
        )
        for n, label in enumerate(labels)
    )
    keys = [column.key for column in columns]
    row = st.dictionaries(st.sampled_from(keys), cells, max_size=len(keys))
    rows = draw(st.lists(row, min_size=1, max_size=5))
    return Table(columns=columns, rows=tuple(rows), totals=draw(st.none() | row))


@given(tables())
@settings(max_examples=60, deadline=None)
def test_a_list_nobody_touched_comes_back_unchanged(table: Table) -> None:
    """Opening a notice and saving it changes nothing, whatever its cells hold."""
    text = write_table(table)
    again = read_table(text, before=table)
    assert again is not None
    assert Table.model_validate(again) == table


@given(st.lists(st.lists(cells.filter(bool), min_size=3, max_size=3), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_cells_stay_exactly_as_pasted(rows: list[list[str]]) -> None:
    """No cell is read as a number, a date or anything but its text."""
    quoted = [[cell.replace('"', '""') for cell in row] for row in rows]
    text = "甲\t乙\t丙\n" + "".join("\t".join(f'"{cell}"' for cell in row) + "\n" for row in quoted)
    table = read_table(text)
    assert table is not None
    assert [[row.get(f"c{n}", "") for n in (1, 2, 3)] for row in [*table["rows"], *_totals(table)]] == rows


def _totals(table: dict[str, object]) -> list[dict[str, str]]:
    totals = table.get("totals")
    return [totals] if isinstance(totals, dict) else []


def test_heads_decide_kinds_and_privacy() -> None:
    """What looks like an ID, account or telephone number is never public by default."""
    table = read_table(PASTED)
    assert table is not None
    assert [(c["label"], c["type"], c["privacy"]) for c in table["columns"]] == [
        ("序号", "int", "public"),
        ("姓名", "name", "public"),
        ("身份证号", "id", "never"),
        ("补助金额（元）", "money", "public"),
    ]
    assert table["totals"] == {"c1": "合计", "c4": "1200.5"}
    assert table["rows"] == [{"c1": "1", "c2": "周甲一", "c3": "1101", "c4": "1200.5"}]


@pytest.mark.parametrize(
    ("head", "kind", "privacy"),
    [
        ("户主身份证号码", ColumnType.ID, Privacy.NEVER),
        ("一卡通账号", ColumnType.BANK, Privacy.NEVER),
        ("联系电话", ColumnType.PHONE, Privacy.NEVER),
        ("家庭住址", ColumnType.TEXT, Privacy.NEVER),
        ("户主姓名", ColumnType.NAME, Privacy.PUBLIC),
        ("面积（亩）", ColumnType.DECIMAL, Privacy.PUBLIC),
        ("发放日期", ColumnType.DATE, Privacy.PUBLIC),
        ("村（社区）", ColumnType.TEXT, Privacy.PUBLIC),
    ],
)
def test_a_head_is_guessed(head: str, kind: ColumnType, privacy: Privacy) -> None:
    """One head, one kind."""
    assert guess(head) == (kind, privacy)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["C级维修", "新建"], "text"),
        (["8,150.50", "￥83.66万元", "", "—", "无"], "money"),
        (["８００", "-12.5"], "money"),
        (["800", "待定"], "text"),
    ],
)
def test_a_column_of_figures_holds_figures(cells: list[str], kind: str) -> None:
    """补助类别 sounds of money and holds words: set as amounts they would mislead."""
    table = read_table("姓名\t补助\n" + "".join(f"于德\t{cell}\n" for cell in cells))
    assert table is not None
    assert table["columns"][1]["type"] == kind


def test_a_kept_column_keeps_its_key_and_a_new_one_gets_a_free_one() -> None:
    """Changing rows or adding a column leaves the other columns what they were; choices count."""
    before = Table(
        columns=(Column(key="c2", label="村", type=ColumnType.TEXT), Column(key="n", label="姓名")),
        rows=({"c2": "望江村"},),
    )
    text = "村\t新列\t姓名\n石桥村\t甲\t周某\n"
    table = read_table(text, before=before, choices={"n": Choice("name", "review")})
    assert table is not None
    assert [(c["key"], c["type"], c["privacy"]) for c in table["columns"]] == [
        ("c2", "text", "public"),
        ("c2x", "text", "public"),
        ("n", "name", "review"),
    ]
    assert table["rows"] == [{"c2": "石桥村", "c2x": "甲", "n": "周某"}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("甲\t\t丙\n1\t2\t3\n", "table_head_empty"),
        ("甲\t乙\n1\t2\t3\n", "table_row_long"),
        ('甲\t乙\n"1\t2\n', "table_not_readable"),
    ],
)
def test_a_list_that_cannot_be_read_is_told(text: str, code: str) -> None:
    """What is wrong is told beside the list, and nothing is guessed or dropped."""
    with pytest.raises(BadInput) as caught:
        read_table(text)
    assert [(one.code, one.where) for one in caught.value.sentences] == [(code, "table")]


@pytest.mark.parametrize("text", ["", "  \n\t\n"])
def test_no_text_is_no_list(text: str) -> None:
    """An empty field means the notice has no list; empty rows are no rows."""
    assert read_table(text) is None
    assert write_table(None) == ""
