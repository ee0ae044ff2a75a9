"""Turning a template and facts into a page: language, time, rights of the reader, the form key.

Templates escape everything they are given and refuse a name nobody gave them.
Words come from ``words`` by key; what the program's own tables label (states,
steps, roles) comes as a pair and is picked by ``pick``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.templating import Jinja2Templates

from ledctl import __version__
from ledctl.accounts.model import ROLE_LABELS, Actor, Role
from ledctl.blackout.reading import Blackout
from ledctl.blackout.rights import may_order
from ledctl.clock import local_text
from ledctl.content.cells import written
from ledctl.notices.states import STATE_LABELS, STEP_LABELS
from ledctl.settings import Mode
from ledctl.station import Station
from ledctl.web import labels
from ledctl.web.looked import was_missed
from ledctl.web.sections import SECTIONS, page_at
from ledctl.web.table_heads import with_heads
from ledctl.web.words import LANGUAGES, Pair, say

FOLDER = Path(__file__).parent
LANGUAGE_COOKIE = "lang"


def station_of(request: Request) -> Station:
    """The station this application serves."""
    station: Station = request.app.state.station
    return station


def language_of(request: Request) -> str:
    """Chinese unless the reader chose otherwise."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def render(
    request: Request,
    name: str,
    facts: Mapping[str, Any],
    *,
    status: int = 200,
    actor: Actor | None = None,
    form_key: str = "",
) -> HTMLResponse:
    """The page ``name`` for this reader."""
    common = _common(request, actor, form_key)
    return _templates().TemplateResponse(request, name, {**common, **facts}, status_code=status)


@lru_cache(maxsize=1)
def _templates() -> Jinja2Templates:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        labels=labels,
        version=__version__,
        written=written,
        SECTIONS=SECTIONS,
        page_at=page_at,
        STATES=STATE_LABELS,
        STEPS=STEP_LABELS,
        ROLES=ROLE_LABELS,
    )
    environment.filters["with_heads"] = with_heads
    return Jinja2Templates(env=environment)


def _common(request: Request, actor: Actor | None, form_key: str) -> dict[str, Any]:
    """What every page may use."""
    return _reader(request, actor, form_key) | _site(station_of(request), language_of(request))


def _reader(request: Request, actor: Actor | None, form_key: str) -> dict[str, Any]:
    return {
        "actor": actor,
        "form_key": form_key,
        "here": _address(request),
        "path": request.url.path,
        "look_missed": was_missed(),
        "is_administrator": actor is not None and actor.has(Role.ADMINISTRATOR),
        "is_drafter": actor is not None and actor.has(Role.DRAFTER),
        "may_black_out": actor is not None and may_order(actor),
        "blackout": lambda: _blackout(station_of(request), actor),
    }


def _blackout(station: Station, actor: Actor | None) -> Blackout | None:
    """What keeps the signs dark now, for the banner of whoever may read pages."""
    return None if actor is None or actor.must_change_password else station.blackouts.state().now


def _site(station: Station, language: str) -> dict[str, Any]:
    settings, now = station.settings, station.clock.now()
    return {
        "lang": language,
        "t": speaker(language),
        "pick": picker(language),
        "when": clock_text(station),
        "exactly": lambda at: local_text(at, settings.zoneinfo),
        "age": lambda since: age_text(now - since, language),
        "name_of": names(station),
        "now": now,
        "zone": settings.zone,
        "practice_site": settings.mode is Mode.PRACTICE,
        "town": settings.desk.town,
        "leading_group": settings.desk.leading_group,
        "sign_off_hours": settings.desk.sign_off_hours,
        "alert_count": lambda: _alert_count(station),
    }


def _alert_count(station: Station) -> int:
    """How many alerts are open, for the badge of every page."""
    from ledctl.alerts.records import count_open

    lookout = station.lookout
    return len(lookout.open()) if lookout.unwritten else count_open(station.database)


def names(station: Station) -> Callable[[str], str]:
    """A person's name by account, looked up when a page first asks; an unknown account is itself."""
    known: dict[str, str] = {}

    def name_of(account: str) -> str:
        if not known:
            known.update((person.account, person.name) for person in station.registry.people())
        return known.get(account, account)

    return name_of


def _address(request: Request) -> str:
    """Where the reader is, to come back to; a page that answers a form has no address to come back to."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def speaker(language: str) -> Callable[..., str]:
    """``t(key, **facts)`` in this language."""
    return lambda key, /, **facts: say(key, language, **facts)


def picker(language: str) -> Callable[[Pair], str]:
    """``pick(pair)``: the Chinese or the English of a pair."""
    index = LANGUAGES.index(language)
    return lambda pair: pair[index]


def clock_text(station: Station) -> Callable[[datetime], str]:
    """An instant as the office reads it, in the site's zone and to the minute (R13, R14)."""
    zone = station.settings.zoneinfo
    return lambda at: at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def age_text(age: timedelta, language: str) -> str:
    """How long something has waited, in the largest whole unit."""
    minutes = max(0, int(age.total_seconds() // 60))
    for size, key in ((24 * 60, "age_days"), (60, "age_hours")):
        if minutes >= size:
            return say(key, language, n=minutes // size)
    return say("age_minutes", language, n=minutes)
