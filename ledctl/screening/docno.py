"""The shape of a document number, and what a wrong one should be. Pure.

鹭政示〔2026〕41号: the office's sign, the year in 〔〕 (U+3014, U+3015), the number without
第 and without leading zeros (GB/T 9704-2012, 7.2.5). A weather station
numbers its own way, and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledctl.calendars.categories import Category, Kind
from ledctl.content.model import Notice
from ledctl.screening.findings import Finding, Severity, found
from ledctl.screening.folds import fold

_RIGHT = re.compile(r"[\u4e00-\u9fff]{1,20}(?<!第)〔(\d{4})〕[1-9]\d{0,4}号", re.ASCII)
_PARTS = re.compile(
    r"(?P<sign>[\u4e00-\u9fff]{1,20}?)第?[〔〖【\[(（{<《「『](?P<year>\d{4})年?[〕〗】\])）}>》」』]"
    r"第?0*(?P<number>[1-9]\d{0,4})号?",
    re.ASCII,
)


def check_doc_no(notice: Notice, category: Category) -> Iterator[Finding]:
    """A wrong shape, with the right one where it can be told; a year that is not the signing's."""
    if not notice.doc_no or category.kind is Kind.WARNING:
        return
    right = _RIGHT.fullmatch(notice.doc_no)
    if right is None:
        yield _wrong_shape(notice)
        right = _RIGHT.fullmatch(right_form(notice.doc_no))
    signed = notice.signature.date.year
    if right is not None and int(right[1]) != signed:
        yield found(notice, Severity.WARN, "doc_no_year", "doc_no", year=right[1], signed=signed)


def right_form(written: str) -> str:
    """``鹭政示[2026]第041号`` as it should be; empty when the parts cannot be told."""
    bare = "".join(fold(written).split())
    parts = _PARTS.fullmatch(bare)
    return f"{parts['sign']}〔{parts['year']}〕{parts['number']}号" if parts else ""


def _wrong_shape(notice: Notice) -> Finding:
    if right := right_form(notice.doc_no):
        return found(notice, Severity.WARN, "doc_no_should_be", "doc_no", right=right)
    return found(notice, Severity.WARN, "doc_no_shape", "doc_no")
