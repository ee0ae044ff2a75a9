"""Commands on the boards."""

from __future__ import annotations

import typer

app = typer.Typer(help="The register of bulletin boards. / 公开栏登记", no_args_is_help=True)
