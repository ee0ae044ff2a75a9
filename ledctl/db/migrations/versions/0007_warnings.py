"""Warning templates, what was decided on them, what took the short way by them, what took whose place.

All four are facts from the first row on. A proposer never approves or rejects an
own template (R5, by CHECK), and a decision is bound to the very template. A warning is
superseded once, and then no display order of it can be written any more: by a trigger,
so that no way of approving brings it back (Emergency Response Law 2024 art. 70).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect, refuse_replacement

revision = "0007"
down_revision = "0006"

BOUND = ("digest", "proposer", "practice")


def upgrade() -> None:
    """Create the tables and keep them as they are written."""
    _create_templates()
    _create_decisions()
    _create_short_way()
    again = "id = NEW.id OR (template_id = NEW.template_id AND from_state = NEW.from_state)"
    for table, key in (
        ("warning_template", "id = NEW.id"),
        ("warning_template_decision", again),
        ("short_way", "id = NEW.id OR (notice_id = NEW.notice_id AND version_no = NEW.version_no)"),
        ("superseding", "earlier = NEW.earlier"),
    ):
        protect(table)
        refuse_replacement(table, key)
    _close_the_superseded()


def downgrade() -> None:
    """Refuse: going back would drop decisions."""
    raise NotImplementedError("decisions are never dropped; restore a backup to go back")


def _create_templates() -> None:
    op.create_table(
        "warning_template",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("source", 200),
        _text("category", 40),
        _text("levels", 40),
        _text("pattern", 500),
        _text("phone", 200),
        sa.Column("hours", sa.Integer, nullable=False),
        _text("digest", 64),
        _text("why"),
        _text("proposer", 64),
        _text("proposer_name", 100),
        *_way(),
        sa.Column("practice", sa.Boolean, nullable=False),
        sa.UniqueConstraint("id", *BOUND, name="template_bound"),
    )


def _create_decisions() -> None:
    op.create_table(
        "warning_template_decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("template_id", sa.Integer, nullable=False, index=True),
        _text("digest", 64),
        _text("proposer", 64),
        sa.Column("practice", sa.Boolean, nullable=False),
        _text("step", 20),
        _text("from_state", 20),
        _text("to_state", 20),
        _text("account", 64),
        _text("name", 100),
        *_way(),
        _text("opinion"),
        sa.UniqueConstraint("template_id", "from_state", name="template_leaves_a_state_once"),
        sa.CheckConstraint(
            "step = 'withdraw' OR account <> proposer", name="template_proposer_does_not_decide"
        ),
        sa.ForeignKeyConstraint(
            ["template_id", *BOUND],
            [f"warning_template.{name}" for name in ("id", *BOUND)],
            name="decision_binds_template",
        ),
    )


def _create_short_way() -> None:
    op.create_table(
        "short_way",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("notice_id", 64),
        sa.Column("version_no", sa.Integer, nullable=False),
        _text("version_digest", 64),
        sa.Column("template_id", sa.Integer, nullable=False),
        _text("template_digest", 64),
        sa.Column("hours", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("notice_id", "version_no", name="one_short_way_a_version"),
    )
    op.create_table(
        "superseding",
        sa.Column("earlier", sa.String(64), primary_key=True),
        _text("later", 64),
        sa.Column("decision_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("earlier <> later", name="nothing_supersedes_itself"),
    )


def _close_the_superseded() -> None:
    name, there = "superseded_stays_down", "SELECT 1 FROM superseding WHERE earlier = NEW.notice_id"
    if op.get_bind().dialect.name != "postgresql":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE INSERT ON display_order WHEN EXISTS ({there}) "
            "BEGIN SELECT RAISE(ABORT, 'a superseded warning does not come back'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION ledctl_{name}() RETURNS trigger AS $$ BEGIN IF EXISTS ({there}) THEN "
        "RAISE EXCEPTION 'a superseded warning does not come back'; END IF; RETURN NEW; END $$ "
        "LANGUAGE plpgsql"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE INSERT ON display_order FOR EACH ROW EXECUTE FUNCTION ledctl_{name}()"
    )


def _way() -> tuple[sa.Column[str], sa.Column[object]]:
    return _text("via", 10), sa.Column("at", sa.DateTime(timezone=True), nullable=False)


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
