"""The hash chain by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.ledger.chain import GENESIS, Broken, Column, Gone, Link, canonical, link, verify_links

columns = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")) | st.binary()
rows = st.lists(st.dictionaries(st.sampled_from("abc"), columns, min_size=1), min_size=1, max_size=6)


def chained(rows: list[dict[str, Column]]) -> list[Link]:
    links: list[Link] = []
    for key, fields in enumerate(rows, start=1):
        prev = links[-1].hash if links else GENESIS
        links.append(Link(key, prev, link(prev, fields), fields))
    return links


def test_link_golden() -> None:
    """A hash is SHA-256 over a label, the hash before and the canonical columns; a body enters hashed."""
    assert canonical({"b": "镇", "a": [1, None]}) == '{"a":[1,null],"b":"镇"}'
    assert (
        link(GENESIS, {"id": 1, "body": b"x", "sign": "gate"})
        == "2ed95f31944e0e9a6296085acb16f4525860eb08e1b41a68af7904eeca05d1fe"
    )


def test_a_body_that_was_given_up_leaves_its_link() -> None:
    """R30: with the hash that was kept of it, a row's link is what it was with the body."""
    gone = Gone("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "", 1)
    assert link(GENESIS, {"id": 1, "body": gone}) == link(GENESIS, {"id": 1, "body": b"x"})


def test_nan_is_refused() -> None:
    """What JSON cannot say is not written."""
    with pytest.raises(ValueError, match="JSON"):
        canonical({"a": float("nan")})


def test_empty_chain_holds() -> None:
    """A record in which nothing happened is sound."""
    assert verify_links([]) is None


@given(rows)
def test_untouched_chain_holds(rows: list[dict[str, Column]]) -> None:
    """Whatever was written verifies as it was written."""
    assert verify_links(chained(rows)) is None


@given(rows, st.data())
def test_any_changed_column_is_found_at_its_row(rows: list[dict[str, Column]], data: st.DataObject) -> None:
    """One changed column is found, and the first bad row is the changed one."""
    links = chained(rows)
    at = data.draw(st.integers(0, len(links) - 1))
    name = data.draw(st.sampled_from(sorted(links[at].fields)))
    other = data.draw(columns.filter(lambda new: type(new) is not type(links[at].fields[name])))
    links[at] = replace(links[at], fields={**links[at].fields, name: other})
    assert verify_links(links) == Broken(at + 1, "was changed: its hash does not fit its columns")


@given(rows, st.data())
def test_missing_and_swapped_rows_are_found(rows: list[dict[str, Column]], data: st.DataObject) -> None:
    """A row taken out of the middle leaves a gap, even when the keys are closed up again."""
    links = chained([*rows, {"a": "last"}])
    at = data.draw(st.integers(0, len(links) - 2))
    gap = links[:at] + links[at + 1 :]
    assert verify_links(gap) == Broken(at + 1, f"missing: the next row is {at + 2}")
    closed = [replace(row, key=key) for key, row in enumerate(gap, start=1)]
    assert verify_links(closed) == Broken(at + 1, "does not name the row before it")
