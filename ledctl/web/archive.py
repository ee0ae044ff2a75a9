"""The archive of a year: what was made public, the catalogue to take along, and a book of each category."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from ledctl.accounts.model import Actor
from ledctl.accounts.rights import require_role
from ledctl.archive.catalogue import Catalogue
from ledctl.archive.catalogue_sheet import TYPES, write_catalogue
from ledctl.proof.rights import MAY_TAKE
from ledctl.reports.asked import FIRST, LAST
from ledctl.station import Station
from ledctl.web.auth import note_look
from ledctl.web.count import category_name
from ledctl.web.deps import Signed
from ledctl.web.files import file_answer

router = APIRouter(prefix="/archive")

Year = Annotated[int, Path(ge=FIRST, le=LAST)]
Code = Annotated[str, Path(max_length=40)]


@router.get("")
def show_archive(visit: Signed, year: Annotated[int | None, Query(ge=FIRST, le=LAST)] = None) -> Response:
    """The year of today, unless another is named."""
    asked = year or visit.station.today().year
    found = catalogue(visit.station, visit.actor, asked)
    note_look(visit.station, visit.actor, f"archive {asked}")
    name = category_name(visit.station, visit.language)
    return visit.page(
        "archive.html", found=found, sorts=tuple(TYPES), first=FIRST, last=LAST, category_name=name
    )


@router.get("/{year}/catalogue.{sort}")
def take_catalogue(year: Year, sort: Code, visit: Signed) -> Response:
    """The catalogue as a file."""
    answer = catalogue_file(visit.station, visit.actor, year, sort)
    note_look(visit.station, visit.actor, f"catalogue {year}")
    return answer


@router.get("/{year}/book/{category}.pdf")
def take_book(
    year: Year, category: Code, visit: Signed, volume: Annotated[int, Query(ge=1, le=1000)] = 1
) -> Response:
    """One book or a volume of it, made from the record of this moment."""
    answer = book(visit.station, visit.actor, year, category, volume)
    note_look(visit.station, visit.actor, f"book {year} {category} {volume}")
    return answer


# -- for pages and API alike -------------------------------------------------------------------


def catalogue(station: Station, actor: Actor, year: int) -> Catalogue:
    """The year, for whoever may take the evidence of its notices."""
    require_role(actor, MAY_TAKE)
    return station.books.catalogue(year)


def catalogue_file(station: Station, actor: Actor, year: int, sort: str) -> Response:
    raw = write_catalogue(sort, catalogue(station, actor, year))
    return file_answer(raw, TYPES[sort], f"catalogue-{year}.{sort}")


def book(station: Station, actor: Actor, year: int, category: str, volume: int) -> Response:
    require_role(actor, MAY_TAKE)
    raw = station.books.book(year, category, volume)
    return file_answer(raw, "application/pdf", f"book-{year}-{category}-{volume}.pdf")
