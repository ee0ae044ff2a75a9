"""The sweep (逐条排查): what was approved is screened again, nothing changes, the run is in the record."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select, text

from ledctl.accounts.model import Actor
from ledctl.clock import FrozenClock
from ledctl.content.files import canonical
from ledctl.content.model import Notice
from ledctl.errors import NotAllowed
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.log import events
from ledctl.notices.model import Version
from ledctl.notices.sweep import counts
from ledctl.screening.findings import Finding, Severity
from ledctl.sentences import Sentence
from ledctl.station import Station

People = Callable[..., Actor]
Samples = Callable[[str], Notice]

ID_NUMBER = "439999195602143116"


@pytest.fixture
def approved(station: Station, person: People, sample: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    """N06 on the sign, from a day when no rule saw the ID number in its text."""
    with monkeypatch.context() as blind:
        for module in ("desk", "putting_up"):
            blind.setattr(f"ledctl.notices.{module}.refuse_blocks", lambda _screened: None)
        station.desk.draft(person("drafter"), sample("N06").model_copy(update={"display_window": None}))
        overlook(station, "N06")
        carry(station, person, "N06")


def carry(station: Station, person: People, notice_id: str) -> None:
    """From draft onto the sign."""
    station.desk.submit(person("drafter"), notice_id)
    station.desk.review(person("reviewer"), notice_id, "pass")
    station.desk.secrecy(person("secrecy_reviewer"), notice_id, "pass")
    station.desk.approve(person("approver"), notice_id)


def overlook(station: Station, notice_id: str) -> None:
    """Write an ID number into the draft's stored text."""
    with station.database.write() as session:
        version = session.exec(select(Version).where(Version.notice_id == notice_id)).one()
        content = json.loads(version.content)
        content["body"] = [f"负责人身份证号{ID_NUMBER}。"]
        version.content = canonical(Notice.model_validate(content)).decode()


def everything_but_events(station: Station) -> str:
    tables = ("notice", "version", "decision", "program", "display_order", "order_stop")
    with station.database.read() as session:
        return "\n".join(repr(session.exec(text(f"SELECT * FROM {t}")).all()) for t in tables)  # type: ignore[call-overload] # noqa: S608 - fixed names


def test_what_is_on_a_sign_is_found_with_its_place(station: Station, person: People, approved: None) -> None:
    """Notice, place, rule and the sign it stands on; the number is not repeated, nothing is changed."""
    before = everything_but_events(station)
    swept = station.sweep.run(person("reviewer"))
    (hit,) = swept.hits
    assert (hit.notice, hit.version, hit.where) == ("N06", 1, "body[0]")
    assert (hit.code, hit.rule, hit.signs) == ("personal-data", "personal_id_number", ("gate",))
    assert (swept.versions, swept.on_signs) == (1, 1)
    assert ID_NUMBER not in json.dumps(swept.as_dict(), ensure_ascii=False)
    assert everything_but_events(station) == before


def test_the_run_is_in_the_ledger(station: Station, person: People, approved: None) -> None:
    """Who swept, how many versions, what was found; and the chain holds."""
    station.sweep.run(person("auditor"))
    with station.database.read() as session:
        (event,) = events(session, kind="swept")
    assert (event.actor, event.facts["versions"], event.facts["hits"]) == ("auditor", 1, 1)
    assert event.facts["found"][0]["rule"] == "personal_id_number"
    assert verify(station.database).ok


def test_what_left_the_sign_is_still_swept(
    station: Station, person: People, clock: FrozenClock, approved: None
) -> None:
    """The archive is swept like the screen; it only stands on no sign."""
    clock.advance(timedelta(days=30).total_seconds())
    (hit,) = station.sweep.run(person("reviewer")).hits
    assert hit.signs == ()


def test_a_stopped_order_stands_on_no_sign(station: Station, person: People, approved: None) -> None:
    """After withdrawal the version is of the archive at once."""
    station.desk.withdraw(person("approver"), "N06", "发现个人信息")
    (hit,) = station.sweep.run(person("reviewer")).hits
    assert hit.signs == ()


def test_a_draft_is_not_swept(station: Station, person: People, sample: Samples) -> None:
    """What was never approved was never public."""
    station.desk.draft(person("drafter"), sample("N06"))
    assert station.sweep.run(person("reviewer")).as_dict()["versions"] == 0


def test_a_clean_record_has_no_hits(station: Station, person: People, sample: Samples) -> None:
    """Warnings the office has seen and answered are not told again."""
    notice = sample("N02").model_copy(update={"display_window": None, "publicity_period": None})
    assert station.desk.draft(person("drafter"), notice).findings
    carry(station, person, "N02")
    swept = station.sweep.run(person("reviewer"))
    assert (swept.versions, swept.hits) == (1, ())


@pytest.mark.parametrize("role", ["drafter", "operator", "village_poster", "administrator"])
def test_sweeping_is_for_those_who_judge(station: Station, person: People, role: str) -> None:
    """A sweep is written into the record under the name of somebody who reviews, approves or audits."""
    with pytest.raises(NotAllowed):
        station.sweep.run(person(role))


@pytest.mark.parametrize(
    ("rule", "severity", "cut", "expected"),
    [
        ("personal_mobile", Severity.BLOCK, False, True),
        ("glyph_missing", Severity.BLOCK, False, True),
        ("column_dropped_by_head", Severity.INFO, False, True),
        ("house_number", Severity.WARN, False, True),
        ("column_generalised", Severity.INFO, True, True),
        ("column_generalised", Severity.INFO, False, False),
        ("column_to_review", Severity.WARN, True, False),
        ("personal_kept", Severity.WARN, False, False),
    ],
)
def test_what_counts_as_a_hit(rule: str, severity: Severity, cut: bool, expected: bool) -> None:
    """What would stop a notice or be taken out of it today; what two people kept is no hit."""
    finding = Finding(rule, severity, "title", Sentence(rule, "字", "word"))
    assert counts(finding, cut=cut) is expected
