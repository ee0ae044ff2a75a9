"""Names as a small table of a query: so many at once as any database takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import String, column, values
from sqlalchemy.sql.selectable import CTE

AT_ONCE = 500


def parts(names: Collection[str]) -> Iterator[list[str]]:
    """The names in their order, so many at once."""
    every = sorted(names)
    yield from (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))


def named(names: Collection[str]) -> Iterator[CTE]:
    """The names as tables with the column ``notice``."""
    for part in parts(names):
        rows = [(name,) for name in part]
        yield values(column("notice", String), name="named").data(rows).cte("named")
