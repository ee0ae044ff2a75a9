"""Warning templates, approved before they are needed."""

from __future__ import annotations

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Refuse: going back would drop decisions."""
    raise NotImplementedError("decisions are never dropped; restore a backup to go back")
