"""People, for administrators: who there is, adding one, giving a new one-time password."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.accounts.model import Role
from ledctl.errors import BadInput, LedctlError, NotFound
from ledctl.notices.facts import Summary
from ledctl.notices.queries import unfinished
from ledctl.web.deps import Administrator, Form, Visit, go

router = APIRouter()


@router.get("/people")
def show_people(visit: Administrator) -> Response:
    return _page(visit)


@router.post("/people")
def add_person(visit: Administrator, form: Form) -> Response:
    """A new account; its one-time password is on this page and nowhere else (R43)."""
    account, typed = form.line("account"), form.as_dict()
    try:
        roles = [_role(word) for word in form.texts("roles")]
        password = visit.station.registry.add(account, form.line("name"), roles, by=visit.actor.account)
    except LedctlError as error:
        return _page(visit, error=error, typed=typed)
    return _page(visit, account=account, password=password)


@router.post("/people/{account}/reset")
def reset_password(account: str, visit: Administrator, _form: Form) -> Response:
    """A new one-time password; every sign-in of the account ends."""
    password = visit.station.registry.reset(account, by=visit.actor.account)
    return _page(visit, account=account, password=password)


@router.post("/people/{account}/disable")
def disable(account: str, visit: Administrator, _form: Form) -> Response:
    """Stop an account; its sign-ins end, and what it leaves unfinished is listed."""
    return _change(visit, lambda: visit.station.staff.disable(visit.actor, account))


@router.post("/people/{account}/enable")
def enable(account: str, visit: Administrator, _form: Form) -> Response:
    """Let a stopped account in again."""
    return _change(visit, lambda: visit.station.staff.enable(visit.actor, account))


@router.post("/people/{account}/roles")
def change_roles(account: str, visit: Administrator, form: Form) -> Response:
    """Other roles than before."""
    words = form.texts("roles")
    return _change(
        visit, lambda: visit.station.staff.change_roles(visit.actor, account, [_role(one) for one in words])
    )


def _change(visit: Visit, change: Callable[[], None]) -> Response:
    try:
        change()
    except NotFound:
        raise
    except LedctlError as error:
        return _page(visit, error=error)
    return go("/people")


def _pending(visit: Visit) -> dict[str, list[Summary]]:
    """What the stopped accounts left unfinished."""
    stopped = [one.account for one in visit.station.registry.people() if not one.active]
    found = unfinished(visit.station.database, stopped)
    return {account: notices for account, notices in found.items() if notices}


def _role(word: str) -> Role:
    try:
        return Role(word)
    except ValueError:
        raise BadInput.of("role_unknown", where="roles", role=word, known=", ".join(Role)) from None


def _page(
    visit: Visit,
    *,
    account: str = "",
    password: str = "",
    error: LedctlError | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    return visit.page(
        "people.html",
        status=error.http_status if error else 200,
        people=visit.station.registry.people(),
        pending=_pending(visit),
        account=account,
        password=password,
        sentences=error.sentences if error else (),
        typed=typed or {},
    )
