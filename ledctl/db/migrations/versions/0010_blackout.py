"""Every sign dark: ordered by whom, why, lifted by whom, what each sign answered; drills of it.

Facts from the first row on. A real blackout has no end of its own, and is ended by a
person alone (CHECKs, and a foreign key that holds an end to the sort of its order).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect, refuse_replacement

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the four tables and keep them as they are written."""
    op.create_table(
        "blackout",
        _number(),
        sa.Column("drill", sa.Boolean, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        *_who(),
        sa.Column("practice", sa.Boolean, nullable=False),
        sa.UniqueConstraint("id", "drill", name="blackout_bound"),
        sa.CheckConstraint("drill = (until IS NOT NULL)", name="only_a_drill_ends_by_itself"),
    )
    op.create_table(
        "blackout_word",
        _number(),
        sa.Column("blackout_id", sa.Integer, sa.ForeignKey("blackout.id"), nullable=False, index=True),
        _text("reason"),
        *_who(),
    )
    op.create_table(
        "blackout_end",
        _number(),
        sa.Column("blackout_id", sa.Integer, nullable=False),
        sa.Column("drill", sa.Boolean, nullable=False),
        _text("how", 20),
        _text("opinion"),
        *_who(),
        sa.UniqueConstraint("blackout_id", name="blackout_ends_once"),
        sa.CheckConstraint("drill OR how = 'lifted'", name="a_real_one_is_lifted"),
        sa.CheckConstraint("how <> 'lifted' OR account <> 'system'", name="a_person_lifts"),
        sa.ForeignKeyConstraint(
            ["blackout_id", "drill"], ["blackout.id", "blackout.drill"], name="end_binds"
        ),
    )
    op.create_table(
        "blackout_sign",
        _number(),
        sa.Column("blackout_id", sa.Integer, sa.ForeignKey("blackout.id"), nullable=False),
        sa.Column("sign", sa.String(64), nullable=False, index=True),
        _text("how", 20),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ms", sa.Integer, nullable=False),
        sa.Column("proof", sa.Integer, nullable=True),
        _text("evidence"),
        sa.UniqueConstraint("blackout_id", "sign", "how", name="blackout_answered_once"),
    )
    for table in ("blackout", "blackout_word", "blackout_end", "blackout_sign"):
        protect(table)
    refuse_replacement("blackout", "id = NEW.id")
    refuse_replacement("blackout_word", "id = NEW.id")
    refuse_replacement("blackout_end", "id = NEW.id OR blackout_id = NEW.blackout_id")
    refuse_replacement(
        "blackout_sign",
        "id = NEW.id OR (blackout_id = NEW.blackout_id AND sign = NEW.sign AND how = NEW.how)",
    )


def downgrade() -> None:
    """Refuse: going back would drop facts."""
    raise NotImplementedError("facts are never dropped; restore a backup to go back")


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _who() -> tuple[sa.Column[str], sa.Column[str], sa.Column[str], sa.Column[object]]:
    return (
        _text("account", 64),
        _text("name", 100),
        _text("via", 10),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
