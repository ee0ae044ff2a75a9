"""Rows of a record written by hand, in the words of the ledger: what the towns of these tests are made of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from ledctl.clock import to_ms
from ledctl.ledger.log import append
from ledctl.ledger.sealing import write_open, write_segment
from ledctl.ledger.segments import Body, Display, Result, Slot
from ledctl.notices.around_model import Posting, PostingEnd
from ledctl.notices.outside_model import OutsideItem, OutsideStrike

ZONE = ZoneInfo("Asia/Shanghai")
OWN = "示例镇民政办"


class Hand:
    """Writes into one session; times are those of the town, days are known on the day itself unless said."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def approve(self, notice: str, category: str = "budget", unit: str = OWN, corrects: str = "") -> None:
        facts = {"title": f"公告{notice}", "category": category, "version": 1}
        facts |= {"issuing_unit": unit, "correction_of": corrects}
        append(self._session, kind="approved", at=at("2025-12-01"), actor="zhao", notice=notice, **facts)

    def withdraw(self, notice: str, when: str) -> None:
        append(self._session, kind="withdrawn", at=at(when), actor="zhao", notice=notice, reason="有误")

    def show(
        self,
        notice: str,
        when: str,
        minutes: int = 2,
        *,
        sign: str = "gate",
        proof: int = 3,
        result: Result = Result.ACKED,
        practice: bool = False,
        sealed: bool = True,
    ) -> None:
        """One page, once."""
        start = to_ms(at(when))
        display = Display(0, 0, start, start + minutes * 60_000, 40, result, False)
        self.hours(sign, Body((slot(notice, proof, practice),), (display,)), sealed=sealed)

    def hours(self, sign: str, body: Body, *, sealed: bool) -> None:
        """What a sign showed without a break: sealed, or still in progress."""
        begins = body.displays[0].start_ms
        ends = max(display.end_ms or 0 for display in body.displays)
        if sealed:
            span = (begins, ends)
            write_segment(self._session, sign, body, zone=ZONE, span=span, why="hour", at=at("2025-12-01"))
        else:
            write_open(self._session, sign, body, zone=ZONE, heartbeat_ms=ends)

    def post(self, notice: str, when: str, channel: str = "website", known: str = "") -> int:
        said = {"channel": channel, "place": "某处", "posted_at": at(when), "practice": False}
        return self._add(Posting(notice_id=notice, **said, **who(known or when)))

    def take_down(self, posting: int, when: str) -> None:
        self._add(PostingEnd(posting_id=posting, ended_at=at(when), reason="到期", **who(when)))

    def elsewhere(
        self, day: str, channel: str = "wechat", item: int | None = None, known: str = "", office: str = OWN
    ) -> int:
        said = {"title": "外部信息", "category": "budget", "document": "", "address": "", "source": ""}
        said |= {"office": office, "channel": channel}
        on = date.fromisoformat(day)
        return self._add(OutsideItem(item=item, published_on=on, practice=False, **said, **who(known or day)))

    def strike(self, number: int, when: str) -> None:
        self._add(OutsideStrike(outside_id=number, reason="误登", **who(when)))

    def _add(self, row: Posting | PostingEnd | OutsideItem | OutsideStrike) -> int:
        self._session.add(row)
        self._session.flush()
        return row.id or 0


def slot(notice: str, proof: int, practice: bool) -> Slot:
    return Slot(notice, 1, "公告", "budget", "o1", "ab" * 32, 1, "zhao", practice, "plan", proof)


def at(text: str) -> datetime:
    """A day or an instant of the town."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def who(when: str) -> dict[str, Any]:
    """By whom a fact was written down, and when."""
    return {"account": "li", "name": "李某", "via": "web", "at": at(when)}
