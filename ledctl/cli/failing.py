"""What goes wrong outside ledctl's own rules, as its errors: a mistyped command, a full or closed disk.

The parser and the machine speak English; here their words become a sentence in
both languages that names the word or the file. What is not known here stays a
fault of the program, with its traceback.
"""

from __future__ import annotations

import errno
import re
import sqlite3

from sqlalchemy.exc import DatabaseError, OperationalError
from typer.exceptions import TyperException

from ledctl.errors import BadInput, Fault

MACHINE = {
    errno.EACCES,
    errno.EDQUOT,
    errno.EIO,
    errno.EMFILE,
    errno.ENOSPC,
    errno.ENOTDIR,
    errno.EPERM,
    errno.EROFS,
}
"""What a disk or its keeper says no with; any other number is a mistake of ours."""

DAMAGED = ("malformed database schema", "Could not decode to UTF-8")
"""What SQLite and its driver say of a damaged file without a number of its own."""

BEGINNINGS = {
    "Missing": "usage_missing",
    "No such": "usage_unknown",
    "Invalid value": "usage_value",
    "Option": "usage_missing",
}
_NAMED = re.compile(r"'([^']+)'|: (-\S+)|\(([^()]+)\)\W*$")


def usage_error(error: TyperException) -> BadInput:
    """The mistyped command as a sentence that names the word and where the help is."""
    said = error.format_message()
    code = next((code for start, code in BEGINNINGS.items() if said.startswith(start)), "usage_wrong")
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "ledctl"
    return BadInput.of(code, word_zh=_named(said), said_en=said.rstrip("."), command=command)


def machine_fault(error: OSError | DatabaseError | sqlite3.Error) -> Fault | None:
    """The machine's failure as a sentence; ``None`` when the program is to blame."""
    if isinstance(error, OSError):
        if error.errno not in MACHINE:
            return None
        return Fault.of("machine_refused", where=str(error.filename or "-"), reason=error.strerror or "")
    cause = error if isinstance(error, sqlite3.Error) else error.orig
    if not isinstance(cause, sqlite3.Error):
        is_the_server = isinstance(error, OperationalError)
        return Fault.of("database_unusable", reason=str(cause)) if is_the_server else None
    name = getattr(cause, "sqlite_errorname", "")
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY")):
        return Fault.of("database_unusable", reason=str(cause))
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or str(cause).startswith(DAMAGED):
        return Fault.of("database_file_damaged", reason=str(cause))
    return None


def _named(said: str) -> str:
    found = _NAMED.search(said)
    return next(filter(None, found.groups()), "") if found else ""
