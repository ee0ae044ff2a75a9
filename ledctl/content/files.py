"""Reading a notice from bytes, and writing it in one canonical form.

Reading is strict and complete: every fault is reported at once, each as a
sentence that names the field and says what to do; nothing is guessed. The
canonical form (sorted keys, no spaces, UTF-8) is what digests and the database
use, so that one content has one digest.
"""

from __future__ import annotations

import hashlib
import json
import re
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ledctl.content.model import Notice
from ledctl.errors import BadInput
from ledctl.sentences import Sentence, sentence

MAX_BYTES = 8 * 1024 * 1024


def read_notice(raw: bytes, *, name: str = "") -> Notice:
    """The notice in ``raw`` (JSON, UTF-8, a byte-order mark is accepted).

    Raises ``BadInput`` with one sentence for each fault found. ``name`` is the
    file's name, for the sentence.
    """
    return notice_from(_json(raw, name))


def notice_from(data: object) -> Notice:
    """The notice in already decoded data; ``BadInput`` as for ``read_notice``."""
    if not isinstance(data, dict):
        raise BadInput.of("notice_not_an_object")
    try:
        return Notice.model_validate(data)
    except ValidationError as error:
        raise BadInput(*(_sentence(item) for item in _plain(error))) from None


def canonical(notice: Notice) -> bytes:
    """The one way to write this content as bytes."""
    data = notice.model_dump(mode="json", exclude_none=True)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_digest(notice: Notice) -> str:
    """SHA-256 (hex) of the canonical form."""
    return hashlib.sha256(canonical(notice)).hexdigest()


def _json(raw: bytes, name: str) -> object:
    if len(raw) > MAX_BYTES:
        raise BadInput.of("file_too_large", where=name, limit_mb=MAX_BYTES // 1024 // 1024)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput.of("file_not_utf8", where=name) from None
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_no_twice)
    except json.JSONDecodeError as error:
        raise BadInput.of("file_not_json", where=name, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise BadInput.of("file_too_deep", where=name) from None
    except ValueError:  # an integer of thousands of digits
        raise BadInput.of("number_too_long", where=name) from None


def _no_constant(word: str) -> object:
    raise BadInput.of("not_a_number", word=word)


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key given twice would silently lose one of the two values."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadInput.of("key_twice", where=_name(key))
        found[key] = value
    return found


_BY_TYPE = {
    "missing": "field_missing",
    "extra_forbidden": "field_unknown",
    "string_too_short": "field_empty",
    "string_too_long": "field_too_long",
    "too_short": "field_empty",
    "too_long": "field_too_many",
    "enum": "field_not_one_of",
    "string_type": "field_not_text",
    "greater_than_equal": "field_number_range",
    "less_than_equal": "field_number_range",
}
_OURS = {
    "duplicate_column": "",
    "unknown_cell": "",
    "period_reversed": "",
    "zone_missing": "",
    "left_out_unknown": "on_sign.leave_out",
    "left_out_all": "on_sign.leave_out",
    "withheld_without_reason": "disclosure.reason",
}
"""Faults of our own model, and the place of those that two fields make together."""


def _plain(error: ValidationError) -> list[ErrorDetails]:
    """What is wrong, without "empty" for a list that only seems so because its items are wrong."""
    items = error.errors(include_url=False)
    wrong = [item["loc"] for item in items if item["type"] != "missing"]
    inside = {loc[:depth] for loc in wrong for depth in range(1, len(loc))}
    return [item for item in items if item["type"] != "too_short" or item["loc"] not in inside]


def _sentence(item: ErrorDetails) -> Sentence:
    where = _name(place(item["loc"]))
    facts: dict[str, Any] = {str(key): value for key, value in (item.get("ctx") or {}).items()}
    kind = item["type"]
    if kind == "value_error":
        ours, _, rest = str(facts.get("error", "")).partition(":")
        if ours in _OURS:
            row, _, cell = rest.partition(":")
            return sentence(ours, where=where or _OURS[ours], row=row, cell=_name(cell))
    if kind.startswith(("date", "time")):
        return sentence("field_not_a_date", where=where)
    if kind == "string_pattern_mismatch":
        return sentence("id_shape" if where in ("id", "correction_of") else "field_shape", where=where)
    if code := _BY_TYPE.get(kind):
        expected = str(facts.get("expected", ""))
        facts["expected"] = expected.replace("'", "").replace(" or ", ", ")
        facts.setdefault("limit", facts.get("max_length") or facts.get("le") or facts.get("ge") or "")
        return sentence(code, where=where, **facts)
    return sentence("field_wrong_kind", where=where)


def _name(typed: str) -> str:
    """A name somebody typed, for a sentence: with a long number in it, it may be a person's."""
    return re.sub(r"\d{8,}", "…", typed)


def place(loc: tuple[int | str, ...]) -> str:
    """``("table", "rows", 3, "head")`` -> ``table.rows[3].head``, as a person would point at it."""
    out = ""
    for part in loc:
        out += f"[{part}]" if isinstance(part, int) else (f".{part}" if out else part)
    return out
