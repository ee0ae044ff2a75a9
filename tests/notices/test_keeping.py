"""Keeping a personal datum in a public text: a reason, two people, and the very datum they saw."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import text

from ledctl.accounts.model import Actor, Role
from ledctl.content.model import Notice
from ledctl.errors import BadInput, LedctlError, NotAllowed, NotFound, Refused
from ledctl.ledger.log import events
from ledctl.notices.keeping import seal
from ledctl.notices.kept import requests_of
from ledctl.notices.model import Version
from ledctl.notices.queries import one
from ledctl.screening.findings import Severity
from ledctl.station import Station

People = Callable[..., Actor]
Samples = Callable[[str], Notice]

MOBILE = "19000000000"
REASON = "抢修人员电话，群众须能直接联系"


@pytest.fixture
def notice(sample: Samples) -> Notice:
    """N06 with a mobile number in its text."""
    body = (f"渠道抢修联系电话{MOBILE}。",)
    return sample("N06").model_copy(update={"body": body, "display_window": None})


@pytest.fixture
def asked(station: Station, person: People, notice: Notice) -> int:
    """The number of a request to keep it."""
    station.desk.draft(person("drafter"), notice)
    return station.keeping.propose(person("drafter"), "N06", "body[0]", MOBILE, REASON)


def stored(station: Station) -> str:
    """Every row about the notice, as text."""
    tables = ("version", "keep_request", "keep_consent", "event")
    with station.database.read() as session:
        return "\n".join(repr(session.exec(text(f"SELECT * FROM {t}")).all()) for t in tables)  # type: ignore[call-overload] # noqa: S608 - fixed names


def rules(station: Station, notice: Notice) -> list[str]:
    return [finding.code for finding in station.desk.examine(notice).findings]


def test_two_people_and_a_reason_let_a_datum_stand(
    station: Station, person: People, notice: Notice, asked: int
) -> None:
    """After both acts the clerk saves again, and exactly that datum stays, with a warning that names them."""
    assert "personal_mobile" in rules(station, notice)
    station.keeping.confirm(person("reviewer"), "N06", asked, "190 0000 0000", "属实")
    screened = station.desk.edit(person("drafter"), "N06", notice)
    (finding,) = [one for one in screened.findings if one.code == "personal_kept"]
    assert (finding.severity, finding.where) == (Severity.WARN, "body[0]")
    assert all(word in finding.sentence.zh for word in ("某drafter", "某reviewer", REASON))
    assert screened.ok
    assert screened.public.body == notice.body
    station.desk.submit(person("drafter"), "N06")


def test_every_record_of_such_a_version_says_so(
    station: Station, person: People, notice: Notice, asked: int
) -> None:
    """Submission and reviews after it carry how many data were kept; the requests name both people."""
    station.keeping.confirm(person("reviewer"), "N06", asked, MOBILE)
    station.desk.edit(person("drafter"), "N06", notice)
    station.desk.submit(person("drafter"), "N06")
    station.desk.review(person("reviewer"), "N06", "pass")
    with station.database.read() as session:
        told = {event.kind: event.facts for event in events(session, notice="N06")}
    assert told["submitted"]["kept"] == told["reviewed"]["kept"] == 1
    assert told["keep_proposed"]["reason"] == told["keep_confirmed"]["reason"] == REASON
    assert told["keep_confirmed"]["proposer"] == "drafter"
    (request,) = requests_of(station.database, "N06")
    assert set(request.as_dict()) >= {"number", "place", "reason", "confirmed_at"}
    assert (request.account, request.confirmer, request.datum) == ("drafter", "reviewer", "mobile")
    rules = [f.rule for f in one(station.database, "N06").current.findings]
    assert rules == ["personal_kept", "publisher_open"]


def test_the_datum_is_nowhere_until_it_is_public(station: Station, person: People, asked: int) -> None:
    """What two people typed is known again by a keyed digest; no table and no event holds the number."""
    station.keeping.confirm(person("reviewer"), "N06", asked, MOBILE)
    assert MOBILE not in stored(station)
    assert seal(station.office, "N06", MOBILE) in stored(station)
    assert seal(station.office, "N07", MOBILE) not in stored(station)


def test_another_datum_or_another_notice_is_still_hidden(
    station: Station, person: People, notice: Notice, asked: int
) -> None:
    """The exception is for one number in one notice."""
    station.keeping.confirm(person("reviewer"), "N06", asked, MOBILE)
    other = notice.model_copy(update={"body": ("联系电话19000000001。",)})
    assert "personal_mobile" in rules(station, other)
    assert "personal_mobile" in rules(station, notice.model_copy(update={"id": "N99"}))


def test_asking_alone_keeps_nothing(station: Station, notice: Notice, asked: int) -> None:
    """Before the second person the datum is hidden as before."""
    assert asked == 1
    assert "personal_mobile" in rules(station, notice)


def with_roles(actor: Actor, *roles: Role) -> Actor:
    return Actor(actor.account, actor.name, actor.roles | {*roles}, actor.via)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SECRECY_REVIEWER, Role.APPROVER])
def test_nobody_agrees_to_an_own_request(station: Station, person: People, asked: int, role: Role) -> None:
    """R5: who asked, or made the version, cannot be the second person, whatever other roles they hold."""
    before = stored(station)
    with pytest.raises(NotAllowed) as refusal:
        station.keeping.confirm(with_roles(person("drafter"), role), "N06", asked, MOBILE)
    assert refusal.value.code == "keep_own_request"
    assert stored(station) == before


@pytest.mark.parametrize("role", ["drafter", "operator", "auditor", "administrator"])
def test_only_reviewers_and_approvers_agree(station: Station, person: People, asked: int, role: str) -> None:
    """The second person is one who judges notices."""
    with pytest.raises(NotAllowed) as refusal:
        station.keeping.confirm(person(role, "somebody"), "N06", asked, MOBILE)
    assert refusal.value.code == "role_needed"


@pytest.mark.parametrize(
    ("number", "datum", "opinion", "code"),
    [
        (1, "19000000001", "", "keep_other_datum"),
        (2, MOBILE, "", "keep_no_request"),
        (1, MOBILE, f"已电话{MOBILE}核实", "keep_words_personal"),
        (1, MOBILE, "好" * 3000, "opinion_too_long"),
    ],
)
def test_a_consent_that_does_not_fit_changes_nothing(
    station: Station, person: People, asked: int, number: int, datum: str, opinion: str, code: str
) -> None:
    """Another number, another request, words that give the number away: refused, and nothing is written."""
    before = stored(station)
    with pytest.raises(LedctlError) as refusal:
        station.keeping.confirm(person("reviewer"), "N06", asked - 1 + number, datum, opinion)
    assert refusal.value.code == code
    assert stored(station) == before


@pytest.mark.parametrize(
    ("where", "datum", "reason", "code"),
    [
        ("title", MOBILE, REASON, "keep_nothing_there"),
        ("body[0]", "平安", REASON, "keep_no_datum"),
        ("body[0]", f"电话{MOBILE}", REASON, "keep_no_datum"),
        ("body[0]", f"{MOBILE} {MOBILE}", REASON, "keep_no_datum"),
        ("body[0]", MOBILE, " ", "keep_without_reason"),
        ("body[0]", MOBILE, f"电话{MOBILE}要公开", "keep_words_personal"),
    ],
)
def test_a_request_that_does_not_fit_is_refused(
    station: Station, person: People, notice: Notice, where: str, datum: str, reason: str, code: str
) -> None:
    """One datum, hidden at that place, and a reason without personal data."""
    station.desk.draft(person("drafter"), notice)
    before = stored(station)
    with pytest.raises((BadInput, Refused)) as refusal:
        station.keeping.propose(person("drafter"), "N06", where, datum, reason)
    assert refusal.value.code == code
    assert MOBILE not in str(refusal.value)
    assert stored(station) == before


def test_a_request_is_agreed_to_once(station: Station, person: People, asked: int) -> None:
    """A second consent is refused: the record names one second person."""
    station.keeping.confirm(person("reviewer"), "N06", asked, MOBILE)
    with pytest.raises(Refused) as refusal:
        station.keeping.confirm(person("approver"), "N06", asked, MOBILE)
    assert refusal.value.code == "keep_agreed_already"


def test_an_approved_text_cannot_be_asked_about(station: Station, person: People, sample: Samples) -> None:
    """Only a text that can still change can keep something: what is approved is never edited (R1)."""
    desk = station.desk
    desk.draft(person("drafter"), sample("N06").model_copy(update={"display_window": None}))
    desk.submit(person("drafter"), "N06")
    with pytest.raises((Refused, NotAllowed)):
        station.keeping.propose(person("drafter"), "N06", "body[0]", MOBILE, REASON)


def test_requests_of_no_notice(station: Station) -> None:
    """A notice that is not there has no requests; that is said, not shown as none."""
    with pytest.raises(NotFound):
        requests_of(station.database, "nothing")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE keep_request SET reason = 'x'",
        "DELETE FROM keep_request",
        "UPDATE keep_consent SET account = 'x'",
        "DELETE FROM keep_consent",
        "INSERT OR REPLACE INTO keep_consent SELECT * FROM keep_consent",
        "INSERT INTO keep_consent SELECT 9, request_id, digest, proposer, proposer, name, via, at, practice,"
        " opinion FROM keep_consent",
        "INSERT INTO keep_consent SELECT 9, request_id + 1, digest, proposer, account, name, via, at,"
        " practice, opinion FROM keep_consent",
    ],
)
def test_the_database_keeps_these_facts(station: Station, person: People, asked: int, statement: str) -> None:
    """Append-only, never by one person (R5), bound to the request: also against a hand-written statement."""
    station.keeping.confirm(person("reviewer"), "N06", asked, MOBILE)
    with pytest.raises(DatabaseError), station.database.write() as session:
        session.exec(text(statement))  # type: ignore[call-overload]


def test_a_version_kept_before_codes_were_published_says_nothing_of_it(
    station: Station, person: People, sample: Samples
) -> None:
    """Findings stored by older versions have no rule; a step on such a version is recorded all the same."""
    station.desk.draft(person("drafter"), sample("N06"))
    with station.database.write() as session:
        row = session.get_one(Version, 1)
        row.findings = json.dumps(
            [{"code": "doc_no_shape", "severity": "warn", "where": "", "zh": "", "en": ""}]
        )
    assert one(station.database, "N06").current.findings[0].code == "doc-no-shape"
    station.desk.submit(person("drafter"), "N06")
    with station.database.read() as session:
        assert "kept" not in events(session, kind="submitted")[0].facts
