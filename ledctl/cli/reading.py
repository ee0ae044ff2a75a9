"""Commands that only look at the record: who looks is on record too.

A reader may say who they are, with ``--as`` or ``--token``: then an auditor's look is recorded as
an auditor's, and a wrong password is refused. Nobody is asked to: whoever runs a command here can read
the file itself. Then the record names the account of the operating system that ran it, as ``cli:NAME``,
which is what the machine says and proves no person.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from inspect import Signature, signature
from typing import Any

import typer

from ledctl.accounts.looks import note_look, note_reading
from ledctl.accounts.model import Actor
from ledctl.cli.common import WHO, act_as, station_at
from ledctl.sentences import sentence
from ledctl.station import Station


class Reader:
    """Whoever runs the command; ``looks`` writes down what was asked, once it can be answered."""

    def __init__(self, station: Station, actor: Actor | None) -> None:
        self._station = station
        self._actor = actor

    def looks(self, what: str) -> None:
        """Write it down; a database that takes nothing does not keep the answer back, and says so."""
        database, now = self._station.database, self._station.clock.now()
        if self._actor is not None:
            noted = note_look(database, self._actor, now, what)
        else:
            noted = note_reading(database, machine_account(), now, what)
        if not noted:
            told = sentence("look_not_recorded")
            typer.echo(f"{told.zh}\n{told.en}", file=sys.stderr)


def reading(command: Callable[..., None]) -> Callable[..., None]:
    """A command that only looks: it gets ``station`` and ``reader``, and the options that say who reads."""
    own = [*signature(command, eval_str=True).parameters.values()][2:]

    @wraps(command)
    def run(**given: Any) -> None:
        who = {name: given.pop(name) for name in WHO}
        with station_at(who["site"]) as station:
            command(station, Reader(station, _named(station, who)), **given)

    shown = [*own, *WHO.values()]
    run.__annotations__ = {one.name: one.annotation for one in shown}
    run.__signature__ = Signature(shown)  # type: ignore[attr-defined]
    return run


def _named(station: Station, who: dict[str, Any]) -> Actor | None:
    if who["as_account"] is None and not who["token"]:
        return None
    return act_as(station, who["as_account"], who["token"], who["password_stdin"])


def machine_account() -> str:
    """The account of the operating system that runs this; by the kernel's word, not the environment's."""
    try:
        from pwd import getpwuid
    except ImportError:  # no such table on this system
        return os.environ.get("USERNAME", "unknown")
    try:
        return getpwuid(os.getuid()).pw_name
    except KeyError:  # a container often runs under a number nobody named
        return str(os.getuid())
