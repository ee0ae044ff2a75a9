"""On a telephone a table becomes a list: every fact still says which it is."""

from __future__ import annotations

import pytest

from ledctl.web.table_heads import with_heads

OPEN = (
    '<table class="list facts"><thead><tr><th>自 "A"</th>'
    '<th class="figure"><b>次</b></th></tr></thead><tbody>'
)


@pytest.mark.parametrize(
    ("row", "headed"),
    [
        (
            '<tr class="x"><td class="at">1</td>\n<td>2 <abbr title="y">P1</abbr></td></tr>',
            '<tr class="x"><td data-head="自 &#34;A&#34;" class="at">1</td>\n'
            '<td data-head="次">2 <abbr title="y">P1</abbr></td></tr>',
        ),
        ("<tr><td> </td><td>2</td></tr>", '<tr><td> </td><td data-head="次">2</td></tr>'),
        ("<tr><td colspan=2>nothing</td></tr>", "<tr><td colspan=2>nothing</td></tr>"),
        (
            "<tr><td>1</td><td>2</td><td>3</td></tr>",
            '<tr><td data-head="自 &#34;A&#34;">1</td><td data-head="次">2</td><td>3</td></tr>',
        ),
    ],
)
def test_each_cell_carries_the_head_of_its_column(row: str, headed: str) -> None:
    """A cell that says something has its head; one across columns, beyond them, or empty has none."""
    assert with_heads(f"<p>{OPEN}{row}</table>") == f"<p>{OPEN}{headed}</table>"


def test_other_tables_stay_as_they_are() -> None:
    """A table of figures is read as a table, and scrolls; what somebody wrote is no cell."""
    page = f"<table>{OPEN[25:]}<tr><td>1</td></tr></table><p>&lt;td&gt;</p>"
    assert with_heads(page) == page
