"""The front page names what waits outside the chain: requests to keep a datum, objections not decided."""

from __future__ import annotations

from collections.abc import Callable

from ledctl.accounts.model import Actor, Role
from ledctl.content.model import Notice
from ledctl.notices.queries import one
from ledctl.station import Station
from tests.web.office_hands import Browser

MOBILE = "13900001234"
SignIn = Callable[..., Browser]
People = Callable[..., Actor]


def test_a_request_to_keep_a_datum_waits_for_those_who_may_agree(
    station: Station, person: People, sample: Callable[[str], Notice], sign_in: SignIn
) -> None:
    """R8: the reviewer is told at once; the drafter is not, and nobody once the text is handed in."""
    drafter, notice = person("drafter", "d"), sample("N06")
    station.desk.draft(drafter, notice.model_copy(update={"body": (*notice.body, f"抢修电话{MOBILE}。")}))
    reviewer, own = sign_in(Role.REVIEWER), sign_in(Role.DRAFTER)
    assert "申请保留个人信息" not in reviewer.get("/")
    place = f"body[{len(notice.body)}]"
    seen = one(station.database, "N06").current.digest
    station.keeping.propose(drafter, "N06", place, MOBILE, "抢修须直接联系", seen=seen)
    assert 'href="/notice/N06#keeping"' in reviewer.get("/")
    assert "N06#keeping" not in own.get("/")
    station.desk.submit(drafter, "N06", accept_redactions=True)
    assert "N06#keeping" not in reviewer.get("/")


def test_what_was_typed_stays_but_never_the_datum(
    station: Station, person: People, sample: Callable[[str], Notice], sign_in: SignIn
) -> None:
    """A refused request keeps its reason; the datum itself is never written on a page again."""
    drafter, notice = sign_in(Role.DRAFTER), sample("N06")
    station.desk.draft(
        person("drafter"), notice.model_copy(update={"body": (*notice.body, f"抢修电话{MOBILE}。")})
    )
    place = f"body[{len(notice.body)}]"
    asked = {"where": place, "datum": f"{MOBILE} 和别的", "reason": "抢修须直接联系"}
    page = drafter.post("/notice/N06/keep", 422, **asked, seen=drafter.seen("N06"))
    assert "抢修须直接联系</textarea>" in page
    assert MOBILE not in page


def test_an_objection_waits_for_those_who_decide(
    station: Station, person: People, sample: Callable[[str], Notice], sign_in: SignIn
) -> None:
    """Until it is decided it stands on the reviewer's front page; no outcome is chosen beforehand."""
    drafter = person("drafter", "d")
    station.desk.draft(drafter, sample("N06").model_copy(update={"display_window": None}))
    station.desk.submit(drafter, "N06")
    station.desk.review(person("reviewer", "r"), "N06", "pass")
    station.desk.secrecy(person("secrecy_reviewer", "s"), "N06", "pass")
    station.desk.approve(person("approver", "a"), "N06")
    number = station.objections.receive(drafter, "N06", how="phone", summary="反映数字不对")
    reviewer = sign_in(Role.REVIEWER)
    assert 'href="/notice/N06#objections"' in reviewer.get("/")
    assert "N06#objections" not in sign_in(Role.AUDITOR).get("/")
    choice = reviewer.get("/notice/N06").partition('name="outcome"')[2].partition("</select>")[0]
    assert choice.partition("<option")[2].startswith(' value="">')
    kept = reviewer.post(
        "/notice/N06/decide", 422, objection=str(number), outcome="rejected", outcome_note=" "
    )
    assert '<option value="rejected" selected>' in kept
    assert "请写明“处理说明”" in kept
    station.objections.decide(person("reviewer", "r"), number, outcome="rejected", note="已核实，数字无误")
    assert "N06#objections" not in reviewer.get("/")
