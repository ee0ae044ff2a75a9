"""The one command, its groups, and how errors become sentences and exit codes."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from typing import NoReturn

import typer
from sqlalchemy.exc import OperationalError
from typer.exceptions import TyperException

from ledctl.cli import (
    after,
    around,
    chain,
    glyphs,
    notices,
    notify,
    people,
    privacy,
    record,
    running,
    series,
    simulating,
    tools,
    warnings,
    windows,
    words,
)
from ledctl.cli.failing import machine_fault, usage_error
from ledctl.errors import LedctlError

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
app.command()(simulating.simulate)
record.add_to(app)
windows.add_to(app, notices.app)
series.add_to(notices.app)
chain.add_to(notices.app, people.person)
after.add_to(notices.app)
privacy.add_to(app, notices.app)
app.add_typer(notices.app, name="notice")
app.add_typer(around.objection, name="objection")
app.add_typer(around.publication, name="publication")
app.add_typer(glyphs.app, name="glyph")
app.add_typer(warnings.app, name="warning")
app.add_typer(tools.fonts, name="fonts")
app.add_typer(words.app, name="words")
app.add_typer(notify.app, name="notify")
app.add_typer(people.person, name="person")
app.add_typer(record.report, name="report")


INTERRUPTED = 130  # what shells expect of a command stopped by Ctrl-C


def main() -> None:
    """Run the command; every error is a sentence, every sentence an exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        sys.exit(app(standalone_mode=False) or 0)
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
    except (OSError, OperationalError) as error:
        if (fault := machine_fault(error)) is None:
            _end_in_fault()
        else:
            _end(fault)
    except Exception:
        _end_in_fault()


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
