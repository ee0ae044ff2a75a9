"""Boards to be drawn, made by hand: an empty one, some sheets, many, too many."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ledctl.boards.facts import Board, Level
from ledctl.boards.hanging import Stay
from ledctl.boards.register.room import room_on
from ledctl.boards.register.sizes import shortfalls
from ledctl.boards.register.standing import Standing
from ledctl.settings import BoardSettings
from tests.pictures.scenes import TITLES

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TOWN = Board("b01", Level.TOWN, "镇政府门前公开栏", "镇政府大门东侧", 800, 260, fixed_percent=30)
VILLAGE = Board(
    "v03", Level.VILLAGE, "白鹭村公开栏", "村委会外墙 <东> & 西", 420, 240, village="白鹭村", fixed_percent=40
)
TALL = Board("s01", Level.SITE, "道路工程公示牌", "工地入口", 120, 200, fixed_percent=25)


def stay(number: int, paper: str = "A4", *, landscape: bool = False, pages: int = 1, **more: object) -> Stay:
    """The sheet of that number, put up an hour after the one before."""
    facts: dict[str, object] = {
        "posting": number,
        "notice": f"2026-{number:02d}",
        "title": TITLES[(number - 1) % len(TITLES)],
        "category": "general",
        "channel": "board_town",
        "place": "镇政府大门东侧",
        "board": "b01",
        "posted_at": AT - timedelta(days=40) + timedelta(hours=7 * number),
        "by": "某经办",
        "photo": "",
        "ended_at": None,
        "reason": "",
        "ended_by": "",
        "end_photo": "",
        "sheet": number,
        "version": 1,
        "code": f"K7Q{number:03d}",
        "copy": 1,
        "paper": paper,
        "landscape": landscape,
        "pages": pages,
    }
    return Stay(**facts | more)  # type: ignore[arg-type]  # the fields of a stay, by name


def mixed(count: int) -> tuple[Stay, ...]:
    """A4 and A3, upright and across, lists of several pages, one of unknown paper."""
    kinds = (
        stay(1), stay(2, "A3", landscape=True), stay(3, pages=3), stay(4, "A3"), stay(5, ""),
        stay(6, landscape=True), stay(7, "A3", pages=2),
    )  # fmt: skip
    return tuple(
        replace(
            kinds[n % 7],
            posting=n + 1,
            notice=f"2026-{n + 1:02d}",
            title=TITLES[n % len(TITLES)],
            code=f"K7Q{n + 1:03d}",
            posted_at=AT - timedelta(hours=7 * (count - n)),
        )
        for n in range(count)
    )


def standing(board: Board, hanging: tuple[Stay, ...] = (), *, practice: bool = False) -> Standing:
    room = room_on(board, hanging)
    return Standing(board, 1, AT, practice, hanging, room, shortfalls(board, BoardSettings()))


SCENES: dict[str, Standing] = {
    "empty": standing(TOWN),
    "three": standing(VILLAGE, mixed(3)),
    "many": standing(TOWN, mixed(25)),
    "overfull": standing(VILLAGE, mixed(40), practice=True),
    "tall": standing(TALL, mixed(4)),
    "all_fixed": standing(replace(TOWN, fixed_percent=100), mixed(2)),
    "narrow": standing(replace(TOWN, width_cm=3000, height_cm=150), mixed(12)),
}
