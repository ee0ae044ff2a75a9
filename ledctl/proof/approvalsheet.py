"""The approval sheet of one notice: its public text, who wrote, checked and approved it, and what that bound.

Everything comes from the version that was approved and the decisions on record, so the
sheet cannot differ from them. Internal remarks are the office's own and not on it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ledctl.content.model import Notice, Table
from ledctl.notices.facts import DecisionFacts, OrderFacts
from ledctl.notices.names import Name, four_names
from ledctl.notices.states import STEP_LABELS
from ledctl.proof.checking import QR, check, qr
from ledctl.proof.evidence import Evidence
from ledctl.proof.longlist import together, widths
from ledctl.proof.wording import grouped, joined, moment

_VIAS = {"web": "网页", "cli": "命令行", "api": "接口", "system": "系统"}
MANY_ROWS = 60
"""A longer list is set smaller, in as few pages as can be read; a reader aloud gets it from the record."""


def print_approval(evidence: Evidence) -> bytes:
    """The sheet as PDF/A; the same evidence gives the same bytes."""
    from ledctl.paper.press import print_pdf

    data = approval(evidence)
    tags = data["table"] is None or not data["table"]["small"]
    return print_pdf("approval", data, at=evidence.at, pictures={QR: qr(evidence)}, tags=tags)


def approval(evidence: Evidence) -> dict[str, Any]:
    """Everything the sheet sets, as text."""
    content, dossier = evidence.content, evidence.file.dossier
    return {
        "title": ("审批单", "Approval sheet"),
        "practice": evidence.practice,
        "head": _head(evidence),
        "notice": content.title,
        "body": list(content.body),
        "table": _table(content.table) if content.table else None,
        "signature": [content.signature.unit, content.signature.date.isoformat()],
        "names": _names(evidence),
        "versions": _versions(evidence),
        "decisions": [_decision(evidence, one) for one in dossier.decisions],
        "orders": [_order(evidence, one) for one in dossier.orders],
        "check": check(evidence),
        "foot": f"{dossier.id} · {moment(evidence.at, evidence.zone)}",
    }


def _head(evidence: Evidence) -> list[tuple[str, str]]:
    content: Notice = evidence.content
    label = evidence.category.label_zh if evidence.category else content.category
    rows = [
        ("编号", evidence.file.id),
        ("文号", content.doc_no),
        ("类别", label),
        ("公布单位", content.issuing_unit),
        ("来源单位", content.source_unit),
        ("版本", f"第 {evidence.version.no} 版"),
        ("内容摘要", grouped(evidence.version.digest)),
        ("原始文件摘要", grouped(evidence.version.source_digest)),
    ]
    return [row for row in rows if row[1]]


def _table(table: Table) -> dict[str, Any]:
    heads = [column.label for column in table.columns]
    rows = [table.cells(row) for row in table.rows]
    rows += [table.cells(table.totals)] if table.totals else []
    small = len(rows) > MANY_ROWS
    columns = widths(heads, rows) if small else []
    return {
        "heads": heads,
        "aligns": [column.align for column in table.columns],
        "widths": columns,
        "rows": together(rows) if columns else rows,
        "small": small,
        "said": f"共 {len(table.rows)} 行",
    }


def _names(evidence: Evidence) -> list[tuple[str, str]]:
    dossier, no = evidence.file.dossier, evidence.version.no
    names = four_names(replace(dossier, versions=tuple(one for one in dossier.versions if one.no <= no)))
    people = {"制作": names.made_by, "审查": names.reviewed_by, "签批": names.signed_by}
    rows = [
        ("公布", names.published_by),
        *((head, joined([_name(one) for one in found])) for head, found in people.items()),
    ]
    return [(head, said or "—") for head, said in rows]


def _name(one: Name) -> str:
    return f"{one.name}（代 {one.for_whom}）" if one.for_whom else one.name


def _versions(evidence: Evidence) -> list[list[str]]:
    names, zone = evidence.file.dossier.names, evidence.zone
    return [
        [
            f"第 {one.no} 版",
            names.get(one.editor, one.editor),
            moment(one.created_at, zone),
            moment(one.submitted_at, zone) if one.submitted_at else "未提交",
            one.digest[:16],
        ]
        for one in reversed(evidence.file.dossier.versions)
    ]


def _decision(evidence: Evidence, one: DecisionFacts) -> list[str]:
    who = one.name + (f"（代 {one.on_behalf_name}）" if one.on_behalf_name else "")
    said = one.opinion + (f"（提请：{one.referred_to}）" if one.referred_to else "")
    return [
        STEP_LABELS[one.step][0],
        who,
        moment(one.at, evidence.zone),
        _VIAS.get(one.via, one.via),
        f"第 {one.version_no} 版 {one.version_digest[:16]}",
        said or "—",
    ]


def _order(evidence: Evidence, one: OrderFacts) -> list[str]:
    zone = evidence.zone
    stopped = f"，{moment(one.stopped_at, zone)} 停止：{one.stop_reason}" if one.stopped_at else ""
    return [
        evidence.label(one.sign),
        f"{moment(one.starts_at, zone)} 至 {moment(one.ends_at, zone)}{stopped}",
        str(one.pages),
        f"第 {one.version_no} 版",
        grouped(one.program_digest),
    ]
