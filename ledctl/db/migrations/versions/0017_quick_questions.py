"""Indexes for what is asked of many years: the count of a period reads nothing but its index.

An index of the day alone led to a row each, somewhere in the file; with the sums
beside the day the roll-up of a year is read in one stroke.
"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"

SUMS = ("day", "practice", "sign", "notice", "shown", "acked", "on_air_ms")


def upgrade() -> None:
    """Put the sums into the index of the days."""
    op.drop_index("ix_rollup_day", "rollup")
    op.create_index("ix_rollup_sums", "rollup", list(SUMS))
