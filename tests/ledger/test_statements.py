"""The text of a checkpoint and its code on paper."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.clock import stamp
from ledctl.errors import BadInput
from ledctl.ledger.anchoring.statements import (
    Head,
    Statement,
    Why,
    code_of,
    digest_of,
    parse,
    read_code,
    to_sign,
)
from ledctl.ledger.chain import GENESIS

HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
HEADS = st.builds(Head, st.integers(0, 2**62), HEX)
INSTANTS = st.integers(1, 250_000_000_000).map(lambda s: stamp(datetime.fromtimestamp(s, UTC)))
STATEMENTS = st.builds(
    Statement,
    no=st.integers(1, 2**62),
    at=INSTANTS,
    why=st.sampled_from([str(why) for why in Why]),
    site=HEX,
    practice=st.booleans(),
    events=HEADS,
    segments=HEADS,
    facts=HEADS,
    prev=HEX,
)
ONE = Statement(
    7,
    "2026-05-03T07:20:00.000Z",
    "daily",
    "ab" * 32,
    False,
    Head(3, "c" * 64),
    Head(0, GENESIS),
    Head(5, "d" * 64),
    "e" * 64,
)


@given(STATEMENTS)
def test_a_statement_is_read_as_it_was_written(statement: Statement) -> None:
    """What is signed can be read back, and only that very text is it."""
    assert parse(statement.text) == statement
    assert json.loads(statement.text)["format"] == "ledctl-checkpoint-1"


@given(STATEMENTS, st.data())
def test_any_other_text_is_refused_or_says_something_else(statement: Statement, data: st.DataObject) -> None:
    """No two texts say the same: whatever is changed in one is another statement, or none."""
    text = statement.text
    at = data.draw(st.integers(0, len(text) - 1))
    other = text[:at] + data.draw(st.characters(codec="utf-8")) + text[at + 1 :]
    try:
        found = parse(other)
    except ValueError:
        return
    assert (found == statement) is (other == text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        ONE.text + " ",
        ONE.text.replace('"no":7', '"no":"7"'),
        ONE.text.replace('"no":7', '"no":true'),
        ONE.text.replace('"no":7', '"no":7.0'),
        ONE.text.replace('"no":7', '"extra":1,"no":7'),
        ONE.text.replace('"seq":3', '"seq":null'),
        ONE.text.replace("ledctl-checkpoint-1", "ledctl-checkpoint-2"),
        ONE.text.replace("2026-05-03", "yesterday"),
    ],
)
def test_what_is_no_statement_is_refused(text: str) -> None:
    """Another format, another type, a second way of writing: none is taken for a statement."""
    with pytest.raises(ValueError, match="is n"):
        parse(text)


def test_what_is_signed_begins_with_its_format() -> None:
    """A signature over a checkpoint can never be passed off as one over something else."""
    assert to_sign(ONE.text) == b"ledctl-checkpoint-1\n" + ONE.text.encode()


@given(STATEMENTS, st.data())
def test_a_code_is_read_back_however_it_is_typed(statement: Statement, data: st.DataObject) -> None:
    """Case, spaces, dashes, wide letters, 0 for O, 1 for I and 8 for B are forgiven."""
    code = code_of(statement.text)
    typed = ""
    for letter in code.replace("-", ""):
        alike = {"O": "O0", "I": "I1", "B": "B8"}.get(letter, letter)
        one = data.draw(st.sampled_from([*alike, letter.lower(), chr(ord(letter) + 0xFEE0)]))
        typed += one + data.draw(st.sampled_from(["", "", "-", " ", "\u3000", "\u2013", "\uff0d"]))
    assert read_code(typed) == read_code(code) == code


def test_a_code_has_six_groups_of_four_letters() -> None:
    """120 bits of the digest, in letters that are not mistaken for one another."""
    code = code_of(ONE.text)
    assert [len(group) for group in code.split("-")] == [4] * 6
    assert not set(code) & set("0189")
    assert code != code_of(replace(ONE, no=8).text)
    assert digest_of(ONE.text) != digest_of(replace(ONE, no=8).text)


@pytest.mark.parametrize("typed", ["", "ABCD", "A" * 23, "A" * 25, "9" * 24, "公示" * 12])
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    """Too short, too long, or with what no code has: the sentence says what one looks like."""
    with pytest.raises(BadInput) as refused:
        read_code(typed)
    assert refused.value.code == "checkpoint_code_wrong"
