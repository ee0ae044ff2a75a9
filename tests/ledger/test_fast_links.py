"""Hashes of many rows at once are those of the definition, row by row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.ledger.chain import GENESIS, Column, Link, link, verify_links
from ledctl.ledger.checking.links import Bad, Chain, Holds

COLUMNS = {
    "id": Holds.NUMBER,
    "name": Holds.TEXT,
    "about": Holds.TEXT_OR_NONE,
    "practice": Holds.TRUTH,
    "body": Holds.BYTES,
}
text = st.text(st.characters(codec="utf-8"), max_size=12)
facts = st.tuples(text, st.none() | text, st.sampled_from([0, 1, False, True]), st.binary(max_size=12))
stored = st.none() | st.integers(-9, 9) | text | st.binary(max_size=3) | st.floats() | st.booleans()
Row = tuple[Column, ...]


def chained(rows: list[tuple[str, str | None, int, bytes]]) -> list[Row]:
    """Honest rows, as the definition links them."""
    found: list[Row] = []
    for key, (name, about, practice, body) in enumerate(rows, start=1):
        prev = str(found[-1][-1]) if found else GENESIS
        fields = {"id": key, "name": name, "about": about, "practice": bool(practice), "body": body}
        found.append((key, name, about, practice, body, prev, link(prev, fields)))
    return found


def defined(rows: list[Row]) -> int | None:
    """Where the definition finds the first bad row."""
    links = []
    for row in rows:
        fields = dict(zip(COLUMNS, row, strict=False))
        if fields["practice"] in (0, 1):
            fields["practice"] = bool(fields["practice"])
        links.append(Link(row[0], row[-2], row[-1], fields))  # type: ignore[arg-type]  # a forged key
    try:
        broken = verify_links(links)
    except (ValueError, TypeError):
        return -1
    return broken.key if broken else None


@given(st.lists(facts, min_size=1, max_size=6), st.integers(1, 6))
def test_honest_rows_hold_in_any_batches(rows: list[tuple[str, str | None, int, bytes]], size: int) -> None:
    """Every row that ``link`` made holds, however many are looked at together."""
    linked, chain = chained(rows), Chain(COLUMNS)
    for start in range(0, len(linked), size):
        chain.walk(linked[start : start + size])
    assert (chain.broken, chain.key, chain.head) == (None, len(rows), linked[-1][-1])


@given(st.lists(facts, min_size=1, max_size=6), st.data())
def test_a_forged_cell_is_found_where_the_definition_finds_it(
    rows: list[tuple[str, str | None, int, bytes]], data: st.DataObject
) -> None:
    """Whatever is put into whichever cell, both name the same row; what the definition cannot hash is bad.

    No database gives a truth for a number.
    """
    linked = chained(rows)
    at, cell = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(COLUMNS) + 1))
    forged = list(linked[at])
    forged[cell] = data.draw(stored if cell else stored.filter(lambda one: type(one) is not bool))
    linked[at] = tuple(forged)
    chain = Chain(COLUMNS)
    chain.walk(linked)
    found, told = (chain.broken.key if chain.broken else None), defined(linked)
    assert found == told or (told == -1 and found == at + 1)


def test_bytes_that_are_no_text_are_a_changed_row() -> None:
    """Text damaged in the file is neither a crash nor equal to what was written."""
    (row,) = chained([("镇", None, 1, b"x")])
    chain = Chain(COLUMNS)
    chain.walk([(row[0], "\udce9", *row[2:])])
    assert chain.broken == Bad(1, "row_changed")


@pytest.mark.parametrize("cell", [2.5, float("inf"), float("nan")])
def test_a_number_that_is_none_is_a_changed_row(cell: float) -> None:
    """A value no column may hold is a finding: JSON has no word for some of them."""
    (row,) = chained([("镇", None, 1, b"x")])
    chain = Chain(COLUMNS)
    chain.walk([(row[0], cell, *row[2:])])  # type: ignore[list-item]  # what a forger stores
    assert chain.broken == Bad(1, "row_changed")


def test_behind_a_bad_row_nothing_more_is_said() -> None:
    """The first bad row stays the first; no rows at all change nothing."""
    linked = chained([("a", None, 0, b""), ("b", None, 0, b""), ("c", None, 0, b"")])
    chain = Chain(COLUMNS)
    chain.walk([])
    chain.walk(linked[1:])
    chain.walk(linked[:1])
    assert chain.broken == Bad(1, "row_missing", "2")
    last = Chain(COLUMNS)
    last.walk([linked[0], (*linked[1][:-1], "f" * 64)])
    assert last.broken == Bad(2, "row_changed")
    other = Chain(COLUMNS)
    other.walk([(*linked[0][:-2], "f" * 64, linked[0][-1])])
    assert other.broken == Bad(1, "row_unchained")
