"""Who stands in for whom, on whose behalf and by which rule a decision was taken, and internal remarks.

Delegations, their ends and remarks are facts from the first row on. The new columns of
``decision`` begin empty in old rows, which nothing else changes. R5 holds for every
signature and for whoever is stood in for, by CHECK.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect, refuse_replacement

revision = "0005"
down_revision = "0004"

EMPTY = {"on_behalf_name": 100, "rule": 40, "referred_to": 200}


def upgrade() -> None:
    """Widen ``decision``; create the three tables and keep them as they are written."""
    _widen_decision()
    _create_delegations()
    _create_remark()
    for table in ("delegation", "delegation_end", "remark"):
        protect(table)
    refuse_replacement("delegation", "id = NEW.id")
    refuse_replacement("delegation_end", "id = NEW.id OR delegation_id = NEW.delegation_id")
    refuse_replacement("remark", "id = NEW.id")


def downgrade() -> None:
    """Refuse: going back would drop decisions."""
    raise NotImplementedError("decisions are never dropped; restore a backup to go back")


def _widen_decision() -> None:
    op.execute(
        "ALTER TABLE decision ADD COLUMN on_behalf_of VARCHAR(64) NOT NULL DEFAULT '' "
        "CONSTRAINT signer_is_no_maker CHECK ("
        "(step <> 'sign' OR (account <> author AND account <> editor AND account <> submitter)) AND "
        "(step NOT IN ('sign', 'approve') OR on_behalf_of = '' OR "
        "(on_behalf_of <> author AND on_behalf_of <> editor AND on_behalf_of <> submitter)))"
    )
    for name, length in EMPTY.items():
        op.add_column("decision", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    op.add_column("decision", sa.Column("seen_pixels", sa.Boolean, nullable=True))


def _create_delegations() -> None:
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("giver", sa.String(64), nullable=False, index=True),
        sa.Column("stand_in", sa.String(64), nullable=False, index=True),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        _text("reason"),
        *_by(),
        sa.CheckConstraint("giver <> stand_in", name="nobody_stands_in_for_oneself"),
        sa.CheckConstraint("first <= last", name="delegation_runs_forward"),
    )
    op.create_table(
        "delegation_end",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("delegation_id", sa.Integer, nullable=False),
        _text("reason"),
        *_by(),
        sa.UniqueConstraint("delegation_id", name="a_delegation_ends_once"),
    )


def _create_remark() -> None:
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("notice_id", sa.String(64), nullable=False, index=True),
        sa.Column("version_no", sa.Integer, nullable=False),
        _text("name", 100),
        *_by(),
        _text("text"),
        sa.Column("practice", sa.Boolean, nullable=False),
    )


def _by() -> tuple[sa.Column[str], sa.Column[str], sa.Column[dt.datetime]]:
    at = sa.Column("at", sa.DateTime(timezone=True), nullable=False)
    return _text("account", 64), _text("via", 10), at


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
