"""One rare character, from the block on a notice to the lamps: R36 in one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from drivers.base import Program
from drivers.virtual import VirtualSign
from ledctl.accounts.model import Actor, Role
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.errors import NotAllowed, Refused
from ledctl.notices.approval import draw_for
from ledctl.notices.model import StoredProgram
from ledctl.station import Station, make_publisher
from tests.glyphs.pen import RARE, TREE, font, glyph


def lit(station: Station, art: tuple[str, ...]) -> int:
    """How often the picture stands on the sign, dot for dot."""
    gate = station.signs["gate"]
    assert isinstance(gate, VirtualSign)
    frame, panel = gate.current, gate.panel
    plane = frame.data[: panel.plane_size]
    rows = [
        format(int.from_bytes(plane[y * panel.stride : (y + 1) * panel.stride]), f"0{panel.stride * 8}b")
        for y in range(panel.height)
    ]
    wanted = [row.replace(".", "0").replace("#", "1") for row in art]
    found = 0
    for y in range(panel.height - 15):
        for x in range(panel.width - 15):
            found += all(rows[y + n][x : x + 16] == row for n, row in enumerate(wanted))
    return found


def test_a_name_no_font_has_reaches_the_screen(
    station: Station,
    clock: FrozenClock,
    person: Callable[..., Actor],
    sample: Callable[[str], Notice],
) -> None:
    """Blocked by name, drawn, approved by another person, shown dot for dot, recorded, taken back."""
    desk, foundry, clerk = station.desk, station.foundry, person("drafter")
    publisher = make_publisher(station)
    publisher.tick()
    notice = sample("N06").model_copy(
        update={
            "display_window": None,
            "table": None,
            "title": f"任命王{chr(RARE)}为副镇长",
            "body": ("公告。",),
        }
    )

    # No font has the character of this name: the notice goes nowhere, and the sentence says what to do.
    assert not desk.draft(clerk, notice).ok
    with pytest.raises(Refused) as blocked:
        desk.submit(clerk, notice.id)
    said = next(one for one in blocked.value.sentences if one.code == "glyph_missing")
    assert f"“{chr(RARE)}”（U+20001）" in said.zh
    assert "字形" in said.zh

    # The clerk draws it and says where the shape is from. Nobody approves an own drawing (R5).
    (number,) = foundry.propose(clerk, font(glyph(RARE)), "本人户口簿用字，字形依据 GB 18030-2022。")
    with pytest.raises(NotAllowed):
        foundry.approve(Actor(clerk.account, clerk.name, frozenset(Role), clerk.via), number)
    assert not desk.examine(notice).ok, "a proposal fills no hole"

    # Somebody of the leading group compares and approves: the hole is filled.
    foundry.approve(person("approver"), number, "与字典一致。")
    assert desk.examine(notice).ok
    desk.submit(clerk, notice.id)
    desk.review(person("reviewer"), notice.id, "pass")
    desk.secrecy(person("secrecy_reviewer"), notice.id, "pass")
    binding = desk.approve(person("approver"), notice.id, "同意。")
    publisher.tick()
    assert lit(station, TREE) == 1, "the lamps carry exactly the approved dots"

    # Withdrawn, it is a hole for new drawings; what was approved stays what it is (R1, R40).
    digest = binding.programs["gate"].digest
    with station.database.read() as session:
        before = session.get_one(StoredProgram, digest).body
    foundry.withdraw(person("operator"), number, "末笔应为点。")
    assert not desk.examine(notice).ok
    with station.database.read() as session:
        assert session.get_one(StoredProgram, digest).body == before
    for _ in binding.programs["gate"].pages:  # once round all pages
        clock.advance(60)
        publisher.tick()
    assert lit(station, TREE) == 1
    assert station.verify().ok


def test_a_glyph_decided_on_while_a_notice_is_drawn_stops_the_approval(
    station: Station,
    person: Callable[..., Actor],
    sample: Callable[[str], Notice],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R1: between drawing and binding no glyph may come or go; the approver looks again."""
    notice = sample("N06").model_copy(update={"display_window": None, "title": f"关于{chr(RARE)}村的公告"})
    (number,) = station.foundry.propose(person("drafter"), font(glyph(RARE)), "村名用字")
    station.foundry.approve(person("approver"), number)
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), notice.id)
    station.desk.review(person("reviewer"), notice.id, "pass")
    station.desk.secrecy(person("secrecy_reviewer"), notice.id, "pass")

    def meanwhile(*drawn_with: Any) -> Mapping[str, Program]:
        programs = draw_for(*drawn_with)
        station.foundry.withdraw(person("operator"), number, "字形有误")
        return programs

    monkeypatch.setattr("ledctl.notices.putting_up.draw_for", meanwhile)
    with pytest.raises(Refused) as refusal:
        station.desk.approve(person("approver", "li"), notice.id)
    assert refusal.value.code == "version_changed"
