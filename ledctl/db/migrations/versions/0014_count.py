"""What the count needs besides the roll-up: what was only sent, by itself, and publications elsewhere.

``sent_only`` is derived, like the roll-up, and is filled here for the segments there
are. ``outside_item`` and ``outside_strike`` are facts from the first row on.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op
from sqlmodel import Session

from ledctl.db.append_only import protect, refuse_replacement

revision = "0014"
down_revision = "0013"

BATCH = 500
PARTS = ("sealing", "segments", "tally")


def upgrade() -> None:
    """Create the tables, index the roll-up by day, and add up what was only sent."""
    op.create_index("ix_rollup_day", "rollup", ["day"])
    op.create_index("ix_rollup_notice_day", "rollup", ["notice", "day"])
    op.create_table(
        "sent_only",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("sign", "notice", "day")),
        sa.Column("practice", sa.Boolean, primary_key=True),
        sa.Column("displays", sa.Integer, nullable=False),
        sa.Column("on_air_ms", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,  # its key is most of the row: keep it once
    )
    op.create_index("ix_sent_only_notice_day", "sent_only", ["notice", "day"])
    _create_outside()
    _add_up_what_was_sent()


def downgrade() -> None:
    """Refuse: going back would drop facts."""
    raise NotImplementedError("facts are never dropped; restore a backup to go back")


def _create_outside() -> None:
    op.create_table(
        "outside_item",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("item", sa.Integer, nullable=True, index=True),
        *(_text(name, length) for name, length in (("title", 200), ("category", 40), ("office", 200))),
        *(_text(name, length) for name, length in (("document", 20), ("channel", 40), ("address", 2000))),
        sa.Column("published_on", sa.Date, nullable=False, index=True),
        _text("source", 200),
        sa.Column("practice", sa.Boolean, nullable=False),
        *_signed(),
    )
    op.create_table(
        "outside_strike",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("outside_id", sa.Integer, nullable=False, unique=True),
        sa.Column("reason", sa.String, nullable=False),
        *_signed(),
    )
    protect("outside_item")
    protect("outside_strike")
    refuse_replacement("outside_item", "id = NEW.id")
    refuse_replacement("outside_strike", "id = NEW.id OR outside_id = NEW.outside_id")


def _signed() -> tuple[sa.Column[Any], ...]:
    who = (_text("account", 64), _text("name", 100), _text("via", 10))
    return (*who, sa.Column("at", sa.DateTime(timezone=True), nullable=False))


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _add_up_what_was_sent() -> None:
    """From the bodies, by the ledger's own sum; on a site without a sign that never answers, nothing."""
    with Session(op.get_bind()) as session:
        done = 0
        while rows := _segments_after(session, done):
            for row in rows:
                _add_sent(session, row)
            done = rows[-1].id
        session.flush()


def _segments_after(session: Session, done: int) -> Any:
    query = sa.text("SELECT id, sign, header, body FROM segment WHERE id > :done ORDER BY id LIMIT :most")
    return session.connection().execute(query, {"done": done, "most": BATCH}).all()


def _add_sent(session: Session, row: Any) -> None:
    """By the ledger itself, brought only when there is something to add: it stands above the database."""
    sealing, segments, tally = (import_module(f"ledctl.ledger.{name}") for name in PARTS)
    try:
        body = segments.unpack(row.body)
        zone = ZoneInfo(json.loads(row.header)["zone"])
    except (ValueError, KeyError):
        return  # a broken row: verify names it, and an upgrade does not fail by it
    if not all(slot.proof for slot in body.slots):
        sealing.add_sent(session, row.sign, tally.tally(body, zone))
