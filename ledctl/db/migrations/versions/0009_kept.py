"""Personal data that two people decided to leave in a public text, and why: facts from the first row on.

Who asks never agrees (R5, by CHECK), and a consent is bound to the very request by
a foreign key over all it repeats. A request is agreed to once.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect, refuse_replacement

revision = "0009"
down_revision = "0008"

BOUND = ("id", "digest", "account")


def upgrade() -> None:
    """Create the two tables and keep them as they are written."""
    op.create_table(
        "keep_request",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("notice_id", sa.String(64), sa.ForeignKey("notice.id"), nullable=False, index=True),
        sa.Column("version_no", sa.Integer, nullable=False),
        _text("version_digest", 64),
        _text("place"),
        _text("datum", 20),
        _text("digest", 64),
        _text("reason"),
        *_who(),
        sa.UniqueConstraint(*BOUND, name="keep_request_bound"),
    )
    op.create_table(
        "keep_consent",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("request_id", sa.Integer, nullable=False),
        _text("digest", 64),
        _text("proposer", 64),
        *_who(),
        _text("opinion"),
        sa.UniqueConstraint("request_id", name="keep_request_agreed_once"),
        sa.CheckConstraint("account <> proposer", name="proposer_does_not_agree"),
        sa.ForeignKeyConstraint(
            ["request_id", "digest", "proposer"],
            [f"keep_request.{name}" for name in BOUND],
            name="consent_binds_request",
        ),
    )
    protect("keep_request")
    protect("keep_consent")
    refuse_replacement("keep_request", "id = NEW.id")
    refuse_replacement("keep_consent", "id = NEW.id OR request_id = NEW.request_id")


def downgrade() -> None:
    """Refuse: going back would drop decisions."""
    raise NotImplementedError("decisions are never dropped; restore a backup to go back")


def _who() -> tuple[sa.Column[str], sa.Column[str], sa.Column[str], sa.Column[object], sa.Column[bool]]:
    return (
        _text("account", 64),
        _text("name", 100),
        _text("via", 10),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice", sa.Boolean, nullable=False),
    )


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
