"""What stands under every form: period, basis, rules of the count, version, checkpoint, checks. Pure.

A paper says what it is: a draft is no filed report, a practice sheet is no evidence,
and the checkpoint on paper is what the record can be held to later.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ledctl.clock import local_text
from ledctl.forms.filing_model import Imprint
from ledctl.forms.filled import FilledForm

PRACTICE = "演练，不作证据 / practice, no evidence"
DRAFT = "草稿，尚未定稿 / draft, not filed"


def marks(form: FilledForm, imprint: Imprint) -> tuple[str, ...]:
    """What must be seen first, on every page."""
    return (*([PRACTICE] if form.practice else []), *([] if imprint.is_filed else [DRAFT]))


def foot_lines(form: FilledForm, imprint: Imprint, zone: ZoneInfo) -> tuple[str, ...]:
    """The lines under the signatures."""
    return (
        f"统计期间 {form.first} 至 {form.last}，数据截至 {form.as_of}。表式：{form.doc_no}。",
        *([f"统计口径：{form.rules}。"] if form.rules else []),
        _version(imprint, zone),
        f"记录校验码 {imprint.checkpoint}" if imprint.checkpoint else "尚无记录校验码",
    )


def _version(imprint: Imprint, zone: ZoneInfo) -> str:
    if imprint.at is None:
        return DRAFT
    reason = f"（{imprint.reason}）" if imprint.reason else ""
    return (
        f"定稿第 {imprint.version} 版{reason}，{local_text(imprint.at, zone)[:16]} 由{imprint.name}定稿，"
        f"摘要 {imprint.digest[:16]}"
    )


def check_lines(form: FilledForm) -> tuple[str, ...]:
    """勾稽关系: what does not hold, errors first; one line when all does."""
    if not form.findings:
        return ("勾稽关系核对无误。",)
    ordered = sorted(form.findings, key=lambda one: not one.blocks)
    grades = {True: "错误", False: "提示"}
    places = {one: f"（{one.column}）" if one.column else "" for one in ordered}
    return tuple(f"{grades[one.blocks]}{one.check}{places[one]}　{one.zh}" for one in ordered)


def signature_rows(form: FilledForm) -> tuple[tuple[str, ...], ...]:
    """The lines at the foot, three beside each other; a rule where somebody has yet to sign."""
    said = [f"{label}：{value or '＿＿＿＿＿＿'}" for label, value in signature_lines(form)]
    return tuple(tuple(said[at : at + 3]) for at in range(0, len(said), 3))


def signature_lines(form: FilledForm) -> tuple[tuple[str, str], ...]:
    """Label and what stands behind it; empty to be signed by hand."""
    return tuple((one.label, one.entry.value if one.entry else "") for one in form.signers)
