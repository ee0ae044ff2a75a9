"""Channels: short codes of an office, and the thirteen carriers of the standard catalogues."""

from __future__ import annotations

import pytest

from ledctl.content.channels import CHANNELS, Carrier, carrier_of, carriers_of, is_board, is_durable


def test_there_are_thirteen_carriers_and_each_has_a_channel() -> None:
    """公开渠道和载体 in the catalogues; none is left without a code an office can write."""
    assert len(Carrier) == 13
    assert {carrier_of(code) for code in CHANNELS} == set(Carrier)


@pytest.mark.parametrize(
    ("code", "carrier"),
    [
        ("led_gate", Carrier.BOARD),
        ("board_town", Carrier.BOARD),
        ("board_village", Carrier.BOARD),
        ("website", Carrier.WEBSITE),
        ("wechat", Carrier.NEW_MEDIA),
        ("weibo", Carrier.NEW_MEDIA),
        ("loudspeaker", None),
    ],
)
def test_the_codes_of_notice_files_have_their_carrier(code: str, carrier: Carrier | None) -> None:
    """Board and electronic screen are one carrier; an unknown code has none and breaks nothing."""
    assert carrier_of(code) is carrier


def test_a_carrier_counts_once() -> None:
    """Screen and boards together are one carrier, in the order of the catalogues."""
    used = ("led_gate", "board_town", "wechat", "website", "loudspeaker")
    assert carriers_of(used) == (Carrier.WEBSITE, Carrier.NEW_MEDIA, Carrier.BOARD)


def test_boards_and_the_website_last() -> None:
    """Screens, messages and broadcasts pass; a code that only looks like a board is none."""
    assert {code for code in CHANNELS if is_durable(code)} == {
        "board_town",
        "board_village",
        "board_group",
        "board_site",
        "website",
    }
    assert not is_board("board_moon")
