"""Paper boards: the register, sheets, postings on a board, photos, updates and checks. All facts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect, refuse_replacement

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Create the tables of the boards; none of their rows can be changed."""
    _create_board()
    _create_photo()
    _create_sheet_copy()
    _create_postings()
    _create_rounds()


def _create_board() -> None:
    op.create_table(
        "board",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(40), nullable=False, index=True),
        *(_text(name, length) for name, length in (("level", 10), ("label", 100), ("village", 100))),
        _text("place", 200),
        *(_number(name) for name in ("width_cm", "height_cm", "fixed_percent")),
        sa.Column("categories", sa.String, nullable=False),
        *(_text(name, length) for name, length in (("special", 100), ("keeper", 100), ("condition", 10))),
        *(_text(name, length) for name, length in (("condition_note", 500), ("photo", 64))),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("in_use", "practice")),
        *_signed(),
    )
    _keep("board", "id = NEW.id")


def _create_photo() -> None:
    op.create_table(
        "photo",
        sa.Column("digest", sa.String(64), primary_key=True),
        _text("source", 64),
        *(_number(name) for name in ("width", "height")),
        sa.Column("body", sa.LargeBinary, nullable=False),
        _practice(),
        *_signed(),
    )
    _keep("photo", "digest = NEW.digest")


def _create_sheet_copy() -> None:
    op.create_table(
        "sheet_copy",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("notice_id", sa.String(64), nullable=False, index=True),
        _number("version_no"),
        _text("version_digest", 64),
        sa.Column("code", sa.String(12), nullable=False, index=True),
        _number("copy_no"),
        _text("paper", 4),
        sa.Column("landscape", sa.Boolean, nullable=False),
        _number("pages"),
        _text("pdf_digest", 64),
        _practice(),
        *_signed(),
        sa.UniqueConstraint("notice_id", "version_no", "copy_no", name="sheet_copy_once"),
    )
    same = "notice_id = NEW.notice_id AND version_no = NEW.version_no AND copy_no = NEW.copy_no"
    _keep("sheet_copy", f"id = NEW.id OR ({same})")


def _create_postings() -> None:
    op.create_table(
        "board_posting",
        sa.Column("posting_id", sa.Integer, primary_key=True),
        sa.Column("board", sa.String(40), nullable=False, index=True),
        sa.Column("sheet_id", sa.Integer, nullable=True),
        _text("photo", 64),
        *_signed(),
    )
    op.create_table(
        "board_posting_end",
        sa.Column("posting_id", sa.Integer, primary_key=True),
        _text("photo", 64),
        *_signed(),
    )
    op.create_table(
        "posting_strike",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("posting_id", sa.Integer, nullable=False, unique=True),
        sa.Column("reason", sa.String, nullable=False),
        *_signed(),
    )
    _keep("board_posting", "posting_id = NEW.posting_id")
    _keep("board_posting_end", "posting_id = NEW.posting_id")
    _keep("posting_strike", "id = NEW.id OR posting_id = NEW.posting_id")


def _create_rounds() -> None:
    op.create_table(
        "board_update",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("board", sa.String(40), nullable=False, index=True),
        sa.Column("done_on", sa.Date, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        _text("photo", 64),
        _practice(),
        *_signed(),
    )
    op.create_table(
        "board_check",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("board", sa.String(40), nullable=False, index=True),
        sa.Column("checked_on", sa.Date, nullable=False),
        _text("team", 200),
        *(sa.Column(name, sa.String, nullable=False) for name in ("looked_at", "findings")),
        _text("photo", 64),
        sa.Column("mend_by", sa.Date, nullable=True),
        _practice(),
        *_signed(),
    )
    op.create_table(
        "board_check_mended",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("check_id", sa.Integer, nullable=False, unique=True),
        sa.Column("mended_on", sa.Date, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        _text("photo", 64),
        *_signed(),
    )
    _keep("board_update", "id = NEW.id")
    _keep("board_check", "id = NEW.id")
    _keep("board_check_mended", "id = NEW.id OR check_id = NEW.check_id")


def _keep(table: str, key: str) -> None:
    protect(table)
    refuse_replacement(table, key)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _practice() -> sa.Column[bool]:
    return sa.Column("practice", sa.Boolean, nullable=False)


def _signed() -> tuple[sa.Column[Any], ...]:
    return (
        _text("account", 64),
        _text("name", 100),
        _text("via", 10),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Refuse: going back would drop facts."""
    raise NotImplementedError("facts are never dropped; restore a backup to go back")
