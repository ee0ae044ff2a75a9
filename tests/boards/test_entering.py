"""What may stand in the register, what is refused and under which field, and what changed between entries."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.boards.facts import Condition, Level
from ledctl.boards.register.changes import Change, changes
from ledctl.boards.register.entering import FIELDS, VALUES, check_board, read_board, tidy
from ledctl.errors import BadInput
from tests.boards.register import a_board

SAID: dict[str, Any] = {
    "code": " b01 ",
    "level": "village",
    "label": "白鹭村公开栏",
    "place": "村委会外墙",
    "village": "白鹭村",
    "width_cm": "420",
    "height_cm": 240,
}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("code", "", "board_code_wrong"),
        ("code", "B01", "board_code_wrong"),
        ("code", "-1", "board_code_wrong"),
        ("code", "a" * 41, "board_code_wrong"),
        ("code", "today", "board_code_wrong"),
        ("label", "", "board_field_missing"),
        ("label", "名" * 101, "board_text_long"),
        ("place", "", "board_field_missing"),
        ("place", "电话 13800138000 旁", "board_text_personal"),
        ("code", "13800138000", "board_text_personal"),
        ("code", "b13800138000", "board_text_personal"),
        ("keeper", "某某 11010519491231002X", "board_text_personal"),
        ("width_cm", 0, "board_number_out"),
        ("width_cm", -300, "board_number_out"),
        ("height_cm", 10_001, "board_number_out"),
        ("fixed_percent", 101, "board_number_out"),
        ("fixed_percent", -1, "board_number_out"),
        ("categories", ("no_such",), "board_category_unknown"),
    ],
)
def test_nonsense_is_refused_under_its_field(field: str, value: object, code: str) -> None:
    """The sentence names the field by its word, in both languages."""
    with pytest.raises(BadInput) as refused:
        check_board(a_board(**{field: value}), {"general"})
    (told,) = refused.value.sentences
    assert (told.code, told.where) == (code, field)
    assert FIELDS[field][0] in told.zh
    assert FIELDS[field][1] in told.en


def test_every_fault_is_told_at_once() -> None:
    """Nobody has to send a form four times."""
    wrong = a_board("X", width_cm=0, height_cm=0, categories=("a", "general"), level=Level.GROUP)
    with pytest.raises(BadInput) as refused:
        check_board(wrong, {"general"})
    assert [one.where for one in refused.value.sentences] == [
        "code", "width_cm", "height_cm", "village", "categories",
    ]  # fmt: skip


@pytest.mark.parametrize("level", [Level.VILLAGE, Level.GROUP])
def test_a_villages_board_names_the_village(level: Level) -> None:
    """Which village it is, is what it is looked for by."""
    with pytest.raises(BadInput):
        check_board(a_board(level=level), ())
    check_board(a_board(level=level, village="白鹭村"), ())


def test_what_was_typed_becomes_a_board() -> None:
    """Numbers typed or given; what is not said is as a new board has it, unknown names are left alone."""
    board = read_board(SAID | {"categories": "subsidy, general、a", "form_key": "x", "fixed_percent": " 40 "})
    assert (board.code, board.level, board.width_cm, board.height_cm) == ("b01", Level.VILLAGE, 420, 240)
    assert board.categories == ("subsidy", "general", "a")
    assert (board.fixed_percent, board.condition, board.in_use) == (40, Condition.GOOD, True)
    assert read_board({"categories": ["x", "y"], "in_use": False}, board).categories == ("x", "y")
    assert read_board({"categories": " "}, board).categories == ()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("width_cm", "wide", "board_not_whole"),
        ("width_cm", "", "board_not_whole"),
        ("height_cm", 2.5, "board_not_whole"),
        ("fixed_percent", True, "board_not_whole"),
        ("level", "county", "board_not_one_of"),
        ("condition", "", "board_not_one_of"),
        ("categories", 7, "board_not_read"),
    ],
)
def test_what_cannot_be_read_names_its_field(field: str, value: object, code: str) -> None:
    """No number, no known level, no known condition: refused before anything is made of it."""
    with pytest.raises(BadInput) as refused:
        read_board(SAID | {field: value})
    (told,) = refused.value.sentences
    assert (told.code, told.where) == (code, field)


def test_a_new_board_says_what_is_needed() -> None:
    """Everything a board cannot be without is asked for at once; of a change nothing is."""
    with pytest.raises(BadInput) as refused:
        read_board({"width_cm": "x"})
    assert [one.where for one in refused.value.sentences] == [
        "width_cm", "code", "level", "label", "place", "height_cm",
    ]  # fmt: skip
    assert read_board({}, a_board()) == a_board()


@given(st.text(max_size=60), st.lists(st.sampled_from("abc"), max_size=6))
def test_tidying_twice_changes_nothing(words: str, categories: list[str]) -> None:
    """Texts become one line without signs nobody sees; each category stands once."""
    once = tidy(a_board(place=words, categories=tuple(categories)))
    assert tidy(once) == once
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in once.place)
    assert sorted(set(categories)) == sorted(once.categories)


@pytest.mark.parametrize("field", VALUES)
def test_every_value_that_differs_is_told(field: str) -> None:
    """A change of any one value is that change and no other."""
    before = a_board()
    other: dict[str, object] = {
        "level": Level.SITE, "condition": Condition.WORN, "categories": ("general",), "in_use": False,
    }  # fmt: skip
    old = getattr(before, field)
    new = other.get(field, old + 1 if isinstance(old, int) else f"{old}x")
    after = read_board({field: new}, before)
    assert changes(before, after) == (Change(field, old, new),)
    assert changes(after, after) == ()
