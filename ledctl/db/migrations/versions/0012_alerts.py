"""What is wrong and who was told."""

from __future__ import annotations

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Refuse: going back would drop facts."""
    raise NotImplementedError("facts are never dropped; restore a backup to go back")
