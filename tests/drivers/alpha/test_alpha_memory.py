"""The memory table, the plan, and which picture makes room for which."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.alpha import slots
from drivers.alpha.memory import (
    File,
    decode_files,
    dots_file,
    encode_files,
    fits,
    pool_use,
    text_file,
)
from drivers.alpha.slots import ALL, DARK, Shelf, Slot, plan
from drivers.base import Colour, Panel
from drivers.errors import ProtocolError

PANEL = Panel(80, 7, Colour.DUAL)
PLAN = plan(2, PANEL)


def test_a_plan_has_a_text_and_a_picture_for_each_slot():
    """Darkness and two pictures are three texts and three pictures, texts first, no label twice."""
    assert encode_files(PLAN[:1]) == b"AAU0020FFFF"
    assert encode_files(PLAN[3:4]) == b"NDU07502000"
    assert [one.label for one in PLAN] == list("ABCNOP")
    assert len({one.label for one in plan(slots.MOST - 1, PANEL)}) == 2 * slots.MOST
    assert decode_files(encode_files(PLAN)) == PLAN


def test_a_panel_of_one_colour_has_pictures_of_one():
    """The depth of a picture is that of the panel."""
    assert dots_file("N", Panel(8, 8, Colour.RED)).detail == "1000"


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda files: files, True),
        (lambda files: files[::-1], True),
        (lambda files: (replace(files[0], size=0x1020), *files[1:]), True),
        (lambda files: (replace(files[0], detail="FF00", locked=True), *files[1:]), True),
        (lambda files: (replace(files[0], size=8), *files[1:]), False),
        (lambda files: (replace(files[0], detail="0800"), *files[1:]), False),
        (lambda files: (*files[:-1], replace(files[-1], size=files[-1].size + 1)), False),
        (lambda files: (*files[:-1], replace(files[-1], detail="1000")), False),
        (lambda files: (*files[:-1], replace(files[-1], kind="A")), False),
        (lambda files: files[1:], False),
        (lambda files: (*files, text_file("Z", 8)), False),
        (lambda files: (), False),
    ],
    ids=[
        "same",
        "order",
        "left over",
        "always",
        "small",
        "times",
        "size",
        "depth",
        "kind",
        "less",
        "more",
        "none",
    ],
)
def test_tables_are_compared_by_meaning(change, same):
    """What was left over, the order and the two ways to say "always" make no difference; all else does."""
    assert fits(change(PLAN), PLAN) is same


def test_a_plan_s_use_of_the_pool_counts_its_overhead():
    """13 bytes a file and 6 in all, as measured, beside what the files hold."""
    assert pool_use([]) == 6
    assert pool_use([text_file("A", 100)]) == 6 + 13 + 100
    assert pool_use([dots_file("N", PANEL)]) == 6 + 13 + 7 * 20
    assert pool_use([dots_file("N", Panel(9, 2, Colour.RED))]) == 6 + 13 + 2 * 2
    assert pool_use([File("N", "D", 0x0109, "4000")]) == 6 + 13 + 5


@pytest.mark.parametrize("table", [b"A", b"AAU01x0FFFF", b"AZU0100FFFF", b"AAX0100FFFF", b"\xffAU0100FFFF"])
def test_what_is_not_a_memory_table_is_refused(table):
    """A wrong length, kind, lock or number is a protocol error."""
    with pytest.raises(ProtocolError):
        decode_files(table)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.booleans()), max_size=40))
def test_a_shelf_never_makes_room_where_something_stands(uses):
    """Whatever is shown in whatever order, the standing picture and the dark one are never overwritten."""
    shelf, standing, believed = Shelf(3), DARK, {}
    for digest, lost in uses:
        slot = shelf.find(digest)
        if slot is None:
            slot = shelf.room(standing.text)
            assert slot not in (standing, DARK)
            believed.pop(slot, None)
            if lost:  # the write failed: nothing is believed of the slot
                assert shelf.find(digest) is None
                continue
            shelf.put(slot, digest)
            believed[slot] = digest
        assert believed[slot] == digest
        standing = slot


def test_the_picture_unused_for_longest_makes_room():
    """Showing a picture again keeps it."""
    shelf = Shelf(2)
    for digest in "ab":
        shelf.put(shelf.room(DARK.text), digest)

    kept = shelf.find("a")

    assert shelf.room(DARK.text) == ALL[2]
    assert shelf.find("b") is None
    assert shelf.find("a") == kept == ALL[1] == Slot("B", "O")
