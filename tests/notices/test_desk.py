"""The use cases, over a real database: each whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import col, select, text

from ledctl.accounts.model import Actor
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.errors import BadInput, LedctlError, NotAllowed, NotFound, Refused
from ledctl.fonts.bysize import FontsBySize
from ledctl.fonts.drawn import SiteGlyphs
from ledctl.fonts.pins import catalogue
from ledctl.ledger.log import events
from ledctl.notices.model import Decision, DisplayOrder, NoticeRow, OrderStop, StoredProgram, Version
from ledctl.rendering import faces
from ledctl.rendering.faces import Faces
from ledctl.station import Station, open_station

People = Callable[..., Actor]
Samples = Callable[[str], Notice]


@pytest.fixture
def passed(station: Station, person: People, sample: Samples) -> Notice:
    """N06, through both reviews, waiting for approval."""
    notice = sample("N06").model_copy(update={"display_window": None})
    carry(station, person, notice)
    return notice


def carry(station: Station, person: People, notice: Notice) -> None:
    """From draft to where it waits for approval."""
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), notice.id)
    station.desk.review(person("reviewer"), notice.id, "pass")
    station.desk.secrecy(person("secrecy_reviewer"), notice.id, "pass")


def state_of(station: Station, notice_id: str) -> str:
    with station.database.read() as session:
        return session.get_one(NoticeRow, notice_id).state


def everything_in(station: Station) -> str:
    """All rows of the database as text: for "nothing was changed"."""
    tables = ("notice", "version", "decision", "program", "display_order", "order_stop", "event")
    with station.database.read() as session:
        return "\n".join(repr(session.exec(text(f"SELECT * FROM {t}")).all()) for t in tables)  # type: ignore[call-overload] # noqa: S608 - fixed names


def test_only_the_public_version_is_stored(station: Station, person: People, sample: Samples) -> None:
    """Never-public columns do not reach the database, not even in a draft; of the source stays a digest."""
    notice = sample("N04")
    secret = notice.table.rows[0]["id_no"] if notice.table else ""
    station.desk.draft(person("drafter"), notice, source=b"the sheet")
    assert len(secret) == 18
    assert secret not in everything_in(station)


def test_a_taken_id_is_refused(station: Station, person: People, sample: Samples) -> None:
    """A second import of the same id changes nothing."""
    station.desk.draft(person("drafter"), sample("N06"))
    before = everything_in(station)
    with pytest.raises(Refused) as refusal:
        station.desk.draft(person("drafter"), sample("N06"))
    assert refusal.value.code == "notice_exists"
    assert everything_in(station) == before


def test_private_data_in_free_text_waits_for_the_clerk(
    station: Station, person: People, sample: Samples
) -> None:
    """A redaction must be looked at and accepted before the draft moves on."""
    desk, drafter = station.desk, person("drafter")
    notice = sample("N06").model_copy(update={"body": ("联系人手机13800138000。",)})
    screened = desk.draft(drafter, notice)
    assert not screened.ok
    assert "13800138000" not in everything_in(station)
    with pytest.raises(Refused) as refusal:
        desk.submit(drafter, "N06")
    assert refusal.value.code == "redaction_not_accepted"
    desk.submit(drafter, "N06", accept_redactions=True)
    assert state_of(station, "N06") == "in_review"


def test_a_blocking_finding_stops_submission(station: Station, person: People, sample: Samples) -> None:
    """R36: what cannot be drawn cannot be handed in; the sentence names the character."""
    notice = sample("N06").model_copy(update={"title": "进度公开\U000e0041"})
    station.desk.draft(person("drafter"), notice)
    with pytest.raises(Refused) as refusal:
        station.desk.submit(person("drafter"), "N06")
    assert refusal.value.code == "screening_blocks"
    assert any("U+E0041" in said.en for said in refusal.value.sentences)


def test_submitted_text_is_frozen_by_the_database(station: Station, person: People, sample: Samples) -> None:
    """R1: after submission not even a hand-written UPDATE changes what will be approved."""
    station.desk.draft(person("drafter"), sample("N06"))
    station.desk.submit(person("drafter"), "N06")
    change = text("UPDATE version SET content = replace(content, '进度', '退步')")
    with pytest.raises(DatabaseError, match="frozen"), station.database.write() as session:
        session.exec(change)  # type: ignore[call-overload]


def test_editing_what_came_back_begins_a_new_version(
    station: Station, person: People, sample: Samples
) -> None:
    """R4, R6: the returned version stays as it was, with who and why; the reviews begin anew."""
    desk = station.desk
    desk.draft(person("drafter"), sample("N06"))
    desk.submit(person("drafter"), "N06")
    desk.review(person("reviewer"), "N06", "return", "第3行单位写错。")
    mended = sample("N06").model_copy(update={"title": "鹭洲镇重点项目进度公开"})
    desk.edit(person("drafter"), "N06", mended)
    with station.database.read() as session:
        versions = session.exec(select(Version).order_by(col(Version.no))).all()
        decisions = session.exec(select(Decision).where(Decision.step == "review_return")).all()
    assert [v.no for v in versions] == [1, 2]
    assert versions[0].digest != versions[1].digest
    assert decisions[0].opinion == "第3行单位写错。"
    assert state_of(station, "N06") == "draft"


def test_a_decision_on_an_unseen_version_is_refused(
    station: Station, person: People, sample: Samples
) -> None:
    """R1: a person decides on what they saw; if it changed meanwhile, they look again."""
    desk = station.desk
    desk.draft(person("drafter"), sample("N06"))
    with station.database.read() as session:
        seen = session.exec(select(Version.digest)).one()
    desk.edit(person("drafter"), "N06", sample("N06").model_copy(update={"title": "另一个标题"}))
    with pytest.raises(Refused) as refusal:
        desk.submit(person("drafter"), "N06", seen=seen)
    assert refusal.value.code == "version_changed"


def test_approval_stores_pixels_window_and_order_together(
    station: Station, person: People, passed: Notice
) -> None:
    """One transaction binds the frames of every sign and opens the window."""
    binding = station.desk.approve(person("approver"), passed.id, "同意")
    with station.database.read() as session:
        order = session.exec(select(DisplayOrder)).one()
        program = session.get_one(StoredProgram, order.program_digest)
        decision = session.exec(select(Decision).where(Decision.step == "approve")).one()
    assert order.program_digest == binding.programs["gate"].digest == program.digest
    assert json.loads(decision.bound)["signs"]["gate"]["program"] == order.program_digest
    assert (order.starts_at, order.ends_at) == (binding.window.start, binding.window.end)


def test_pixels_drawn_otherwise_since_they_were_seen_are_not_bound(
    station: Station, person: People, passed: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R1: what is bound is what the person saw, also when fonts change between the look and the drawing."""
    seen = {name: program.digest for name, program in station.desk.programs(passed).items()}
    before = everything_in(station)
    fonts = Faces([FontsBySize(catalogue())])
    broken = replace(fonts.glyph(ord("镇"), 16), rows=(0,) * 15 + (1,))
    other = Faces([SiteGlyphs(frozenset({(ord("镇"), broken)})), fonts])
    with monkeypatch.context() as changed:
        changed.setattr(faces, "faces_with", lambda *_: other)
        with pytest.raises(Refused) as refused:
            station.desk.approve(person("approver"), "N06", pixels=seen)
    assert refused.value.code == "version_changed"
    assert everything_in(station) == before
    for wrong in ({}, {**seen, "yard": seen["gate"]}, {"gate": "0" * 64}):
        with pytest.raises(Refused, match="has changed"):
            station.desk.approve(person("approver"), "N06", pixels=wrong)
    bound = station.desk.approve(person("approver"), "N06", pixels=seen)
    assert {name: program.digest for name, program in bound.programs.items()} == seen


