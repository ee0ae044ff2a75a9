"""What a comparison calls fields and values: names of the office, never paths or codes."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from ledctl.content.channels import CHANNELS
from ledctl.content.model import DisplayWindow, Notice, OnSign, PublicityPeriod, Signature
from ledctl.content.openness import Disclosure, Schedule
from ledctl.web.compared import VALUES, path_label, value_text, wording

PARTS: dict[str, type[BaseModel]] = {
    "signature": Signature,
    "publicity_period": PublicityPeriod,
    "display_window": DisplayWindow,
    "on_sign": OnSign,
    "disclosure": Disclosure,
    "schedule": Schedule,
}
PLAIN = sorted(Notice.model_fields.keys() - PARTS.keys() - {"body", "table", "traps"})
PATHS = PLAIN + [f"{name}.{field}" for name, part in PARTS.items() for field in part.model_fields]


@pytest.mark.parametrize("path", PATHS)
def test_every_field_of_a_notice_has_a_name_of_its_own(path: str) -> None:
    """A new field of a notice fails here until somebody says what the office calls it."""
    assert not path_label(path)[0].isascii()
    assert [path_label(other) for other in PATHS].count(path_label(path)) == 1


def test_codes_are_told_in_words() -> None:
    """A leader reads 镇公开栏, not board_town; several are told one after another."""
    assert value_text("channels_allowed", "led_gate、board_town", "zh") == "政府大门显示屏、镇公开栏"
    assert value_text("publicity_period.day_type", "working", "en") == "working days"
    assert value_text("title", "calendar", "zh") == "calendar"
    assert value_text("urgency", "", "zh") == ""
    assert value_text("channels_allowed", "own_board", "zh") == "own_board"
    assert VALUES["channels_allowed"].keys() == CHANNELS.keys()


def test_a_page_asks_for_both_in_its_language() -> None:
    """One call gives a template what it needs."""
    label, value = wording("en")
    assert (label("urgency"), value("urgency", "high")) == ("urgency", "high")
    assert wording("zh")[0]("publicity_period.day_type") == "公示期按"
