"""Signing in and out, the forced change of a one-time password, and the language."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from ledctl.accounts.model import Via
from ledctl.errors import BadInput, LedctlError
from ledctl.web.auth import (
    LOGIN_COOKIE,
    actor_of,
    drop_token,
    keep_login_key,
    keep_token,
    offer_login_key,
    require_own_form,
)
from ledctl.web.deps import Form, Newcomer, Posted, go
from ledctl.web.pages import LANGUAGE_COOKIE, render, station_of
from ledctl.web.words import LANGUAGES

router = APIRouter()

_YEAR_S = 365 * 24 * 3600


@router.get("/login")
def show_login(request: Request, next: Annotated[str, Query(max_length=500)] = "/") -> Response:  # noqa: A002
    """The sign-in form; who is signed in already goes on."""
    try:
        actor_of(request, station_of(request))
    except LedctlError:
        return _login_page(request, local(next))
    return go(local(next))


@router.post("/login")
def sign_in(request: Request, fields: Posted) -> Response:
    """Check the password; a one-time password leads to its change."""
    onward = local(fields.text("next"))
    try:
        require_own_form(request, request.cookies.get(LOGIN_COOKIE, ""), fields.text("form_key"))
        registry = station_of(request).registry
        token, actor = registry.sign_in(fields.line("account"), fields.text("password"), via=Via.WEB)
    except LedctlError as error:
        return _login_page(request, onward, error, account=fields.line("account"))
    response = go("/password" if actor.must_change_password else onward)
    keep_token(request, response, token)
    return response


@router.post("/sign-out")
def sign_out(visit: Newcomer, _form: Form) -> Response:
    visit.request.app.state.shelf.drop_all(visit.form_key)
    visit.station.registry.sign_out(visit.token)
    response = go("/login")
    drop_token(response)
    return response


@router.get("/password")
def show_password(visit: Newcomer) -> Response:
    return visit.page("password.html", sentences=())


@router.post("/password")
def change_password(visit: Newcomer, form: Form) -> Response:
    """Set a new password, knowing the present one."""
    new = form.text("new")
    try:
        if new != form.text("again"):
            raise BadInput.of("password_repeat", where="again")
        visit.station.registry.change_password(
            visit.actor.account, form.text("old"), new, via=Via.WEB, keep=visit.token
        )
    except LedctlError as error:
        return visit.page("password.html", status=422, sentences=error.sentences)
    return go("/")


@router.get("/language/{language}")
def choose_language(language: str, back: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    """Keep the reader's language, and go back to the page it was chosen on."""
    response = go(local(back))
    if language in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE, language, max_age=_YEAR_S, samesite="lax", path="/", httponly=True
        )
    return response


def local(path: str) -> str:
    """``path`` when it leads to a page of ours, else the front page: nobody is sent to another site."""
    plain = path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"


def _login_page(
    request: Request, onward: str, error: LedctlError | None = None, account: str = ""
) -> Response:
    key = offer_login_key(request)
    facts = {"next": onward, "account": account, "sentences": error.sentences if error else ()}
    status = error.http_status if error else 200
    response = render(request, "login.html", facts, status=status, form_key=key)
    keep_login_key(request, response, key)
    return response
