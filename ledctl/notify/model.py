"""The tables of the outbox: what is to be told, the messages of it, and each try.

A turn is written in the transaction of the step that made it, so that neither stands without
the other. Tries are facts (migration 0008). No text and no address is kept: both are
made when something is sent, from what is public and what the settings say then.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel


class Way(StrEnum):
    """How a message goes out."""

    MAIL = "mail"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    WEBHOOK = "webhook"


class Fate(StrEnum):
    """What became of a message. ``stale``: the notice had moved on; ``dead``: given up."""

    WAITING = "waiting"
    SENT = "sent"
    STALE = "stale"
    DEAD = "dead"


class Topic(StrEnum):
    """What a matter of the outbox is about; ``notice_id`` then names one of these."""

    NOTICE = "notice"
    ALERT = "alert"
    DIGEST = "digest"


class Turn(SQLModel, table=True):
    """A matter somebody is to be told of: a notice whose turn came, an alert, a night's alerts.

    ``state``: the notice's, or what became of the alert. ``told_at``: its messages were made.
    """

    id: int | None = Field(default=None, primary_key=True)
    notice_id: str = Field(max_length=64)
    version_no: int
    state: str = Field(max_length=20)
    at: datetime = Field(index=True)
    told_at: datetime | None = None
    topic: str = Field(default=Topic.NOTICE, max_length=10, sa_column_kwargs={"server_default": "notice"})


class Message(SQLModel, table=True):
    """One message of a turn on one way, to one account (none for a group's robot)."""

    id: int | None = Field(default=None, primary_key=True)
    turn_id: int = Field(foreign_key="turn.id", index=True)
    way: str = Field(max_length=10)
    account: str = Field(max_length=64)
    created_at: datetime
    due_at: datetime
    tries: int = 0
    fate: str = Field(default=Fate.WAITING, max_length=10, index=True)


class Attempt(SQLModel, table=True):
    """One try to send a message: whether it was taken, or why not."""

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(index=True)
    at: datetime
    ok: bool
    detail: str = Field(max_length=100)


def key_of(row: Turn | Message) -> int:
    """The key of a row that is stored."""
    if row.id is None:
        raise ValueError("the row is not stored yet")
    return row.id
