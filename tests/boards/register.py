"""Boards entered and sheets hung by hand, for tests of the register and what is seen of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from io import BytesIO

from PIL import Image

from ledctl.accounts.model import Actor, Role, Via
from ledctl.boards.facts import Board, Level
from ledctl.boards.model import BoardPosting, SheetRow
from ledctl.boards.photos import Photo, clean_photo, keep_photo
from ledctl.content.model import Notice
from ledctl.station import Station
from tests.boards import approving
from tests.boards.approving import anybody

OPERATOR = Actor("operator", "某经办", frozenset({Role.OPERATOR}), Via.WEB)


def a_board(code: str = "b01", **more: object) -> Board:
    """A town's board as large as it should be."""
    facts: dict[str, object] = {
        "code": code,
        "level": Level.TOWN,
        "label": "镇政府门前公开栏",
        "place": "镇政府大门东侧",
        "width_cm": 800,
        "height_cm": 260,
        "fixed_percent": 30,
    }
    return Board(**facts | more)  # type: ignore[arg-type]  # the fields of a board, by name


def a_jpeg(colour: str = "green") -> bytes:
    out = BytesIO()
    Image.new("RGB", (320, 200), colour).save(out, "JPEG")
    return out.getvalue()


def a_photo(colour: str = "green") -> Photo:
    return clean_photo(a_jpeg(colour))


def hang(
    station: Station,
    notice: str,
    board: str = "b01",
    *,
    paper: str = "A4",
    pages: int = 1,
    copy: int = 1,
    since: dt.datetime | None = None,
    photo: bytes | None = None,
) -> int:
    """The approved notice hangs there as a sheet; without ``paper`` nobody entered which one."""
    number = station.publications.put_up(
        OPERATOR, notice, channel="board_town", place="镇政府大门东侧", since=since
    )
    signed = {"account": "operator", "name": "某经办", "via": Via.WEB, "at": station.clock.now()}
    with station.database.write() as session:
        sheet = SheetRow(
            notice_id=notice, version_no=1, version_digest="0" * 64, code="K7Q2M9", copy_no=copy, paper=paper,
            landscape=False, pages=pages, pdf_digest="0" * 64, practice=station.practice, **signed,
        )  # fmt: skip
        if paper:
            session.add(sheet)
            session.flush()
        kept = ""
        if photo:
            kept = keep_photo(
                session, OPERATOR, clean_photo(photo), at=station.clock.now(), practice=station.practice
            )
        session.add(BoardPosting(posting_id=number, board=board, sheet_id=sheet.id, photo=kept, **signed))
    return number


def approve(station: Station, notices: Iterable[Notice]) -> None:
    """Each of these through the whole chain."""
    for notice in notices:
        approving.approve(station, anybody, notice)
