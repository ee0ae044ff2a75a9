"""Who calls the API: a bearer token, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from ledctl.accounts.model import Actor, Via
from ledctl.errors import NotAllowed, NotSignedIn
from ledctl.station import Station
from ledctl.web.auth import note_look
from ledctl.web.pages import station_of

_bearer = HTTPBearer(auto_error=False, description="The token that POST /login gives.")


@dataclass(frozen=True, slots=True)
class Call:
    """A signed-in person's program at the API."""

    station: Station
    actor: Actor
    token: str
    response: Response

    def look(self, what: str) -> None:
        """An auditor's look is on record; where nothing takes it, a head of the answer says so."""
        if not note_look(self.station, self.actor, what):
            self.response.headers["x-look-recorded"] = "no"


def caller(
    request: Request,
    response: Response,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Call:
    """Whoever the token belongs to, also with a one-time password."""
    if bearer is None:
        raise NotSignedIn.of("not_signed_in")
    station = station_of(request)
    return Call(
        station, station.registry.actor(bearer.credentials, via=Via.API), bearer.credentials, response
    )


def signed(call: Annotated[Call, Depends(caller)]) -> Call:
    """A person with a password of their own (R43)."""
    if call.actor.must_change_password:
        raise NotAllowed.of("password_must_change")
    return call


Caller = Annotated[Call, Depends(caller)]
Signed = Annotated[Call, Depends(signed)]
