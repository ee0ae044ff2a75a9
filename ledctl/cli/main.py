"""The one command, its groups, and how errors become sentences and exit codes."""

from __future__ import annotations

import os
import sqlite3
import sys
import traceback
from typing import NoReturn

import typer
from sqlalchemy.exc import DatabaseError
from typer.exceptions import TyperException

from ledctl.cli import running
from ledctl.cli.failing import machine_fault, usage_error
from ledctl.errors import LedctlError
from ledctl.logs import configure

INTERRUPTED = 130  # what shells expect of a command stopped by Ctrl-C


def main() -> None:
    """Run the command; every error is a sentence, every sentence an exit code."""
    configure("text", "warning", over=False)  # what a service is set to comes with its settings
    try:
        sys.exit(_app()(standalone_mode=False) or 0)
    except LedctlError as error:
        _end(error)
    except TyperException as error:
        if not error.format_message():  # no words at all: the help was printed instead
            sys.exit(2)
        _end(usage_error(error))
    except typer.Abort:
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # whoever read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (OSError, DatabaseError, sqlite3.Error) as error:
        if (fault := machine_fault(error)) is None:
            _end_in_fault()
        else:
            _end(fault)
    except Exception:
        _end_in_fault()


def _app() -> typer.Typer:
    """Every command; where a service is started only those that are one, for its start waits for them."""
    if sys.argv[1:] and sys.argv[1] in running.NAMES:
        return running.app
    from ledctl.cli.commands import app

    return app


def _end(error: LedctlError) -> NoReturn:
    for said in error.sentences:
        print(f"{said.zh}\n{said.en}", file=sys.stderr)
    sys.exit(error.exit_code)


def _end_in_fault() -> NoReturn:
    traceback.print_exc()
    print(
        "程序故障，请把以上内容交给管理员。\nA fault of the program; hand the above to an administrator.",
        file=sys.stderr,
    )
    sys.exit(3)
