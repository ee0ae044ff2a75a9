"""Commands of the archive: the catalogue of a year, and its books. They only look."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledctl.cli.common import say, writing
from ledctl.cli.reading import Reader, reading
from ledctl.errors import BadInput, Refused
from ledctl.station import Station

app = typer.Typer(help="The year on a shelf: catalogue and books. / 年度目录和卷", no_args_is_help=True)

YearArgument = Annotated[int, typer.Argument(help="The year. / 年度")]
ForceOption = Annotated[bool, typer.Option("--force", help="Write over what is there. / 覆盖")]


@app.command("catalogue")
@reading
def catalogue(
    station: Station,
    reader: Reader,
    year: YearArgument,
    out: Annotated[Path, typer.Option("-o", "--out", help="FILE.xlsx or FILE.json. / 输出文件")],
    force: ForceOption = False,
) -> None:
    """Index, title, summary and date of everything made public in a year. / 政府信息公开目录"""
    from ledctl.archive.catalogue_sheet import write_catalogue

    found = station.books.catalogue(year)
    raw = write_catalogue(out.suffix.lstrip(".").lower(), found)
    reader.looks(f"catalogue {year}")
    _write(out, raw, force=force)
    say(f"{out}  {len(found.lines)} 条 / items")


@app.command("binder")
@reading
def binder(
    station: Station,
    reader: Reader,
    year: YearArgument,
    out: Annotated[Path, typer.Option("-o", "--out", help="FILE.pdf, or a folder. / 文件或文件夹")],
    category: Annotated[str, typer.Option("--category", help="One category only. / 只立一类")] = "",
    force: ForceOption = False,
) -> None:
    """A book for each category: approvals, pictures, displays, postings, objections. / 年度卷"""
    books, single = station.books, out.suffix.lower() == ".pdf"
    if single and not category:
        raise BadInput.of("books_need_folder", where="-o")
    found = books.catalogue(year)
    reader.looks(f"binder {year} {category}".strip())
    for one in [category] if category else found.categories:
        file, volumes = out if single else out / f"{year}-{one}.pdf", found.volumes(one)
        for volume in range(1, volumes + 1):
            place = file if volumes == 1 else file.with_name(f"{file.stem}-{volume}.pdf")
            _write(place, books.book(year, one, volume), force=force)
            say(str(place))


def _write(out: Path, raw: bytes, *, force: bool) -> None:
    if out.exists() and not force:
        raise Refused.of("export_is_there", where=str(out))
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(raw)
