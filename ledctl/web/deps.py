"""What endpoints ask for: the visit (who is here, at which station) and a checked form.

``Signed`` is a person whose password is their own; ``Newcomer`` may still have
a one-time one. ``Form`` is what a page of ours posted, after the form key was
compared; an endpoint that takes no ``Form`` changes nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData, UploadFile

from ledctl.accounts.model import Actor, Role
from ledctl.content.files import MAX_BYTES
from ledctl.errors import NotAllowed
from ledctl.station import Station
from ledctl.web.auth import MustChangePassword, actor_of, require_own_form, token_of
from ledctl.web.pages import language_of, render, station_of


@dataclass(frozen=True, slots=True)
class Visit:
    """A signed-in person at a page."""

    request: Request
    station: Station
    actor: Actor
    token: str

    @property
    def form_key(self) -> str:
        return self.station.registry.form_key(self.token)

    @property
    def language(self) -> str:
        return language_of(self.request)

    def page(self, name: str, /, *, status: int = 200, **facts: Any) -> HTMLResponse:
        return render(self.request, name, facts, status=status, actor=self.actor, form_key=self.form_key)


class Fields:
    """A posted form: text by name, missing fields are empty."""

    def __init__(self, data: FormData) -> None:
        self._data = data

    def text(self, name: str) -> str:
        value = self._data.get(name, "")
        return _plain(value).replace("\r\n", "\n") if isinstance(value, str) else ""

    def line(self, name: str) -> str:
        return self.text(name).strip()

    def texts(self, name: str) -> list[str]:
        return [_plain(value) for value in self._data.getlist(name) if isinstance(value, str)]

    def files(self, name: str, most: int = MAX_BYTES) -> Iterator[tuple[str, bytes]]:
        """Name and content of every uploaded file; one byte more than allowed shows that it is too large."""
        for value in self._data.getlist(name):
            if isinstance(value, UploadFile) and value.filename:
                yield value.filename, value.file.read(most + 1)

    def as_dict(self) -> dict[str, str]:
        return {name: self.text(name) for name in self._data}


def _plain(text: str) -> str:
    """A form says itself how it is encoded; half a character that no encoding can write becomes ``?``."""
    return text.encode("utf-8", "replace").decode()


def newcomer(request: Request) -> Visit:
    """Whoever is signed in, also with a one-time password."""
    station = station_of(request)
    return Visit(request, station, actor_of(request, station), token_of(request))


def signed(visit: Annotated[Visit, Depends(newcomer)]) -> Visit:
    """A person with a password of their own."""
    if visit.actor.must_change_password:
        raise MustChangePassword
    return visit


def administrator(visit: Annotated[Visit, Depends(signed)]) -> Visit:
    if not visit.actor.has(Role.ADMINISTRATOR):
        raise NotAllowed.of("administrators_only")
    return visit


async def posted(request: Request) -> AsyncIterator[Fields]:
    """The form as it came, not checked yet; uploaded files are closed afterwards."""
    async with request.form(max_part_size=MAX_BYTES) as data:
        yield Fields(data)


def checked(visit: Annotated[Visit, Depends(newcomer)], fields: Annotated[Fields, Depends(posted)]) -> Fields:
    """The form, certainly from a page of this sign-in."""
    require_own_form(visit.request, visit.form_key, fields.text("form_key"))
    return fields


def go(path: str) -> RedirectResponse:
    """On to another page after a form was taken."""
    return RedirectResponse(path, 303)


Newcomer = Annotated[Visit, Depends(newcomer)]
Signed = Annotated[Visit, Depends(signed)]
Administrator = Annotated[Visit, Depends(administrator)]
Posted = Annotated[Fields, Depends(posted)]
Form = Annotated[Fields, Depends(checked)]
