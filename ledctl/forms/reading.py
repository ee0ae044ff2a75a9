"""Reading a form file: strict, complete, every fault in words and with its place. Pure.

A file may build on another (``extends``): its keys take the place of the other's,
its tables, rows and checks the place of those of the same id; new rows go where
``after`` says. So a county's rows are a file of a few lines. Opening the files is
``library``'s.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ledctl.errors import BadInput
from ledctl.forms.model import Form
from ledctl.forms.places import place_of
from ledctl.forms.soundness import refuse_unsound
from ledctl.sentences import Sentence, sentence

FORMAT = "ledctl-form-1"
Raw = dict[str, Any]

_FORM: TypeAdapter[Form] = TypeAdapter(Form)
_NOT_OF_FORMS = ("format", "extends", "abstract")
_LISTS = {"section": "sections", "table": "tables", "check": "checks"}
"""What is one ``[[table]]`` after another in the file is ``tables`` in the form."""


def read_raw(text: str) -> Raw:
    """The file as plain values; ``BadInput`` when it is no form file."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput.of("form_not_toml", detail=error) from None
    if raw.get("format") != FORMAT:
        raise BadInput.of("form_format", format=FORMAT)
    if not isinstance(raw.get("code"), str) or not raw["code"].replace("-", "").isalnum():
        raise BadInput.of("form_value_wrong", where="code", value=str(raw.get("code", ""))[:40])
    if wrong := [key for key in ("section", "table", "check") if not _are_tables(raw.get(key, []))]:
        raise BadInput.of("form_value_wrong", where=wrong[0], value="")
    return raw


def _are_tables(found: object) -> bool:
    """Whether it is a list of TOML tables, each with a list of such as its rows if it has any."""
    return isinstance(found, list) and all(
        isinstance(one, dict) and _are_tables(one.get("rows", [])) for one in found
    )


def build(code: str, files: Mapping[str, Raw]) -> Form | None:
    """The form ``code`` out of all files by their code; ``None`` for one that is only built upon."""
    raw = _whole(code, files, ())
    return None if raw.get("abstract") else _form(raw)


def _whole(code: str, files: Mapping[str, Raw], above: tuple[str, ...]) -> Raw:
    raw = files[code]
    base = raw.get("extends")
    if base is None:
        return raw
    if base not in files or base in (*above, code):
        raise BadInput.of("form_base_unknown", where="extends", base=str(base)[:40])
    under = _whole(base, files, (*above, code))
    return _over({key: value for key, value in under.items() if key != "abstract"}, raw)


def _over(base: Raw, own: Raw) -> Raw:
    """``own`` over ``base``: lists of things with an id are merged by it, all else is replaced."""
    merged = base | own
    for key in ("table", "check"):
        merged[key] = _merge(base.get(key, []), own.get(key, []))
    return merged


def _merge(base: list[Raw], own: list[Raw]) -> list[Raw]:
    done = [dict(one) for one in base]
    for one in own:
        place = _index(done, one.get("id"))
        if place is None:
            at = _index(done, one.get("after"))
            done.insert(len(done) if at is None else at + 1, one)
        elif "rows" in one:
            done[place] |= one | {"rows": _merge(done[place].get("rows", []), one["rows"])}
        else:
            done[place] = one
    return done


def _index(found: list[Raw], wanted: object) -> int | None:
    return next((at for at, one in enumerate(found) if wanted is not None and one.get("id") == wanted), None)


def _form(raw: Raw) -> Form:
    named = {_LISTS.get(key, key): value for key, value in raw.items() if key not in _NOT_OF_FORMS}
    named["tables"] = [_spell_out(table) for table in named.get("tables", [])]
    try:
        form = _FORM.validate_python(named, extra="forbid")
    except ValidationError as error:
        raise BadInput(*_told(error, named)) from None
    refuse_unsound(form)
    return form


def _spell_out(table: Raw) -> Raw:
    """``under`` of a sum becomes its parts; ``after`` has had its say."""
    rows = table.get("rows", [])
    done = [
        {key: value for key, value in row.items() if key not in ("under", "after")}
        | ({"parts": _beneath(row["under"], rows)} if "under" in row else {})
        for row in rows
    ]
    return {key: value for key, value in table.items() if key != "after"} | {"rows": done}


def _beneath(top: object, rows: list[Raw]) -> list[Any]:
    """The rows with figures of their own under ``top``, at any depth."""
    inside = [top]
    for row in rows:
        if row.get("parent") in inside:
            inside.append(row.get("id"))
    return [row.get("id") for row in rows if row.get("parent") in inside and _holds(row)]


def _holds(row: Raw) -> bool:
    return row.get("kind") not in ("header", "sum")


def _told(error: ValidationError, form: Raw) -> list[Sentence]:
    codes = {"missing": "form_key_missing", "unexpected_keyword_argument": "form_key_unknown"}
    return [
        sentence(
            codes.get(one["type"], "form_value_wrong"),
            where=place_of(one["loc"], form),
            **({} if one["type"] in codes else {"value": str(one["input"])[:40]}),
        )
        for one in error.errors(include_url=False)
    ]
