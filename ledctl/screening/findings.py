"""What screening reports: findings with a severity, a place and a sentence, and the public version.

Here: plain values, the two small things screening needs to know of a glyph
check, the codes other programs read, and how a place such as
``table.rows[4].remark`` is said to a clerk. Not here: any rule. A finding never
repeats the personal datum it is about, because findings are logged and printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ledctl.content.model import Column, Notice
from ledctl.screening.hits import Datum
from ledctl.screening.masking import find_personal, redact
from ledctl.sentences import Sentence, sentence


class Severity(StrEnum):
    """``block``: cannot be approved. ``warn``: a person must look. ``info``: done, good to know."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


class Change(Protocol):
    """One character that normalising replaced (``after`` is empty where it was removed)."""

    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def index(self) -> int: ...


class Hole(Protocol):
    """One character that cannot be drawn."""

    @property
    def character(self) -> str: ...
    @property
    def codepoint(self) -> int: ...
    @property
    def index(self) -> int: ...
    @property
    def reason(self) -> str: ...


Normalise = Callable[[str], tuple[str, Sequence[Change]]]
FindHoles = Callable[[str], Sequence[Hole]]


PERSONAL = frozenset(f"personal_{datum.value}" for datum in Datum)
"""The rules about personal data in running text; other programs see one code for all of them."""


KEYS = ("id", "correction_of", "clarifies", "supersedes")
"""What names a notice: in every log, and nothing can be redacted in one."""


def published_code(rule: str) -> str:
    """The code other programs may rely on, of a rule (the code of its sentence): ``glyph-missing``.

    Rules are split and renamed as they grow finer; published codes stay.
    """
    return "personal-data" if rule in PERSONAL else rule.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing screening saw. ``code`` is its rule (and sentence), ``where`` a path such as ``body[1]``."""

    code: str
    severity: Severity
    where: str
    sentence: Sentence

    def as_dict(self, language: str | None = None) -> dict[str, str]:
        """For an answer or a file; the message is ``zh / en`` when no language is asked for."""
        message = str(self.sentence) if language is None else self.sentence.text(language)
        return {**self._named(), "message": message}

    def as_stored(self) -> dict[str, str]:
        """For the database and the API: the rule too, and both languages apart."""
        return {**self._named(), "rule": self.code, "zh": self.sentence.zh, "en": self.sentence.en}

    def _named(self) -> dict[str, str]:
        return {
            "code": published_code(self.code),
            "severity": self.severity.value,
            "where": self.where,
        }


def read_stored(stored: Mapping[str, str]) -> dict[str, str]:
    """A finding as ``as_stored`` gives it, also one stored when ``code`` was still the rule's own."""
    if "rule" in stored:
        return dict(stored)
    return {**stored, "code": published_code(stored["code"]), "rule": stored["code"]}


@dataclass(frozen=True, slots=True)
class Screened:
    """What was found, and the notice as the public may see it."""

    findings: tuple[Finding, ...]
    public: Notice

    @property
    def ok(self) -> bool:
        """Whether nothing stands in the way of approval."""
        return all(finding.severity is not Severity.BLOCK for finding in self.findings)

    def as_dict(self, language: str | None = None) -> dict[str, object]:
        return {
            "ok": self.ok,
            "findings": [finding.as_dict(language) for finding in self.findings],
            "public": self.public.model_dump(mode="json", exclude_none=True),
        }


def found(notice: Notice, severity: Severity, code: str, where: str, /, **facts: object) -> Finding:
    """A finding whose sentence says the place as a clerk would (``{at_zh}``, ``{at_en}``)."""
    at_zh, at_en = say_place(notice, where)
    return Finding(code, severity, where, sentence(code, where=where, at_zh=at_zh, at_en=at_en, **facts))


_NAMES = {
    "id": ("编号", "the id"),
    "correction_of": ("被更正公告的编号", "the id of the corrected notice"),
    "clarifies": ("被澄清公告的编号", "the id of the clarified notice"),
    "supersedes": ("被取代预警的编号", "the id of the warning it replaces"),
    "title": ("标题", "the title"),
    "doc_no": ("文号", "the document number"),
    "category": ("类别", "the category"),
    "category_label": ("类别名称", "the category's label"),
    "issuing_unit": ("公布单位", "the issuing unit"),
    "source_unit": ("来源单位", "the source unit"),
    "source_person": ("来源责任人", "who answers for it"),
    "published_by": ("公布人", "who publishes it"),
    "disclosure.reason": ("不公开的理由", "the reason for withholding"),
    "schedule.series": ("系列名称", "the series"),
    "schedule.stage": ("阶段名称", "the stage"),
    "signature.unit": ("落款单位", "the signing unit"),
    "signature.date": ("落款日期", "the signing date"),
    "table": ("表格", "the table"),
}
_BODY = re.compile(r"body\[(\d+)\]")
_COLUMN = re.compile(r"table\.columns\[(\d+)\](?:\.label)?")
_CELL = re.compile(r"table\.(?:rows\[(\d+)\]|totals)\.(\w+)")


def say_place(notice: Notice, where: str) -> tuple[str, str]:
    """``where`` in Chinese and English words; a place without a name keeps its path."""
    if match := _BODY.fullmatch(where):
        number = int(match[1]) + 1
        return f"正文第 {number} 段", f"paragraph {number} of the text"
    if match := _COLUMN.fullmatch(where):
        label = _label(_columns(notice)[int(match[1])])
        return f"表格“{label}”列", f"column “{label}” of the table"
    if match := _CELL.fullmatch(where):
        label = _label(next(column for column in _columns(notice) if column.key == match[2]))
        if match[1] is None:
            return f"表格合计行“{label}”", f"the totals, “{label}”"
        return _say_row(notice, int(match[1]), label)
    return _NAMES.get(where, (where, where))


def _say_row(notice: Notice, row: int, label: str) -> tuple[str, str]:
    """Rows are counted from one; where the list's own numbers count differently, they are said too."""
    own_zh = own_en = ""
    if (number := _own_number(notice, row)) not in ("", str(row + 1)):
        own_zh, own_en = f"（序号 {number}）", f" (numbered {number})"
    return f"表格第 {row + 1} 行{own_zh}“{label}”", f"row {row + 1} of the table{own_en}, “{label}”"


def _own_number(notice: Notice, row: int) -> str:
    """What the list's 序号 column says of a row, when it is a short number."""
    table = notice.table
    serial = next((c.key for c in table.columns if c.label == "序号"), None) if table else None
    number = table.rows[row].get(serial, "") if table and serial and row < len(table.rows) else ""
    return number if number.isdecimal() and len(number) <= 4 else ""


def _columns(notice: Notice) -> tuple[Column, ...]:
    return notice.table.columns if notice.table else ()


def _label(column: Column) -> str:
    """The head of a column; one with a number in it is a slip that no sentence may repeat."""
    return redact(column.label, find_personal(column.label))
