"""People, notices, versions, decisions, programs, display orders.

Written by hand, like 0001. Decisions, programs, orders and stops are facts: the
database refuses to change them. A version may change until it is submitted and
never after (R1); an approver is never the author, editor or submitter (R5).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import freeze_submitted, protect

revision = "0002"
down_revision = "0001"

FACTS = ("decision", "program", "display_order", "order_stop")


def upgrade() -> None:
    """Create the tables of the office."""
    _create_people()
    _create_notices()
    _create_decision()
    _create_orders()
    for table in FACTS:
        protect(table)
    freeze_submitted("version")


def downgrade() -> None:
    """Refuse: going back would drop decisions."""
    raise NotImplementedError("decisions are never dropped; restore a backup to go back")


def _text(name: str, length: int | None = None, *, null: bool = False, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=null, index=index)


def _instant(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _number(name: str, *, index: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, index=index)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _create_people() -> None:
    op.create_table(
        "person",
        _id(),
        _text("account", 64),
        _text("name", 100),
        _text("roles", 200),
        _flag("active"),
        _instant("created_at"),
        sa.UniqueConstraint("account"),
    )
    op.create_table(
        "credential",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        _text("hash", 200),
        _flag("one_time"),
        _instant("changed_at"),
        _number("failures"),
        _instant("locked_until", null=True),
    )
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        _text("via", 10),
        _instant("created_at"),
        _instant("expires_at"),
        _instant("ended_at", null=True),
    )


def _create_notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.String(64), primary_key=True),
        _text("title"),
        _text("category", 40, index=True),
        _text("state", 20, index=True),
        _number("version"),
        _flag("practice"),
        _text("created_by", 64),
        _instant("created_at"),
        _instant("updated_at"),
    )
    op.create_table(
        "version",
        _id(),
        sa.Column("notice_id", sa.String(64), sa.ForeignKey("notice.id"), nullable=False),
        _number("no"),
        _text("content"),
        _text("digest", 64),
        _text("source_digest", 64),
        _text("findings"),
        _flag("redacted"),
        _text("author", 64),
        _text("editor", 64),
        _text("submitter", 64, null=True),
        _instant("created_at"),
        _instant("submitted_at", null=True),
        sa.UniqueConstraint("notice_id", "no"),
    )


def _create_decision() -> None:
    op.create_table(
        "decision",
        _id(),
        _text("notice_id", 64, index=True),
        _number("version_no"),
        _text("version_digest", 64),
        _text("step", 20),
        _text("from_state", 20),
        _text("to_state", 20),
        _text("account", 64),
        _text("name", 100),
        _text("via", 10),
        _instant("at"),
        _text("opinion"),
        _text("bound"),
        _text("author", 64),
        _text("editor", 64),
        _text("submitter", 64),
        _flag("practice"),
        sa.CheckConstraint(
            "step <> 'approve' OR (account <> author AND account <> editor AND account <> submitter)",
            name="approver_is_not_author",
        ),
    )


def _create_orders() -> None:
    op.create_table(
        "program",
        sa.Column("digest", sa.String(64), primary_key=True),
        _text("panel", 30),
        _number("pages"),
        sa.Column("body", sa.LargeBinary, nullable=False),
        _instant("created_at"),
    )
    op.create_table(
        "display_order",
        _id(),
        _number("decision_id", index=True),
        _text("notice_id", 64, index=True),
        _number("version_no"),
        _text("version_digest", 64),
        _text("title"),
        _text("category", 40),
        _text("issuing_unit"),
        _text("correction_of", 64, null=True),
        _text("urgency", 20),
        _text("sign", 64, index=True),
        _text("panel", 30),
        _text("program_digest", 64),
        _number("pages"),
        _instant("starts_at"),
        _instant("ends_at"),
        _text("approver", 64),
        _text("approver_name", 100),
        _instant("approved_at"),
        _flag("practice"),
    )
    op.create_table(
        "order_stop",
        _id(),
        _number("order_id", index=True),
        _instant("at"),
        _text("cause", 20),
        _text("account", 64),
        _text("reason"),
    )
