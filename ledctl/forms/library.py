"""The forms a site has: the shipped ones and those of ``SITE/forms``, read from their files.

A site's file with the code of a shipped form takes its place; one that extends it
adds to it. A file that cannot be used is refused by name, and nothing else of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ledctl.errors import BadInput, NotFound
from ledctl.forms.model import Form
from ledctl.forms.places import with_line
from ledctl.forms.reading import Raw, build, read_raw
from ledctl.resources import shared
from ledctl.sentences import sentence

FOLDER = "forms"


def forms_of(site: Path | None) -> dict[str, Form]:
    """All forms by code, the newest first; ``BadInput`` names the file that is wrong."""
    sources = dict(_files(shared("config/defaults") / FOLDER))
    raws, places = _read_all(sources)
    if site is not None:
        own, own_places = _read_all(dict(_files(site / FOLDER)))
        raws, places = raws | own, places | own_places
    found = {code: _build(code, raws, places[code]) for code in sorted(raws, reverse=True)}
    return {code: form for code, form in found.items() if form is not None}


def form_called(site: Path | None, code: str) -> Form:
    """The form of this code; ``NotFound`` lists those there are."""
    forms = forms_of(site)
    if code not in forms:
        raise NotFound.of("form_unknown", where="form", code=code[:40], known="、".join(forms))
    return forms[code]


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    for file in sorted(folder.glob("*.toml")):
        try:
            yield file, file.read_text("utf-8")
        except UnicodeDecodeError:
            raise BadInput.of("file_not_utf8", where=str(file)) from None
        except OSError:
            raise BadInput.of("file_unreadable", where=str(file)) from None


def _read_all(files: dict[Path, str]) -> tuple[dict[str, Raw], dict[str, Path]]:
    raws: dict[str, Raw] = {}
    places: dict[str, Path] = {}
    for file, text in files.items():
        try:
            raw = read_raw(text)
        except BadInput as error:
            raise _wrong(file, text, error) from None
        if raw["code"] in raws:
            raise BadInput.of("form_code_taken", where=str(file), name=raw["code"])
        raws[raw["code"]], places[raw["code"]] = raw, file
    return raws, places


def _build(code: str, raws: dict[str, Raw], file: Path) -> Form | None:
    try:
        return build(code, raws)
    except BadInput as error:
        raise _wrong(file, file.read_text("utf-8"), error) from None


def _wrong(file: Path, text: str, error: BadInput) -> BadInput:
    """The faults of a file under its name, each with its line."""
    told = (with_line(one, text) for one in error.sentences)
    return BadInput(sentence("form_file_wrong", where=str(file)), *told)
