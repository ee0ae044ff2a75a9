"""Who sends this request, and whether it comes from our own page.

A browser carries one opaque token in a cookie that scripts cannot read; what it
means stands in the database and ends there. Every form carries a key derived
from that token, which another site cannot know; where the request came from
(Sec-Fetch-Site, Origin) is checked as well.
"""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import Response

from ledctl.accounts import looks
from ledctl.accounts.model import Actor, Via
from ledctl.errors import NotAllowed, NotSignedIn
from ledctl.station import Station
from ledctl.web.looked import mark_missed

SESSION_COOKIE = "ledctl"
LOGIN_COOKIE = "ledctl_login"
_OWN = frozenset({"same-origin", "none"})  # "none": typed or bookmarked by the person


class MustChangePassword(Exception):
    """The reader still has a one-time password; nothing else comes first (R43)."""


def token_of(request: Request) -> str:
    return request.cookies.get(SESSION_COOKIE, "")


def actor_of(request: Request, station: Station) -> Actor:
    """Who holds the cookie; ``NotSignedIn`` when nobody does."""
    token = token_of(request)
    if not token:
        raise NotSignedIn.of("not_signed_in")
    return station.registry.actor(token, via=Via.WEB)


def keep_token(request: Request, response: Response, token: str) -> None:
    """Put the token into the browser for as long as it is open; the database says how long it holds."""
    response.set_cookie(
        SESSION_COOKIE, token, httponly=True, samesite="lax", path="/", secure=request.url.scheme == "https"
    )


def drop_token(response: Response) -> None:
    response.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="lax")


def offer_login_key(request: Request) -> str:
    """The key of the login form: nobody is signed in yet, so it is held in a cookie of its own."""
    return request.cookies.get(LOGIN_COOKIE) or secrets.token_urlsafe(16)


def keep_login_key(request: Request, response: Response, key: str) -> None:
    response.set_cookie(
        LOGIN_COOKIE,
        key,
        httponly=True,
        samesite="strict",
        path="/login",
        secure=request.url.scheme == "https",
    )


def require_own_form(request: Request, expected: str, given: str) -> None:
    """``NotAllowed`` unless the form is ours: its key is the expected one and it came from our page."""
    if not from_own_page(request):
        raise NotAllowed.of("foreign_form")
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        raise NotAllowed.of("form_key_wrong")


def from_own_page(request: Request) -> bool:
    """What the browser says about where the request began; an old one says nothing and passes."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in _OWN:
        return False
    origin = request.headers.get("origin")
    return origin is None or _host_of(origin) == request.headers.get("host", "")


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # no address at all
        return None


def note_look(station: Station, actor: Actor, what: str) -> bool:
    """An auditor's look is part of the record; ``False`` when nothing takes it, and the page says so."""
    noted = looks.note_look(station.database, actor, station.clock.now(), what)
    if not noted:
        mark_missed()
    return noted
