"""A list of thousands on paper: five rows between two rules, and none of their lines turns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledctl.proof.longlist import ROOM, together, widths

ROWS = st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), min_size=1, max_size=13)


@given(ROWS)
def test_every_line_stays_in_its_row(rows: list[tuple[str, str]]) -> None:
    """What stood in one row stands on one line of every column, and nothing is left out."""
    back = [
        line for five in together(rows) for line in zip(*(cell.split("\n") for cell in five), strict=True)
    ]
    assert [[one.replace("\xa0", " ").split() for one in row] for row in back] == [
        [one.replace("\xa0", " ").split() for one in row] for row in rows
    ]


def test_columns_are_as_wide_as_their_longest_cell() -> None:
    """A Chinese character is a whole letter wide; where not all fit, no column is set."""
    assert widths(["序号", "姓名"], [("1", "某甲一"), ("2", "某乙")]) == [2.7, 3.7]
    assert widths(["序号", "说明"], [("1", "长" * int(ROOM))]) == []