@pytest.mark.parametrize("table", ["decision", "program", "display_order", "event"])
@pytest.mark.parametrize("statement", ["UPDATE {t} SET {c} = {c}", "DELETE FROM {t}"])
def test_facts_cannot_be_changed_in_the_database(
    station: Station, person: People, passed: Notice, table: str, statement: str
) -> None:
    """R11, R12: decisions, pixels, orders and events are append-only for everyone."""
    station.desk.approve(person("approver"), passed.id)
    column = {"program": "digest", "event": "seq"}.get(table, "id")
    with pytest.raises(DatabaseError, match="append-only"), station.database.write() as session:
        session.exec(text(statement.format(t=table, c=column)))  # type: ignore[call-overload]


@pytest.mark.parametrize("table", ["decision", "program", "display_order", "event", "version"])
def test_facts_cannot_be_written_over_in_the_database(
    station: Station, person: People, passed: Notice, table: str
) -> None:
    """R11, R12: SQLite replaces a row without asking a DELETE trigger; facts are not replaced either."""
    station.desk.approve(person("approver"), passed.id)
    replace = text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608 - our own tables
    with pytest.raises(DatabaseError, match="append-only"), station.database.write() as session:
        session.exec(replace)  # type: ignore[call-overload]


@pytest.mark.parametrize(("born", "now"), [("practice", "live"), ("live", "practice")])
def test_a_notice_goes_no_further_in_the_other_mode(
    site: Path,
    clock: FrozenClock,
    quick_passwords: Passwords,
    person: People,
    sample: Samples,
    born: str,
    now: str,
) -> None:
    """R7: begun in training, approved after going live, or the other way round: neither; only withdrawn."""
    desks = {}
    for mode in (born, now):
        (site / "site.toml").write_text(f'mode = "{mode}"\n')
        desks[mode] = open_station(site, clock=clock, passwords=quick_passwords)
    carry(desks[born], person, notice := sample("N06"))
    other = desks[now].desk
    steps: list[Callable[[], object]] = [
        lambda: other.approve(person("approver"), notice.id),
        lambda: other.decline(person("approver"), notice.id, "return", "重写"),
        lambda: other.edit(person("drafter"), notice.id, notice),
    ]
    for step in steps:
        with pytest.raises(Refused) as refusal:
            step()
        assert refusal.value.code == f"notice_of_{born}"
    other.withdraw(person("approver"), notice.id, "误建")
    for station in desks.values():
        station.close()


