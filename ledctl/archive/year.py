"""What belongs to a year: its items as the count has them, with their texts, and what never became public."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from ledctl.archive.catalogue import Catalogue, Line, Missing
from ledctl.archive.summaries import summary_of
from ledctl.content.files import notice_from
from ledctl.content.model import Notice
from ledctl.ledger.model import ROLLUP
from ledctl.notices.around_model import Posting, PostingStrike
from ledctl.notices.model import Decision, NoticeRow, Version
from ledctl.notices.office import Office
from ledctl.notices.states import STATE_LABELS, STEP_LABELS, State, Step
from ledctl.reports import periods
from ledctl.reports.items import Item
from ledctl.reports.named import parts
from ledctl.reports.reckoning import Reckoning

DECISION, NOTICE, POSTING, STRIKE, VERSION = (
    SQLModel.metadata.tables[str(of.__tablename__)]
    for of in (Decision, NoticeRow, Posting, PostingStrike, Version)
)
SENT_ONLY = "仅已发送，未经核实，不计数"
_ENDED = (Step.WITHDRAW, Step.END, Step.LIFT, Step.SIGN_OFF_REFUSE, Step.REJECT, Step.LAPSE)


@dataclass(frozen=True, slots=True)
class _Told:
    """One notice as the desk has it: its newest approved text, and how it stands."""

    content: Notice
    state: str
    why: str


def catalogue_of(
    office: Office, reckoning: Reckoning, year: int, as_of: date, *, town: str = "", checkpoint: str = ""
) -> Catalogue:
    """The year as known on ``as_of``."""
    count = reckoning.items(periods.year(year), as_of)
    with office.database.read() as session:
        connection = session.connection()
        corrections = _corrections(connection, {item.id for item in count.items})
        ids = [item.id for item in (*count.items, *count.unverified) if item.notice]
        told = _told(connection, {*ids, *(name for names in corrections.values() for name in names)})
        missing = _missing(connection, office, year, as_of)
    lines = [_line(item, told, unverified=False) for item in count.items]
    lines += [_line(item, told, unverified=True) for item in count.unverified]
    whole = [line for one in sorted(lines, key=_place) for line in _with_corrections(one, corrections, told)]
    public = {line.index for line in whole}  # corrections, too: they stand beneath what they correct
    return Catalogue(
        year,
        as_of,
        town,
        office.practice,
        tuple(whole),
        tuple(one for one in missing if one.index not in public),
        checkpoint,
        {code: one.label_zh for code, one in office.categories.by_code.items()},
    )


def _place(line: Line) -> tuple[date, str]:
    return line.first_on, line.index


def _line(item: Item, told: Mapping[str, _Told], *, unverified: bool) -> Line:
    known = told.get(item.id)
    said = [SENT_ONLY] if unverified else ([] if item.counted else ["不计数"])
    said += [known.why] if known and known.why else []
    content = known.content if known else None
    return Line(
        index=item.id,
        title=item.title,
        summary=summary_of(content.body) if content else "",
        created=content.signature.date.isoformat() if content else item.first_on.isoformat(),
        category=item.category,
        unit=content.issuing_unit if content else item.office,
        document=content.doc_no if content else "",
        first_on=item.first_on,
        channels=item.channels,
        notice=item.notice,
        unverified=unverified,
        corrects=(content.correction_of or "") if content else "",
        state=known.state if known else "",
        remark="；".join(said),
    )


def _with_corrections(
    line: Line, corrections: Mapping[str, list[str]], told: Mapping[str, _Told]
) -> Iterable[Line]:
    """The item, and beneath it what corrects it: the same information, counted once."""
    yield line
    for name in corrections.get(line.index, ()):
        content, state = told[name].content, told[name].state
        yield Line(
            index=name,
            title=content.title,
            summary=summary_of(content.body),
            created=content.signature.date.isoformat(),
            category=line.category,
            unit=content.issuing_unit,
            document=content.doc_no,
            first_on=line.first_on,
            channels=line.channels,
            corrects=line.index,
            state=state,
            remark="；".join([f"更正 {line.index}，不另计数", *([told[name].why] if told[name].why else [])]),
        )


def _corrections(connection: Connection, items: Collection[str]) -> dict[str, list[str]]:
    """By item, the approved notices that correct it, also by way of another, and are no items themselves."""
    rows = connection.execute(
        select(DECISION.c.notice_id, VERSION.c.content)
        .select_from(DECISION.join(VERSION, _same_version()))
        .where(DECISION.c.step == Step.APPROVE.value)
        .where(VERSION.c.content.like('%"correction_of":"%'))
        .order_by(DECISION.c.id)
    )
    of = {row.notice_id: str(json.loads(row.content).get("correction_of") or "") for row in rows}
    found: dict[str, list[str]] = {}
    for name in of:
        root, seen = name, {name}
        while (above := of.get(root)) and above not in seen:
            root = above
            seen.add(root)
        if root in items and name not in items:
            found.setdefault(root, []).append(name)
    return found


def _same_version() -> Any:
    return (VERSION.c.notice_id == DECISION.c.notice_id) & (VERSION.c.no == DECISION.c.version_no)


def _told(connection: Connection, notices: Collection[str]) -> dict[str, _Told]:
    """Their newest approved texts, and what ended them."""
    content: dict[str, Notice] = {}
    states: dict[str, str] = {}
    why: dict[str, str] = {}
    for some in parts(notices):
        approved = (
            select(DECISION.c.notice_id, VERSION.c.content)
            .select_from(DECISION.join(VERSION, _same_version()))
            .where(DECISION.c.notice_id.in_(some), DECISION.c.step == Step.APPROVE.value)
            .order_by(DECISION.c.id)
        )
        for row in connection.execute(approved):
            content[row.notice_id] = notice_from(json.loads(row.content))
        for row in connection.execute(select(NOTICE.c.id, NOTICE.c.state).where(NOTICE.c.id.in_(some))):
            states[row.id] = STATE_LABELS[State(row.state)][0]
        why |= _endings(connection, some)
    return {name: _Told(one, states.get(name, ""), why.get(name, "")) for name, one in content.items()}


def _endings(connection: Connection, notices: Collection[str]) -> dict[str, str]:
    """Of those that were taken down or refused: by which step, and the reason given."""
    last = select(func.max(DECISION.c.id)).where(DECISION.c.notice_id.in_(notices))
    query = select(DECISION.c.notice_id, DECISION.c.step, DECISION.c.opinion).where(
        DECISION.c.id.in_(last.group_by(DECISION.c.notice_id)), DECISION.c.step.in_([*map(str, _ENDED)])
    )
    return {
        row.notice_id: "：".join([STEP_LABELS[Step(row.step)][0], *([row.opinion] if row.opinion else [])])
        for row in connection.execute(query)
    }


def _missing(connection: Connection, office: Office, year: int, as_of: date) -> Iterable[Missing]:
    """Begun in the year and never public: not on a sign, not posted."""
    begin, end = (datetime.combine(date(one, 1, 1), time.min, office.zone) for one in (year, year + 1))
    shown = select(ROLLUP.c.notice).where(ROLLUP.c.practice.is_(office.practice), ROLLUP.c.acked > 0)
    hung = select(POSTING.c.notice_id).where(POSTING.c.id.not_in(select(STRIKE.c.posting_id)))
    query = (
        select(NOTICE)
        .where(NOTICE.c.practice.is_(office.practice))
        .where(NOTICE.c.created_at >= begin, NOTICE.c.created_at < end)
        .where(NOTICE.c.id.not_in(shown), NOTICE.c.id.not_in(hung))
        .order_by(NOTICE.c.created_at, NOTICE.c.id)
    )
    known = min(end, datetime.combine(as_of + timedelta(days=1), time.min, office.zone))
    rows = connection.execute(query.where(NOTICE.c.created_at < known)).all()
    why: dict[str, str] = {}
    for some in parts([row.id for row in rows]):
        why |= _endings(connection, some)
    return [
        Missing(
            row.id,
            row.title,
            row.category,
            row.created_at.astimezone(office.zone).date().isoformat(),
            STATE_LABELS[State(row.state)][0],
            why.get(row.id, ""),
        )
        for row in rows
    ]
