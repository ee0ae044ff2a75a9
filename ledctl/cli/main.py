"""The one command, its groups, and how errors become sentences and exit codes."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import NoReturn

import typer
from sqlalchemy.exc import OperationalError

from ledctl.cli import notices, people, record, running, tools
from ledctl.errors import Fault, LedctlError

app = typer.Typer(
    name="ledctl",
    help="Public notices on a township's gate screen: approved, shown, proven, counted. / 政务公开大屏发布",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
running.add_to(app)
people.add_to(app)
tools.add_to(app)
record.add_to(app)
app.add_typer(notices.app, name="notice")
app.add_typer(tools.fonts, name="fonts")
app.add_typer(people.person, name="person")
app.add_typer(record.report, name="report")


def main() -> None:
    """Run the command; every error is a sentence, every sentence an exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        app()
    except LedctlError as error:
        _end(error)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(0)
    except OperationalError as error:
        _end(Fault.of("database_unusable", reason=str(error.orig)))
    except OSError as error:
        _end(Fault.of("machine_refused", where=error.filename or "-", reason=error.strerror or str(error)))
    except Exception:
        traceback.print_exc()
        print(
            "程序故障，请把以上内容交给管理员。\nA fault of the program; hand the above to an administrator.",
            file=sys.stderr,
        )
        sys.exit(3)


def _end(error: LedctlError) -> NoReturn:
    for said in error.sentences:
        print(f"{said.zh}\n{said.en}", file=sys.stderr)
    sys.exit(error.exit_code)
