"""Each person sees the buttons of their own steps, and a forged request gets no further."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from ledctl.accounts.model import Actor, Role, Via
from ledctl.content.model import Notice
from ledctl.ledger.log import events
from ledctl.notices.queries import one
from ledctl.notices.states import State
from ledctl.station import Station
from tests.web.office_hands import Browser

ALL = (
    Role.DRAFTER,
    Role.REVIEWER,
    Role.SECRECY_REVIEWER,
    Role.APPROVER,
    Role.OPERATOR,
    Role.AUDITOR,
    Role.VILLAGE_POSTER,
    Role.ADMINISTRATOR,
)

OFFERED = {
    State.DRAFT: {Role.OPERATOR: {"withdraw"}, Role.APPROVER: {"withdraw"}},
    State.IN_REVIEW: {
        Role.REVIEWER: {"review"},
        Role.OPERATOR: {"withdraw"},
        Role.APPROVER: {"withdraw"},
    },
    State.IN_SECRECY: {
        Role.SECRECY_REVIEWER: {"secrecy"},
        Role.OPERATOR: {"withdraw"},
        Role.APPROVER: {"withdraw"},
    },
    State.IN_APPROVAL: {Role.OPERATOR: {"withdraw"}, Role.APPROVER: {"approve", "withdraw"}},
    State.APPROVED: {
        Role.DRAFTER: {"next", "revise", "correct", "objection", "posting", "sheet"},
        Role.REVIEWER: {"objection", "posting", "sheet"},
        Role.VILLAGE_POSTER: {"posting", "sheet"},
        Role.OPERATOR: {"withdraw", "end", "objection", "posting", "sheet"},
        Role.APPROVER: {"withdraw", "extend", "end", "objection", "sheet"},
    },
}
"""What a person who did not write the notice is offered in each state; a drafter edits drafts."""


@pytest.fixture
def carry(
    station: Station, person: Callable[..., Actor], sample: Callable[[str], Notice]
) -> Callable[[State], None]:
    """Bring notice N06, drafted by somebody else, into a state."""

    def bring(state: State) -> None:
        desk = station.desk
        notice = sample("N06").model_copy(update={"display_window": None})
        desk.draft(person("drafter", "author"), notice)
        steps = [
            lambda: desk.submit(person("drafter", "author"), "N06"),
            lambda: desk.review(person("reviewer", "r0"), "N06", "pass"),
            lambda: desk.secrecy(person("secrecy_reviewer", "s0"), "N06", "pass"),
            lambda: desk.approve(person("approver", "a0"), "N06"),
        ]
        for step in steps[: list(OFFERED).index(state)]:
            step()

    return bring


def offered(page: str) -> set[str]:
    """The steps a notice's page leads to."""
    return set(re.findall(r'(?:action|href)="/notice/N06/(\w+)"', page))


@pytest.mark.parametrize("state", OFFERED)
def test_each_role_is_offered_only_its_own_steps(
    sign_in: Callable[..., Browser], carry: Callable[[State], None], state: State
) -> None:
    """Buttons follow ``rights.may``: who may not take a step is not offered it."""
    carry(state)
    for role in ALL:
        expected = OFFERED[state].get(role, set())
        if role is Role.DRAFTER and state is State.DRAFT:
            expected = {"edit", "submit"}
        assert offered(sign_in(role).get("/notice/N06")) == expected, role


FORGED = {
    "submit": {},
    "review": {"result": "pass"},
    "secrecy": {"result": "pass"},
    "approve": {},
    "decline": {"result": "reject", "opinion": "不予公开。"},
    "withdraw": {"opinion": "撤回。"},
    "edit": {},
    "extend": {"days": "2", "reason": "再放"},
    "end": {"reason": "撤下"},
    "revise": {"reason": "改"},
    "rerun": {"reason": "再放"},
    "objection": {"how": "phone", "summary": "反映"},
    "decide": {"objection": "1", "outcome": "rejected", "outcome_note": "不属实"},
    "refresh": {"next_on": "2026-12-24"},
}


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.VILLAGE_POSTER, Role.ADMINISTRATOR])
def test_a_forged_step_is_403_and_changes_nothing(
    sign_in: Callable[..., Browser], carry: Callable[[State], None], station: Station, role: Role
) -> None:
    """R5 has no exception: neither an administrator nor an auditor takes any step."""
    carry(State.IN_APPROVAL)
    intruder = sign_in(role)
    before = one(station.database, "N06")
    with station.database.read() as session:
        recorded = events(session, notice="N06")
    for action, fields in FORGED.items():
        intruder.post(f"/notice/N06/{action}", 403, seen=before.current.digest, **fields)
    assert one(station.database, "N06") == before
    with station.database.read() as session:
        assert events(session, notice="N06") == recorded


def test_the_author_cannot_approve_holding_every_role(
    sign_in: Callable[..., Browser], written: dict[str, str], station: Station
) -> None:
    """R5: whoever wrote, edited or submitted a version does not approve it."""
    everybody = sign_in(*ALL)
    everybody.post("/notices/new", **written)
    everybody.post("/notice/T-1/submit", seen=everybody.seen("T-1"))
    told = everybody.post(
        "/notice/T-1/review", 403, result="pass", seen=one(station.database, "T-1").current.digest
    )
    assert "不能审查或审批自己的稿件" in told
    assert offered(everybody.get("/notice/T-1").replace("T-1", "N06")) == {"withdraw"}
    assert one(station.database, "T-1").state is State.IN_REVIEW


def test_only_drafters_reach_the_forms_for_writing(sign_in: Callable[..., Browser]) -> None:
    """Writing, changing and importing are a drafter's; the list offers them to nobody else."""
    for role in ALL:
        status = 200 if role is Role.DRAFTER else 403
        reader = sign_in(role)
        for path in ("/notices/new", "/notices/import"):
            reader.get(path, status)
        assert ("/notices/new" in reader.get("/notices")) is (role is Role.DRAFTER)
        reader.post("/notices/new", 422 if role is Role.DRAFTER else 403)


def test_only_administrators_manage_people(sign_in: Callable[..., Browser], station: Station) -> None:
    """Others neither see the page nor add an account nor reset a password."""
    sign_in(Role.REVIEWER, account="victim")
    for role in ALL[:-1]:
        reader = sign_in(role)
        reader.get("/people", 403)
        reader.post("/people", 403, account="newcomer", name="新人", roles=["approver"])
        reader.post("/people/victim/reset", 403)
        assert 'href="/people"' not in reader.get("/")
    assert "newcomer" not in {one.account for one in station.registry.people()}


def test_an_administrator_adds_people_and_resets_passwords(
    sign_in: Callable[..., Browser], station: Station
) -> None:
    """R43: the one-time password is shown once, works once, and opens nothing before it is changed."""
    admin = sign_in(Role.ADMINISTRATOR)
    page = admin.post("/people", 200, account="li", name="李某", roles=["reviewer", "auditor"])
    once = re.search(r'class="password">([^<]+)<', page)
    assert once is not None
    assert station.registry.sign_in("li", once[1], via=Via.WEB)[1].must_change_password
    assert once[1] not in admin.get("/people")
    assert "账号 li 已存在" in admin.post("/people", 422, account="li", name="李某", roles=["reviewer"])
    assert "至少给这个账号一个角色" in admin.post("/people", 422, account="wang", name="王某")
    assert "没有“emperor”这个角色" in admin.post("/people", 422, account="wang", roles=["emperor"])
    again = re.search(r'class="password">([^<]+)<', admin.post("/people/li/reset", 200))
    assert again is not None
    assert again[1] != once[1]
    admin.post("/people/nobody/reset", 404)
