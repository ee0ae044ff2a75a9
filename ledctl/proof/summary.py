"""The evidence as ``summary.json``: stable keys for programs, the same facts as on the papers. Pure.

Of objections: when, how, what became of them. Not who objected, nor what was said:
neither is anybody's business but the office's (PIPL art. 6).
"""

from __future__ import annotations

import json
from typing import Any

from ledctl.clock import from_ms, stamp
from ledctl.ledger.spans import Span
from ledctl.proof.evidence import Evidence
from ledctl.proof.story import limits, statements, title

FORMAT = "ledctl-proof-1"
_OBJECTION = (
    "id",
    "version_no",
    "received_on",
    "how",
    "late",
    "outcome",
    "decided_on",
    "rechecked",
    "repeat_until",
)
_LATER = ("corrected_by", "clarified_by")
_POSTING = ("id", "channel", "place", "posted_at", "ended_at", "reason", "struck")
_ON_BOARD = ("board", "code", "version", "copy", "photo", "end_photo")


def summary(evidence: Evidence) -> dict[str, Any]:
    """Everything but the displays one by one, as plain values."""
    dossier, around = evidence.file.dossier, evidence.file.around.as_dict()
    return {
        "format": FORMAT,
        "at": stamp(evidence.at),
        "zone": evidence.zone.key,
        "practice": evidence.practice,
        "outcome": evidence.outcome.value,
        "title": dict(zip(("zh", "en"), title(evidence), strict=True)),
        "statements": [dict(zip(("zh", "en"), pair, strict=True)) for pair in statements(evidence)],
        "limits": [dict(zip(("zh", "en"), pair, strict=True)) for pair in limits(evidence)],
        "notice": _notice(evidence),
        "signs": _signs(evidence),
        "standing": [one.as_dict() for one in evidence.file.standing],
        "outages": [one.as_dict() for one in evidence.file.outages],
        "period": around["period"],
        "postings": [_posting(evidence, one) for one in around["postings"]],
        "gaps": around["gaps"],
        "objections": [{name: one[name] for name in _OBJECTION} for one in around["objections"]],
        "corrects": around["corrects"],
        "clarifies": around["clarifies"],
        **{name: [one for one in around[name] if one not in around["pending"]] for name in _LATER},
        "decisions": [_decision(one) for one in dossier.as_dict()["decisions"]],
        "given_up": evidence.file.given_up.as_dict(),
        "checkpoint": evidence.anchor.as_dict() if evidence.anchor else None,
    }


def summary_text(evidence: Evidence) -> str:
    """The file."""
    return json.dumps(summary(evidence), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _notice(evidence: Evidence) -> dict[str, Any]:
    notice, version = evidence.file.dossier.notice, evidence.version
    return {
        **notice.as_dict(),
        "version": version.no,
        "newest_version": evidence.file.dossier.current.no,
        "digest": version.digest,
        "issuing_unit": version.content.issuing_unit,
        "doc_no": version.content.doc_no,
        "relayed": evidence.relayed,
        "urgency": version.content.urgency.value,
    }


def _signs(evidence: Evidence) -> dict[str, Any]:
    names = sorted({*evidence.windows, *evidence.signs})
    return {
        name: {
            "label": evidence.label(name),
            "windows": [_span(span) for span in evidence.windows.get(name, ())],
            "displays": evidence.signs[name].as_dict() if name in evidence.signs else None,
        }
        for name in names
    }


def _posting(evidence: Evidence, one: dict[str, Any]) -> dict[str, Any]:
    """With its board, sheet and photos, where it has them: nothing that is missing is made up."""
    stay = evidence.file.stays.get(one["id"])
    more = {name: getattr(stay, name) for name in _ON_BOARD} if stay and stay.board else {}
    return {name: one[name] for name in _POSTING} | more


def _span(span: Span) -> dict[str, str]:
    return {"start": stamp(from_ms(span[0])), "end": stamp(from_ms(span[1]))}


def _decision(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "step": str(one["step"])}
