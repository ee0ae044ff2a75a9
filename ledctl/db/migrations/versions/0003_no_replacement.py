"""Facts are not written over either.

SQLite runs no DELETE trigger for the row that ``INSERT OR REPLACE`` takes away,
so that 0001 and 0002 left one way to change a decision with one statement.
"""

from __future__ import annotations

from ledctl.db.append_only import refuse_replacement

revision = "0003"
down_revision = "0002"

KEYS = {"event": "seq", "segment": "id", "program": "digest"} | dict.fromkeys(
    ("decision", "display_order", "order_stop"), "id"
)


def upgrade() -> None:
    """One more trigger for every table of facts."""
    for table, key in KEYS.items():
        refuse_replacement(table, f"{key} = NEW.{key}")
    same = "id = NEW.id OR (notice_id = NEW.notice_id AND no = NEW.no)"
    refuse_replacement("version", same, frozen="submitted_at IS NOT NULL")


def downgrade() -> None:
    """Refuse: going back would leave facts less protected than they were."""
    raise NotImplementedError("facts stay protected; restore a backup to go back")
