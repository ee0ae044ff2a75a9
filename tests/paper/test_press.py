"""Printing: what is written reaches the paper as it was written, and the same paper comes out each time."""

from __future__ import annotations

import datetime as dt

import pytest

from ledctl.errors import Fault
from ledctl.paper.press import print_pdf
from tests.pdf_text import text_of

AT = dt.datetime(2026, 5, 3, 1, 2, tzinfo=dt.UTC)
LINES = ["低保名单 𠮷 𫚉 䶮 ", "#let $x$ *b* _i_ // <a> @b \\ [c]"]


def test_what_is_written_is_text_and_never_a_command() -> None:
    """Signs that mean something to the typesetter reach the paper as they were typed; rare characters too."""
    text = text_of(print_pdf("proof_sheet", {"title": "试印", "lines": LINES}, at=AT))
    for line in LINES:
        assert line.strip() in text


def test_the_same_data_give_the_same_bytes() -> None:
    """A sheet printed again for the same moment is the same file, so its digest can be kept."""
    first = print_pdf("proof_sheet", {"title": "试印", "lines": LINES}, at=AT)
    assert first == print_pdf("proof_sheet", {"title": "试印", "lines": LINES}, at=AT)
    assert first.startswith(b"%PDF-")


def test_a_moment_between_two_seconds_prints() -> None:
    """Clocks tell microseconds; a file's date has none."""
    data = {"title": "试印", "lines": LINES}
    assert print_pdf("proof_sheet", data, at=AT.replace(microsecond=7)) == print_pdf(
        "proof_sheet", data, at=AT
    )


def test_a_sheet_that_cannot_be_set_is_a_fault_in_words() -> None:
    """A sheet without its data says which sheet and why."""
    with pytest.raises(Fault) as caught:
        print_pdf("proof_sheet", {"title": "试印"}, at=AT)
    assert "proof_sheet" in str(caught.value)


def test_a_picture_has_a_plain_name() -> None:
    """A picture cannot be laid outside the folder of its sheet."""
    with pytest.raises(ValueError, match="plain file name"):
        print_pdf("proof_sheet", {"title": "", "lines": []}, at=AT, pictures={"../x.png": b""})
