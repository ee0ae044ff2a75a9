"""How a running process writes its log: lines for people, or one JSON object a line for a collector.

Configured in one place. A log is read by people who may not read notices, so it holds
no personal datum and no secret: of an error that was not foreseen only its kind and
where it happened are written, never its words, which may repeat a name or a row of a
list; what looks like a number of a person, a key in an address, or a token is blotted
out wherever it stands.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from ledctl.clock import stamp

BLOT = "***"
_SECRET = re.compile(
    r"(?i)((?:authorization|token|key|secret|password)(?:=|: ?)|sign=|bearer )"
    r"(?:bearer |basic )?[^\s&\"',;]+"
)
_QUERY = re.compile(r"(https?://[^\s?\"']+)\?[^\s\"']*")
_LOGIN = re.compile(r"(\w+://)[^\s/@:]+:[^\s/@]+@")
_NUMBER = re.compile(r"(?<![\d.])(?:\d[ -]?){10,}[\dXx](?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_WORDS = (
    (_LOGIN, rf"\g<1>{BLOT}@"),
    (_QUERY, rf"\g<1>?{BLOT}"),
    (_SECRET, rf"\g<1>{BLOT}"),
    (_NUMBER, BLOT),
    (_MAIL, BLOT),
)
MOST = 2000
"""Characters of one message: a log line is no place for a document."""


def clean(text: str) -> str:
    """The text on one line, without what looks like a person's number, a mail address, a key or a token."""
    for pattern, instead in _WORDS:
        text = pattern.sub(instead, text)
    return " ".join(text[:MOST].split())


def place_of(trace: TracebackType | None) -> str:
    """Where it happened: file, line and function of each frame, no values and no words."""
    frames = traceback.extract_tb(trace, limit=-12)
    return " < ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames))


def _short(path: str) -> str:
    return "/".join(path.replace("\\", "/").rsplit("/", 2)[-2:])


class TextLines(logging.Formatter):
    """``2026-11-23T01:00:00.000Z WARNING ledctl.x: what happened``."""

    def format(self, record: logging.LogRecord) -> str:
        facts = _facts(record)
        line = f"{facts.pop('ts')} {record.levelname} {facts.pop('logger')}: {facts.pop('event')}"
        rest = " ".join(f"{name}={value}" for name, value in facts.items() if name != "level")
        return f"{line} [{rest}]" if rest else line


class JsonLines(logging.Formatter):
    """One object a line: ``ts`` (UTC), ``level``, ``logger``, ``event``; ``sign``, ``error``, ``where``."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_facts(record), ensure_ascii=False)


def _facts(record: logging.LogRecord) -> dict[str, str]:
    facts = {
        "ts": stamp(datetime.fromtimestamp(record.created, UTC)),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": clean(record.getMessage()),
    }
    if sign := getattr(record, "sign", ""):
        facts["sign"] = clean(str(sign))
    if record.exc_info and record.exc_info[0] is not None:
        facts["error"] = record.exc_info[0].__name__
        facts["where"] = place_of(record.exc_info[2])
    return facts


def configure(form: str, level: str, *, to: TextIO | None = None, over: bool = True) -> None:
    """Write the log of this process so: every logger, every thread, and nothing twice.

    ``level`` is for our own words; libraries are heard from warnings upward (some would print statements).
    ``over``: instead of what was configured before; otherwise only where nothing was.
    """
    handler = logging.StreamHandler(to or sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=max(logging.WARNING, _number(level)), handlers=[handler], force=over)
    for ours in ("ledctl", "drivers", "layouts"):
        logging.getLogger(ours).setLevel(_number(level))
    threading.excepthook = _of_thread


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level.upper()]


def _of_thread(died: threading.ExceptHookArgs) -> None:
    """A thread that dies says so in the log, by the same rules."""
    if died.exc_value is None or issubclass(died.exc_type, SystemExit):
        return
    name = died.thread.name if died.thread else "?"
    logging.getLogger("ledctl.threads").error(
        "thread %s died", name, exc_info=(died.exc_type, died.exc_value, died.exc_traceback)
    )
