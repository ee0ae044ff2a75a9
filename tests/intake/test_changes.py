"""What is told of the difference between two numbers of a list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.model import Column, ColumnType, Table
from ledctl.intake.changes import Changed, Changes, compare

COLUMNS = (
    Column(key="no", label="序号", type=ColumnType.INT),
    Column(key="village", label="村"),
    Column(key="name", label="姓名", type=ColumnType.NAME),
    Column(key="amount", label="金额（元）", type=ColumnType.MONEY),
)

people = st.tuples(
    st.sampled_from(["望江村", "石桥村"]), st.sampled_from(["甲", "乙", "丙"]), st.integers(1, 3)
)


def table(*rows: tuple[str, str, str], columns: tuple[Column, ...] = COLUMNS) -> Table:
    keys = [column.key for column in columns]
    listed = (dict(zip(keys, (str(n), *row), strict=True)) for n, row in enumerate(rows, start=1))
    return Table(columns=columns, rows=tuple(listed))


def test_who_came_who_left_whose_amount_changed() -> None:
    """Numbered afresh and in another order, a household is still the same household."""
    before = table(("望江村", "周甲一", "120"), ("石桥村", "吴乙二", "300"), ("石桥村", "郑丙三", "1,000"))
    after = table(("石桥村", "郑丙三", "1000.00元"), ("望江村", "周甲一", "130"), ("望江村", "吴乙二", "300"))
    assert compare(before, after) == Changes(
        came=(("望江村", "吴乙二"),),
        left=(("石桥村", "吴乙二"),),
        changed=(Changed(("望江村", "周甲一"), "金额（元）", "120", "130"),),
        same=1,
    )


def test_words_in_a_column_of_figures_are_compared_as_words() -> None:
    """待定 is not 120, and 待定 is 待定."""
    before = table(("望江村", "周甲一", "待定"), ("望江村", "吴乙二", "待定"))
    after = table(("望江村", "周甲一", "待 定"), ("望江村", "吴乙二", "120"))
    changes = compare(before, after)
    assert changes is not None
    assert [one.who for one in changes.changed] == [("望江村", "吴乙二")]


def test_a_list_without_names_is_known_by_its_first_words() -> None:
    """Projects and firms are compared too."""
    columns = (
        Column(key="no", label="序号", type=ColumnType.TEXT),
        Column(key="project", label="项目名称"),
        Column(key="state", label="状态"),
        Column(key="paid", label="支付", type=ColumnType.PERCENT),
    )
    changes = compare(
        table(("道路", "在建", "50％"), columns=columns), table(("道路", "完工", "100%"), columns=columns)
    )
    assert changes == Changes((), (), (Changed(("道路",), "支付", "50％", "100%"),), 0)


def test_lists_with_nothing_in_common_are_not_compared() -> None:
    """Rather nothing than everybody gone and everybody new."""
    other = Table(columns=(Column(key="firm", label="单位名称"),), rows=({"firm": "甲公司"},))
    assert compare(table(("望江村", "周甲一", "1")), other) is None


@given(st.lists(people, min_size=1, max_size=8), st.lists(people, min_size=1, max_size=8))
def test_every_row_is_counted_once(old: list[tuple[str, str, int]], new: list[tuple[str, str, int]]) -> None:
    """Also where two persons of one village have one name."""
    before, after = (table(*((v, n, str(a)) for v, n, a in rows)) for rows in (old, new))
    changes = compare(before, after)
    assert changes is not None
    paired = changes.same + len(changes.changed)
    assert len(changes.came) + paired == len(new)
    assert len(changes.left) + paired == len(old)
    assert compare(before, before) == Changes((), (), (), len(old))
