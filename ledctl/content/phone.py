"""The telephone for objections, found in the text so that every last page can carry it.

Only what stands there: a landline of an office or a five-digit public line,
after a word that says what it is for (监督, 举报, 异议, 联系, 值班, 受理 ...) in
the same sentence. Of several the first. A mobile number and a fax number are no
answer, and where nothing is labelled there is none. The text keeps it too. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_D = "[0-9０-９]"
_PURPOSE = "监督|举报|投诉|异议|联系|咨询|值班|受理|反映"
_LABEL = rf"(?P<label>(?:{_PURPOSE})(?:(?:[和与及、]?(?:{_PURPOSE}))*)(?:电话|热线)?)"
_BETWEEN = rf"(?:(?!{_PURPOSE}|传真|邮编)[^0-9０-９。；;！!？?\n]){{0,40}}"
_LINE = (
    rf"(?P<number>[0０]{_D}{{2,3}}[-－—]?{_D}{{7,8}}|[2-8２-８]{_D}{{6,7}}|[1１][2２]{_D}{{3}})(?![-－]?{_D})"
)
_LABELLED = re.compile(_LABEL + _BETWEEN + _LINE)
_SAYS_ENOUGH = ("电话", "热线", "受理")


def objection_phone(body: Iterable[str]) -> str:
    """``监督电话：0700-8123456``, or nothing."""
    found = next(filter(None, map(_LABELLED.search, body)), None)
    if found is None:
        return ""
    label = found["label"]
    return f"{label if label.endswith(_SAYS_ENOUGH) else label + '电话'}：{found['number']}"
