"""Where in a form file a fault stands: the name of the thing it is about, and the line. Pure.

``tables.0.rows.65.kind`` is where a program finds it; whoever wrote the file knows
``sheet.x.1.kind``, and looks for it in line 12.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from ledctl.sentences import Sentence, sentence

_ID = re.compile(r"""(?:^|[\s{,])id\s*=\s*["']([^"']+)["']""")
_COUNTED = re.compile(r"(\w+)\[(\d+)\]")
_TOML_LINE = re.compile(r"\(at line (\d+)")


def place_of(path: Sequence[str | int], inside: Any) -> str:
    """The path in ids instead of numbers; what has no id is counted from one."""
    names: list[str] = []
    for at, step in enumerate(path):
        is_counted = at + 1 < len(path) and isinstance(path[at + 1], int)
        inside = _step(inside, step)
        if isinstance(step, int):
            names.append(_id_of(inside) or f"{_in_file(path[at - 1])}[{step + 1}]")
        elif not is_counted:
            names.append(step)
    return ".".join(names)


def _in_file(name: str | int) -> str | int:
    return "section" if name == "sections" else name


def _step(inside: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return inside[step]
    return inside.get(step) if isinstance(inside, dict) else None


def _id_of(found: Any) -> str:
    return str(found.get("id", "")) if isinstance(found, dict) else ""


def with_line(said: Sentence, text: str) -> Sentence:
    """The sentence with the line of the file it is about, where one can be told."""
    line = _line_of(text.splitlines(), said)
    if line is None:
        return said
    return sentence("form_file_line", where=said.where, line=line, zh=said.zh, en=said.en)


def _line_of(lines: list[str], said: Sentence) -> int | None:
    if match := _TOML_LINE.search(said.en):
        return int(match[1])
    if not said.where:
        return None
    key = re.compile(rf"\s*{re.escape(said.where.rpartition('.')[2])}\s*=")
    if counted := _COUNTED.match(said.where):
        start = _counted(lines, counted[1], int(counted[2]))
    else:
        start = _named(lines, said.where)
    if start is not None:
        return _key_below(lines, start, key) or start
    return _only(lines if "." in said.where else _head(lines), key)


def _counted(lines: list[str], name: str, wanted: int) -> int | None:
    """The line of the second ``[[section]]``, or of the list that is written in one place."""
    found = [number for number, line in enumerate(lines, start=1) if line.strip() == f"[[{name}]]"]
    if len(found) >= wanted:
        return found[wanted - 1]
    return _only(_head(lines), re.compile(rf"{name}\s*="))


def _head(lines: list[str]) -> list[str]:
    """What stands before the first table: the keys of the form itself."""
    return [*takewhile(lambda line: not line.startswith("["), lines)]


def _only(lines: list[str], key: re.Pattern[str]) -> int | None:
    """The one line with this key; two of them tell nothing."""
    found = [number for number, line in enumerate(lines, start=1) if key.match(line)]
    return found[0] if len(found) == 1 else None


def _named(lines: list[str], where: str) -> int | None:
    """The line of the thing named last in ``where``: of ``sheet.x.1.kind`` that of ``id = "x.1"``."""
    found = [
        (f".{where}.".rindex(f".{name}.") + len(name), -number, number)
        for number, line in enumerate(lines, start=1)
        for name in _ID.findall(line)
        if f".{name}." in f".{where}."
    ]
    return max(found)[2] if found else None


def _key_below(lines: list[str], start: int, key: re.Pattern[str]) -> int | None:
    """The key's own line, where a table is written over several."""
    below = enumerate(_head(lines[start:]), start=start + 1)
    return next((number for number, line in below if key.match(line)), None)
