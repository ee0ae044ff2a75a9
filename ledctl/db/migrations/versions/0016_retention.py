"""Decisions on what need not be kept any longer, and what was given up under them.

All three tables are facts. A body of the record may be emptied only when ``disposed``
names it, and that only under an approved decision on records that are old enough; what
the law asks for at least is in the database, not in the program alone: 183 days of the
display log (Cybersecurity Law, six months of logs), ten years of pictures and texts.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledctl.db.append_only import protect, refuse_replacement
from ledctl.db.disposable import allow_disposal, refuse_insert

revision = "0016"
down_revision = "0015"

BOUND = ("record_class", "before", "digest", "proposer", "practice")
SEGMENT = ("id", "sign", "from_ms", "to_ms", "shown", "acked", "on_air_ms", "header", "body", "prev", "hash")
PROGRAM = ("digest", "panel", "pages", "body", "created_at")
VERSION = (
    *("id", "notice_id", "no", "content", "digest", "source_digest", "findings", "redacted"),
    *("author", "editor", "submitter", "created_at", "submitted_at"),
)


def upgrade() -> None:
    """Create the tables, and let bodies go under their rules."""
    _create_disposal()
    _create_decision()
    _create_disposed()
    for table in ("disposal", "disposal_decision", "disposed"):
        protect(table)
    refuse_replacement("disposal", "id = NEW.id")
    again = "id = NEW.id OR (disposal_id = NEW.disposal_id AND from_state = NEW.from_state)"
    refuse_replacement("disposal_decision", again)
    again = "id = NEW.id OR (record_class = NEW.record_class AND record_key = NEW.record_key)"
    refuse_replacement("disposed", again)
    _keep_floors()
    _let_go()


def downgrade() -> None:
    """Refuse: going back would drop decisions."""
    raise NotImplementedError("decisions are never dropped; restore a backup to go back")


def _create_disposal() -> None:
    op.create_table(
        "disposal",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("record_class", 20),
        sa.Column("before", sa.Date, nullable=False),
        sa.Column("records", sa.Integer, nullable=False),
        _text("digest", 64),
        _text("why"),
        _text("proposer", 64),
        _text("proposer_name", 100),
        *_way(),
        sa.Column("practice", sa.Boolean, nullable=False),
        sa.UniqueConstraint("id", *BOUND, name="disposal_bound"),
    )


def _create_decision() -> None:
    op.create_table(
        "disposal_decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("disposal_id", sa.Integer, nullable=False, index=True),
        _text("record_class", 20),
        sa.Column("before", sa.Date, nullable=False),
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
        sa.UniqueConstraint("disposal_id", "from_state", name="disposal_leaves_a_state_once"),
        sa.CheckConstraint("step = 'withdraw' OR account <> proposer", name="proposer_does_not_dispose"),
        sa.ForeignKeyConstraint(
            ["disposal_id", *BOUND],
            [f"disposal.{name}" for name in ("id", *BOUND)],
            name="decision_binds_disposal",
        ),
    )


def _create_disposed() -> None:
    op.create_table(
        "disposed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("disposal_id", sa.Integer, sa.ForeignKey("disposal.id"), nullable=False, index=True),
        _text("record_class", 20),
        _text("record_key", 64),
        _text("sha256", 64),
        sa.Column("size", sa.Integer, nullable=False),
        _text("sums"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("record_class", "record_key", name="disposed_once"),
    )


def _keep_floors() -> None:
    """Nothing inside its time: not proposed, and not given up."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    floor = "CASE NEW.record_class WHEN 'display_log' THEN {} ELSE {} END"
    if postgresql:
        least = floor.format("interval '183 days'", "interval '3650 days'")
        young = f"NEW.before > ((NEW.at AT TIME ZONE 'UTC') - {least})::date"
        began = "(d.before::timestamp AT TIME ZONE 'UTC')"
        ms = f"(EXTRACT(EPOCH FROM {began}) * 1000)::bigint"
        # a picture's key is no number, and all of the rule is worked out whatever the class is
        number = "CASE WHEN NEW.record_class <> 'frames' THEN CAST(NEW.record_key AS BIGINT) END"
    else:
        least = floor.format("'-183 days'", "'-3650 days'")
        young, began = f"NEW.before > date(NEW.at, {least})", "d.before"
        ms, number = "strftime('%s', d.before) * 1000", "CAST(NEW.record_key AS INTEGER)"
    refuse_insert("disposal", "too_young", young, "records are kept longer than that")
    refuse_insert(
        "disposed", "not_due", _not_due(ms=ms, number=number, began=began), "no decision covers this record"
    )


def _not_due(*, ms: str, number: str, began: str) -> str:
    """No approval that stands, the record is not as old as it says, or an objection needs it."""
    over = f"SELECT 1 FROM display_order o WHERE o.ends_at >= {began} AND o."
    newer = f"SELECT 1 FROM version w WHERE w.notice_id = v.notice_id AND w.created_at >= {began}"
    objected = (
        "(SELECT b.notice_id FROM objection b "
        "WHERE NOT EXISTS (SELECT 1 FROM objection_decision c WHERE c.objection_id = b.id))"
    )
    logged = f"SELECT 1 FROM segment_notice n WHERE n.segment = s.id AND n.notice IN {objected}"
    shown = f"SELECT 1 FROM display_order o WHERE o.program_digest = p.digest AND o.notice_id IN {objected}"
    old = {
        "display_log": f"SELECT 1 FROM segment s WHERE s.id = {number} AND s.to_ms < {ms} "
        f"AND NOT EXISTS ({logged})",
        "frames": f"SELECT 1 FROM program p WHERE p.digest = NEW.record_key AND p.created_at < {began} "
        f"AND NOT EXISTS ({over}program_digest = p.digest) AND NOT EXISTS ({shown})",
        "texts": f"SELECT 1 FROM version v WHERE v.id = {number} AND v.submitted_at < {began} "
        f"AND NOT EXISTS ({over}notice_id = v.notice_id) AND NOT EXISTS ({newer}) "
        f"AND v.notice_id NOT IN {objected}",
    }
    due = " OR ".join(f"(d.record_class = '{name}' AND EXISTS ({rule}))" for name, rule in old.items())
    back = "SELECT 1 FROM disposal_decision x WHERE x.disposal_id = d.id AND x.step = 'withdraw'"
    return (
        "NOT EXISTS (SELECT 1 FROM disposal d JOIN disposal_decision e ON e.disposal_id = d.id "
        "WHERE d.id = NEW.disposal_id AND d.record_class = NEW.record_class AND e.step = 'approve' "
        f"AND e.from_state = 'proposed' AND NOT EXISTS ({back}) AND ({due}))"
    )


def _let_go() -> None:
    nothing = "'\\x'::bytea" if op.get_bind().dialect.name == "postgresql" else "X''"
    allow_disposal(
        "segment",
        trigger="segment_no_update",
        record_class="display_log",
        columns=SEGMENT,
        emptied={"body": nothing},
    )
    allow_disposal(
        "program",
        trigger="program_no_update",
        record_class="frames",
        columns=PROGRAM,
        emptied={"body": nothing},
        key="digest",
    )
    allow_disposal(
        "version",
        trigger="version_frozen_update",
        record_class="texts",
        columns=VERSION,
        emptied={"content": "NEW.content", "findings": "'[]'"},
        when="OLD.submitted_at IS NOT NULL",
        refusal="frozen after submission",
    )


def _way() -> tuple[sa.Column[str], sa.Column[object]]:
    return _text("via", 10), sa.Column("at", sa.DateTime(timezone=True), nullable=False)


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
