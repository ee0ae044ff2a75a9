"""The archive of a year: what was made public, the catalogue to take along, and a book of each category."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from ledctl.accounts.rights import require_role
from ledctl.archive.catalogue_sheet import TYPES, write_catalogue
from ledctl.proof.rights import MAY_TAKE
from ledctl.reports.asked import FIRST, LAST
from ledctl.web.auth import note_look
from ledctl.web.count import category_name
from ledctl.web.days import today
from ledctl.web.deps import Signed

router = APIRouter(prefix="/archive")

Year = Annotated[int, Path(ge=FIRST, le=LAST)]
Code = Annotated[str, Path(max_length=40)]


@router.get("")
def show_archive(visit: Signed, year: Annotated[int | None, Query(ge=FIRST, le=LAST)] = None) -> Response:
    """The year of today, unless another is named."""
    require_role(visit.actor, MAY_TAKE)
    asked = year or today(visit.station).year
    note_look(visit.station, visit.actor, f"archive {asked}")
    found = visit.station.books.catalogue(asked)
    name = category_name(visit.station, visit.language)
    return visit.page(
        "archive.html", found=found, sorts=tuple(TYPES), first=FIRST, last=LAST, category_name=name
    )


@router.get("/{year}/catalogue.{sort}")
def take_catalogue(year: Year, sort: Code, visit: Signed) -> Response:
    """The catalogue as a file."""
    require_role(visit.actor, MAY_TAKE)
    raw = write_catalogue(sort, visit.station.books.catalogue(year))
    note_look(visit.station, visit.actor, f"catalogue {year}")
    return _file(raw, f"catalogue-{year}.{sort}", TYPES[sort])


@router.get("/{year}/book/{category}.pdf")
def take_book(
    year: Year, category: Code, visit: Signed, volume: Annotated[int, Query(ge=1, le=1000)] = 1
) -> Response:
    """One book or a volume of it, made from the record of this moment."""
    require_role(visit.actor, MAY_TAKE)
    raw = visit.station.books.book(year, category, volume)
    note_look(visit.station, visit.actor, f"book {year} {category} {volume}")
    return _file(raw, f"book-{year}-{category}-{volume}.pdf", "application/pdf")


def _file(raw: bytes, name: str, sort: str) -> Response:
    return Response(raw, media_type=sort, headers={"Content-Disposition": f'attachment; filename="{name}"'})