def test_the_database_itself_refuses_an_author_as_approver(
    station: Station, person: People, passed: Notice
) -> None:
    """R5 holds against a program with a bug."""
    station.desk.approve(person("approver"), passed.id)
    with station.database.read() as session:
        approved = session.exec(select(Decision).where(Decision.step == "approve")).one()
    forged = Decision(**{**approved.model_dump(exclude={"id"}), "account": approved.author})
    with pytest.raises(DatabaseError, match="approver_is_not_author"), station.database.write() as session:
        session.add(forged)


def test_withdrawing_stops_every_order_and_keeps_the_history(
    station: Station, person: People, passed: Notice
) -> None:
    """R2: one click, a reason, all screens; the approval stays on record."""
    station.desk.approve(person("approver"), passed.id)
    station.desk.withdraw(person("operator"), passed.id, "内容有误")
    with station.database.read() as session:
        stop = session.exec(select(OrderStop)).one()
        steps = [event.kind for event in events(session, notice=passed.id)]
    assert (stop.account, stop.reason, stop.cause) == ("operator", "内容有误", "person")
    assert steps[:2] == ["withdrawn", "approved"]


@pytest.mark.parametrize("account", ["reviewer", "secrecy_reviewer"])
def test_a_reviewer_cannot_also_approve(
    station: Station, person: People, passed: Notice, account: str
) -> None:
    """Three looks are three people."""
    with pytest.raises(NotAllowed) as refusal:
        station.desk.approve(person("approver", account), passed.id)
    assert refusal.value.code == "twice_in_chain"


def test_a_withdrawal_without_a_reason_changes_nothing(
    station: Station, person: People, passed: Notice
) -> None:
    """A step that needs a reason is refused without one, before anything is written."""
    before = everything_in(station)
    with pytest.raises(BadInput) as refusal:
        station.desk.withdraw(person("approver"), passed.id, "  ")
    assert refusal.value.code == "reason_missing"
    assert everything_in(station) == before


def test_an_approval_after_the_wished_window_is_refused(
    station: Station, person: People, sample: Samples, clock: FrozenClock
) -> None:
    """R3: nothing is published late by an old wish."""
    notice = sample("N07")
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), notice.id)
    station.desk.review(person("reviewer"), notice.id, "pass")
    station.desk.secrecy(person("secrecy_reviewer"), notice.id, "pass")
    before = everything_in(station)
    with pytest.raises(LedctlError) as refusal:
        station.desk.approve(person("approver"), notice.id)
    assert refusal.value.code == "period_over"
    assert everything_in(station) == before


def test_a_category_that_must_stay_off_the_screen_has_no_sign(
    station: Station, person: People, sample: Samples
) -> None:
    """Monitored households are published in the village only: on its board, never at the gate."""
    notice = sample("N06").model_copy(update={"category": "anti_poverty_monitoring"})
    assert "channel_forbidden" in {finding.code for finding in station.desk.examine(notice).findings}
    notice = notice.model_copy(update={"channels_allowed": ("board_village",), "display_window": None})
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), notice.id)
    station.desk.review(person("reviewer"), notice.id, "pass")
    station.desk.secrecy(person("secrecy_reviewer"), notice.id, "pass")
    assert station.desk.approve(person("approver"), notice.id).programs == {}
    with station.database.read() as session:
        assert session.exec(select(DisplayOrder)).all() == []


def test_unknown_notices_and_results_are_sentences(station: Station, person: People, passed: Notice) -> None:
    """A wrong id or result names itself."""
    with pytest.raises(NotFound):
        station.desk.submit(person("drafter"), "nothing")
    with pytest.raises(BadInput, match="maybe"):
        station.desk.review(person("reviewer"), passed.id, "maybe")
    with pytest.raises(BadInput, match="N06"):
        station.desk.edit(person("drafter"), passed.id, passed.model_copy(update={"id": "N99"}))
