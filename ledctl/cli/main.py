"""The one command, its groups, and how errors become sentences and exit codes."""

from __future__ import annotations

import logging
import sys
import traceback

import typer

from ledctl.cli import notices, people, record, running, tools
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
        for said in error.sentences:
            print(f"{said.zh}\n{said.en}", file=sys.stderr)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(0)
    except Exception:
        traceback.print_exc()
        print(
            "程序故障，请把以上内容交给管理员。\nA fault of the program; hand the above to an administrator.",
            file=sys.stderr,
        )
        sys.exit(3)
