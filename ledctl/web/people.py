"""People, for administrators: who there is, adding one, giving a new one-time password."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.accounts.model import Role
from ledctl.errors import BadInput, LedctlError
from ledctl.web.deps import Administrator, Form, Visit

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
        account=account,
        password=password,
        sentences=error.sentences if error else (),
        typed=typed or {},
    )
