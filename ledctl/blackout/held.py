"""An order that is not on record yet, as a value and as text. Pure.

While the database takes nothing (a full disk, one that is read-only), the office hands
the order to the publisher, which holds it until it can be written down. The instant is
kept to its last digit: by who and when, the order is known again if it was written after all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from ledctl.accounts.model import Actor, Via
from ledctl.blackout.states import Answer, How

UNRECORDED = 0
"""Its number for whoever asks; any number on record is larger."""
ASK = "dark"
"""The publisher's word for it: alone it asks, with an order behind it that is ordered."""
MOST_ANSWERS, MOST_WORDS = 200, 100
"""So many signs are told of, each in so many characters: an answer is one datagram."""


@dataclass(frozen=True, slots=True)
class Held:
    """Who ordered every sign dark, from where, and when."""

    account: str
    name: str
    via: str
    at: datetime

    @classmethod
    def by(cls, actor: Actor, at: datetime) -> Self:
        return cls(actor.account, actor.name, actor.via.value, at)

    @property
    def actor(self) -> Actor:
        """Who it was, without any right: those were looked at when it was ordered."""
        return Actor(self.account, self.name, frozenset(), Via(self.via))

    def as_text(self) -> str:
        """In one line of ASCII."""
        return json.dumps({**asdict(self), "at": self.at.isoformat()})

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """What ``as_text`` wrote; ``None`` of anything else."""
        try:
            told = json.loads(text)
            return cls(str(told["account"]), str(told["name"]), Via(told["via"]).value, _instant(told["at"]))
        except (ValueError, TypeError, KeyError):
            return None


@dataclass(frozen=True, slots=True)
class Holding:
    """What the publisher says of it: whether every sign is ordered dark, the order, the answers so far."""

    is_on: bool
    held: Held | None = None
    answers: tuple[Answer, ...] = ()

    def as_answer(self) -> dict[str, Any]:
        """In plain values, for another process."""
        held = None if self.held is None else self.held.as_text()
        return {
            "on": self.is_on,
            "held": held,
            "answers": [_told(one) for one in self.answers[:MOST_ANSWERS]],
        }

    @classmethod
    def from_answer(cls, answer: object) -> Self | None:
        """``None`` when nobody answered."""
        if not isinstance(answer, Mapping):
            return None
        held = Held.from_text(answer["held"]) if answer["held"] else None
        return cls(bool(answer["on"]), held, tuple(_heard(one) for one in answer["answers"]))


def _told(one: Answer) -> list[Any]:
    return [one.sign, one.how.value, one.at.isoformat(), one.ms, one.proof, one.evidence[:MOST_WORDS]]


def _heard(told: list[Any]) -> Answer:
    sign, how, at, ms, proof, evidence = told
    return Answer(sign, How(how), _instant(at), ms, proof, evidence)


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("an instant names its zone")
    return at
