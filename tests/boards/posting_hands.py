"""Hands for tests of postings: boards, printed sheets and a photo, put where their own parts put them."""

from __future__ import annotations

import datetime as dt
import json
from functools import partial

from ledctl.accounts.deeds import signed
from ledctl.accounts.model import Actor, Role, Via
from ledctl.boards.model import BoardRow, SheetRow
from ledctl.boards.sheets.codes import code_of
from ledctl.content.model import Notice, PublicityPeriod, Signature
from ledctl.notices.queries import one
from ledctl.station import Station
from tests.boards import approving
from tests.boards.approving import anybody

TODAY = dt.date(2026, 11, 23)
DAY = 24 * 3600
WHO = Actor("somebody", "某人", frozenset({Role.OPERATOR}), Via.WEB)


def list_of(notice_id: str = "L1", **more: object) -> Notice:
    """A list with seven days of publicity from tomorrow on, for the town's and the village's board."""
    notice = Notice(
        id=notice_id,
        title="低保审核公示",
        category="dibao_review",
        issuing_unit="示例镇人民政府",
        body=("下列家庭经审核符合条件，现予公示。",),
        signature=Signature(unit="示例镇人民政府", date=TODAY),
        publicity_period=PublicityPeriod(days=7, start=dt.date(2026, 11, 24), end=dt.date(2026, 11, 30)),
        channels_allowed=("led_gate", "board_town", "board_village"),
    )
    return notice.model_copy(update=more)


def carry(station: Station, notice: Notice, *, anew: bool = True) -> None:
    """Through every desk, each by a person of its own; not ``anew``: a newer version of one that is there."""
    write = station.desk.draft if anew else partial(station.desk.edit, notice_id=notice.id)
    write(anybody("drafter"), notice=notice)
    approving.carry(station, anybody, notice.id)


def set_up_board(station: Station, code: str, level: str = "town", **more: object) -> None:
    """A board as the register keeps one."""
    values = {
        "label": f"{code}公开栏",
        "village": "",
        "place": f"{code}门前",
        "width_cm": 600,
        "height_cm": 360,
        "fixed_percent": 0,
        "categories": json.dumps(more.pop("categories", [])),
        "special": "",
        "keeper": "",
        "condition": "good",
        "condition_note": "",
        "photo": "",
        "in_use": True,
    } | more
    with station.database.write() as session:
        who = signed(WHO, station.clock.now())
        session.add(BoardRow(code=code, level=level, practice=station.practice, **values, **who))


def print_sheet(station: Station, notice_id: str, copies: int = 1) -> str:
    """Copies of the approved version; returns the code on them."""
    file = one(station.database, notice_id)
    version = file.approved
    assert version is not None
    code = code_of(notice_id, version.digest)
    with station.database.write() as session:
        for number in range(1, copies + 1):
            session.add(
                SheetRow(
                    notice_id=notice_id,
                    version_no=version.no,
                    version_digest=version.digest,
                    code=code,
                    copy_no=number,
                    paper="A4",
                    landscape=False,
                    pages=1,
                    pdf_digest="0" * 64,
                    practice=station.practice,
                    **signed(WHO, station.clock.now()),
                )
            )
    return code
