"""What was published elsewhere only: entered, taken from a list, struck when it was wrong.

A publication is told once: the same address, or the same title on the same day and
channel, is known already and is not written down twice. A title somebody knows already
may be the same information on one more channel: then it counts once (不同渠道和方式公开
相同信息计1条); that is asked, never assumed. Rows are facts (migration 0014).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session, col, select

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.clock import stamp
from ledctl.content.channels import CHANNELS
from ledctl.errors import NotFound, Refused
from ledctl.notices.around_model import Posting, PostingStrike
from ledctl.notices.around_rights import clean_note, may_note, require_task
from ledctl.notices.entries import Entry, folded
from ledctl.notices.model import Decision, NoticeRow
from ledctl.notices.objections import MOST
from ledctl.notices.office import Office
from ledctl.notices.outside_model import OutsideItem, OutsideStrike
from ledctl.notices.publications import write_posting
from ledctl.notices.states import Step
from ledctl.sentences import Sentence, sentence

NEW = "new"
"""An item of its own, although its title is known."""
OF_NOTICE, OF_ITEM = "notice:", "item:"
MAX_SOURCE = 200


@dataclass(frozen=True, slots=True)
class Match:
    """What has the same title: a notice made here, or an item entered before. ``key`` names the choice."""

    key: str
    title: str
    first_on: date


@dataclass(frozen=True, slots=True)
class Looked:
    """An entry beside what is known: the same publication (``twin``), or items of the same title."""

    entry: Entry
    twin: str
    matches: tuple[Match, ...]

    @property
    def why(self) -> Sentence | None:
        """Why it is not simply written down, if it is not."""
        if self.twin:
            return sentence("published_twice", where="title", title=self.entry.title, key=self.twin)
        keys = "、".join(sorted(self.keys))
        return sentence("published_as_what", where="of", title=self.entry.title, keys=keys) if keys else None

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(match.key for match in self.matches)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a list: numbers of what was written down, and by place what was not, with why."""

    written: tuple[int, ...]
    told: tuple[tuple[int, Sentence], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One publication as it is on record; ``struck``: why it counts no more."""

    id: int
    item: int
    title: str
    category: str
    office: str
    document: str
    channel: str
    address: str
    published_on: date
    source: str
    name: str
    at: datetime
    struck: str

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return plain | {"published_on": self.published_on.isoformat(), "at": stamp(self.at)}


class Elsewhere:
    """Writing down publications that were never notices here."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def look(self, entries: Iterable[Entry]) -> tuple[Looked, ...]:
        """What is known of each of them; nothing is changed."""
        with self._office.database.read() as session:
            known = _Known.read(session, self._office)
        return tuple(known.look(entry) for entry in entries)

    def enter(self, actor: Actor, entry: Entry, of: str = "") -> int:
        """Write one down; ``of`` is ``new``, or the key of the match it is one more channel of.

        ``Refused`` when it is known already, or when its title is and nobody said whether it is the same.
        """
        taken = self.take(actor, [(entry, of)])
        if taken.told:
            raise Refused(taken.told[0][1])
        return taken.written[0]

    def take(self, actor: Actor, entries: Sequence[tuple[Entry, str]], source: str = "") -> Taken:
        """Write down all of them that can be, in one transaction; the rest is told, row by row."""
        require_task(actor, "published_elsewhere")
        written: list[int] = []
        told: list[tuple[int, Sentence]] = []
        with self._office.database.write() as session:
            known = _Known.read(session, self._office)
            for place, (entry, of) in enumerate(entries):
                why = known.objection(entry, of)
                if why is not None:
                    told.append((place, why))
                    continue
                written.append(self._write(session, actor, entry, of, source.strip()[:MAX_SOURCE]))
                known.add(entry, of, written[-1])
        return Taken(tuple(written), tuple(told))

    def strike(self, actor: Actor, number: int, reason: str) -> None:
        """It was entered wrongly; from today on it counts no more."""
        require_task(actor, "struck_elsewhere")
        words = clean_note(reason, "reason")
        with self._office.database.write() as session:
            now = self._office.now()
            row = _standing(session, number, self._office.practice)
            session.add(OutsideStrike(outside_id=number, reason=words, **signed(actor, now)))
            facts = {"outside": number, "title": row.title, "reason": words}
            tell(session, "struck_elsewhere", actor, at=now, practice=row.practice, name=actor.name, **facts)

    def _write(self, session: Session, actor: Actor, entry: Entry, of: str, source: str) -> int:
        if of.startswith(OF_NOTICE):
            return self._post(session, actor, entry, of.removeprefix(OF_NOTICE))
        now, practice = self._office.now(), self._office.practice
        row = OutsideItem(
            item=int(of.removeprefix(OF_ITEM)) if of.startswith(OF_ITEM) else None,
            title=entry.title,
            category=entry.category,
            office=entry.office,
            document=entry.document,
            channel=entry.channel,
            address=entry.address,
            published_on=entry.published_on,
            source=source,
            practice=practice,
            **signed(actor, now),
        )
        session.add(row)
        session.flush()
        assert row.id is not None  # noqa: S101 - it was flushed
        facts = {
            "outside": row.id,
            "item": row.item or row.id,
            "title": entry.title,
            "channel": entry.channel,
        }
        said = {"address": entry.address, "published_on": entry.published_on.isoformat(), "source": source}
        tell(
            session, "published_elsewhere", actor, at=now, practice=practice, name=actor.name, **facts, **said
        )
        return row.id

    def _post(self, session: Session, actor: Actor, entry: Entry, notice_id: str) -> int:
        """One more channel of a notice made here is a posting of it."""
        office = self._office
        since = datetime.combine(entry.published_on, time.min, office.zone)
        where = entry.address or CHANNELS[entry.channel][1]
        return write_posting(session, office, actor, notice_id, entry.channel, where, since)


@dataclass(slots=True)
class _Known:
    """Marks and titles of everything that is on record, also of what was just written."""

    marks: dict[str, str]
    titles: dict[str, list[Match]]

    @classmethod
    def read(cls, session: Session, office: Office) -> _Known:
        known = cls({}, {})
        for row in _rows(session, office.practice):
            known.add(_entry(row), f"{OF_ITEM}{row.item}" if row.item else "", row.id or 0)
        hung = _POSTINGS.where(Posting.practice == office.practice, _NOT_STRUCK)
        for posting, title in session.exec(hung):
            day = posting.posted_at.astimezone(office.zone).date()
            entry = Entry(title, posting.channel, day, posting.place)
            known.mark(entry, f"{OF_NOTICE}{posting.notice_id}")
        for name, title, at in session.exec(_APPROVED.where(col(NoticeRow.practice) == office.practice)):
            known.title(title, Match(f"{OF_NOTICE}{name}", title, at.astimezone(office.zone).date()))
        return known

    def add(self, entry: Entry, of: str, number: int) -> None:
        """Another publication is known from here on."""
        key = of if of.startswith((OF_NOTICE, OF_ITEM)) else f"{OF_ITEM}{number}"
        self.mark(entry, key)
        if all(match.key != key for match in self.matches(entry)):  # the entry it began with may be struck
            self.title(entry.title, Match(key, entry.title, entry.published_on))

    def mark(self, entry: Entry, key: str) -> None:
        for mark in entry.marks:
            self.marks.setdefault(mark, key)

    def title(self, title: str, match: Match) -> None:
        self.titles.setdefault(folded(title), []).append(match)

    def look(self, entry: Entry) -> Looked:
        twin = next((self.marks[mark] for mark in entry.marks if mark in self.marks), "")
        return Looked(entry, twin, self.matches(entry))

    def matches(self, entry: Entry) -> tuple[Match, ...]:
        return tuple(self.titles.get(folded(entry.title), ()))

    def objection(self, entry: Entry, of: str) -> Sentence | None:
        """Why this is not written down, if it is not."""
        looked = self.look(entry)
        if looked.twin or not of:
            return looked.why
        if of != NEW and of not in looked.keys:
            return sentence("published_not_that", where="of", title=entry.title)
        return None


_POSTINGS: Any = select(Posting, NoticeRow.title).join(NoticeRow, col(NoticeRow.id) == col(Posting.notice_id))
_NOT_STRUCK = col(Posting.id).not_in(select(PostingStrike.posting_id))
_APPROVED: Any = select(NoticeRow.id, NoticeRow.title, NoticeRow.created_at).where(
    col(NoticeRow.id).in_(select(Decision.notice_id).where(Decision.step == Step.APPROVE))
)


def listed(office: Office, since: date, until: date) -> tuple[Fact, ...]:
    """What was published elsewhere on these days, the newest first; what was struck says why."""
    with office.database.read() as session:
        query = (
            select(OutsideItem, OutsideStrike.reason)
            .outerjoin(OutsideStrike, col(OutsideStrike.outside_id) == col(OutsideItem.id))
            .where(col(OutsideItem.published_on).between(since, until))
            .where(OutsideItem.practice == office.practice)
            .order_by(col(OutsideItem.published_on).desc(), col(OutsideItem.id).desc())
        )
        return tuple(_fact(row, reason) for row, reason in session.exec(query))


def may_enter(actor: Actor) -> bool:
    return may_note(actor, "published_elsewhere")


def _fact(row: OutsideItem, reason: str | None) -> Fact:
    same = ("title", "category", "office", "document", "channel", "address", "published_on", "source")
    copied: dict[str, Any] = {name: getattr(row, name) for name in (*same, "name", "at")}
    number = row.id or 0
    return Fact(id=number, item=row.item or number, struck=reason or "", **copied)


def _rows(session: Session, practice: bool) -> list[OutsideItem]:
    struck = select(OutsideStrike.outside_id)
    query = select(OutsideItem).where(OutsideItem.practice == practice, col(OutsideItem.id).not_in(struck))
    return list(session.exec(query.order_by(col(OutsideItem.id))))


def _entry(row: OutsideItem) -> Entry:
    return Entry(row.title, row.channel, row.published_on, row.address)


def _standing(session: Session, number: int, practice: bool) -> OutsideItem:
    row = session.get(OutsideItem, number) if 0 < number < MOST else None
    if row is None or row.practice is not practice:
        raise NotFound.of("no_such_publication", where="id", id=number)
    if session.exec(select(OutsideStrike.id).where(OutsideStrike.outside_id == number)).first() is not None:
        raise Refused.of("struck_already", where="id")
    return row
