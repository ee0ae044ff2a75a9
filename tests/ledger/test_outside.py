"""What is held outside is read as people give it, and held against the whole record."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.audits import verify_record
from ledctl.clock import FrozenClock
from ledctl.db import Database
from ledctl.errors import BadInput
from ledctl.ledger.anchoring.checkpoints import Checkpoint, Sealing
from ledctl.ledger.anchoring.outside import NOTHING, Outside, read_outside
from ledctl.ledger.anchoring.statements import Why, code_of
from ledctl.ledger.log import append
from tests.ledger.forging import forge


@pytest.fixture
def sealing(database: Database, clock: FrozenClock, tmp_path: Path, zone: ZoneInfo) -> Sealing:
    return Sealing(database, clock, tmp_path / "keys" / "checkpoint.key", zone, False)


def sign(sealing: Sealing) -> Checkpoint:
    """Somebody looks, and a checkpoint is signed."""
    with sealing.database.write() as session:
        append(session, kind="auditor_looked", at=sealing.clock.now(), actor="lu", via="web", what="history")
    return sealing.sign(Why.PERSON)


def kept(made: Checkpoint) -> str:
    """The file somebody keeps elsewhere."""
    return json.dumps(made.as_dict())


def problems(database: Database, outside: Outside) -> list[tuple[str, str, str]]:
    found = verify_record(database, outside, quick=True).problems
    return [(one.table, one.key, one.code) for one in found]


MISTAKES: tuple[Callable[[str], str], ...] = (
    str.lower,
    lambda code: code.replace("-", ""),
    lambda code: code.replace("-", " "),
    lambda code: code.replace("O", "0").replace("I", "1").replace("B", "8"),
    lambda code: code.replace("-", "－").translate({n: n + 0xFEE0 for n in range(0x41, 0x5B)}),
    lambda code: f"  {code}\n",
)


@given(text=st.text(), spoil=st.lists(st.sampled_from(MISTAKES), max_size=4))
def test_a_code_is_typed_with_mistakes_that_are_forgiven(
    text: str, spoil: list[Callable[[str], str]]
) -> None:
    """Case, dashes, spaces, wide letters, 0 for O, 1 for I and 8 for B in any mixture are the same code."""
    typed = code = code_of(text)
    for mistake in spoil:
        typed = mistake(typed)
    assert read_outside([typed]).codes == (code,)


@pytest.mark.parametrize(
    "given_text",
    [
        "",
        "ABCD",
        "九" * 24,
        "A" * 23,
        "A" * 23 + "9",
        "{",
        "{}",
        '{"statement": 1, "signature": 2}',
        "[" * 9999,
    ],
)
def test_what_is_neither_code_nor_file_is_refused(given_text: str) -> None:
    """In a sentence that says what a code looks like; nothing is checked then."""
    with pytest.raises(BadInput):
        read_outside([given_text])


def test_a_file_must_hold_by_its_own_signature(sealing: Sealing) -> None:
    """A file somebody changed is no witness: one letter of it, and it is refused."""
    made = sign(sealing)
    assert read_outside([kept(made)]).statements == (made.says,)
    for name in ("statement", "signature", "public_key"):
        said = made.as_dict()
        said[name] = str(said[name]).replace("1", "2", 1)
        with pytest.raises(BadInput) as caught:
            read_outside([json.dumps(said)])
        assert caught.value.code == "checkpoint_file_wrong"


@pytest.mark.parametrize("typed", ["", "ab", "g" * 64, "ab" * 33])
def test_what_is_no_public_key_is_refused(typed: str) -> None:
    """A key mistyped must not read as one that nobody signed with."""
    with pytest.raises(BadInput) as caught:
        read_outside(keys=[typed])
    assert caught.value.code == "public_key_wrong"


def test_a_key_is_read_as_it_is_printed() -> None:
    """In capitals and in groups it is the same key."""
    assert read_outside(keys=["AB" * 16 + " " + "cd" * 16]).keys == {"ab" * 16 + "cd" * 16}


def test_the_record_says_what_is_anchored_by_what(database: Database, sealing: Sealing) -> None:
    """By the newest of its own where nothing is given; else by the newest of those held outside."""
    assert verify_record(database).not_yet_anchored.told.code == "unanchored_none"  # type: ignore[union-attr]
    first, second = sign(sealing), sign(sealing)
    for outside, no, rows in (
        (NOTHING, 2, 1),
        (read_outside([first.code]), 1, 3),
        (read_outside([first.code, kept(second)]), 2, 1),
        (read_outside(keys=[first.public_key]), 2, 1),
    ):
        verdict = verify_record(database, outside)
        assert verdict.ok
        rest = verdict.not_yet_anchored
        assert rest is not None
        assert (rest.checkpoint, rest.events, rest.held) == (no, rows, outside.is_something)
        assert rest.told.code == ("unanchored_held" if outside.is_something else "unanchored_own")


def test_what_the_record_has_nothing_of_is_a_fault(database: Database, sealing: Sealing) -> None:
    """A code or a key of another record: exit 1, and nothing counts as anchored."""
    sign(sealing)
    outside = read_outside(["A" * 24], ["ab" * 32])
    assert [one[2] for one in problems(database, outside)] == [
        "checkpoint_none_of_key",
        "checkpoint_none_of_code",
    ]
    rest = verify_record(database, outside).not_yet_anchored
    assert rest is not None
    assert rest.checkpoint == 0


def test_a_file_names_the_first_row_that_is_gone(database: Database, sealing: Sealing) -> None:
    """Checkpoints and rows cut off together leave a whole record; the file kept elsewhere says where."""
    sign(sealing)
    last = sign(sealing)
    forge(database, "DELETE FROM checkpoint WHERE no = 2", "DELETE FROM event WHERE seq > 2")
    assert problems(database, NOTHING) == []
    assert problems(database, read_outside([kept(last)])) == [
        ("checkpoint", last.code, "checkpoint_none_of_code"),
        ("event", "3", "chain_cut"),
    ]
