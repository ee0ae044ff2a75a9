"""What a person did, as it is written down: the columns of a fact, and its event in the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session

from ledctl.accounts.model import Actor
from ledctl.ledger.log import append


def signed(actor: Actor, at: datetime) -> dict[str, Any]:
    """The columns that say who wrote a fact down, from where, and when."""
    return {"account": actor.account, "name": actor.name, "via": actor.via, "at": at}


def tell(session: Session, kind: str, actor: Actor, *, at: datetime, **facts: Any) -> None:
    """The event of what ``actor`` did, in the caller's transaction (R12); ``facts`` are ``append``'s."""
    append(session, kind=kind, at=at, actor=actor.account, via=actor.via, **facts)
