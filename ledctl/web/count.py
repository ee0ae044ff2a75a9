"""The count of any period, its rows by channel, category and office, and the items behind each figure.

What a figure is made of is one click away, and from there each notice. The count is
made by ``reports.reckoning``; publications elsewhere are entered in ``elsewhere``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from ledctl.content.channels import CHANNELS
from ledctl.errors import BadInput
from ledctl.reports.asked import Asked, as_of_day
from ledctl.reports.items import PeriodCount
from ledctl.reports.periods import Period
from ledctl.reports.tables import LISTS, Choice, chosen
from ledctl.reports.told import FIGURES, choices
from ledctl.station import Station
from ledctl.web.auth import note_look
from ledctl.web.count_words import DOCUMENTS, KINDS, WHICH
from ledctl.web.deps import Signed, Visit
from ledctl.web.lengths import causes, length
from ledctl.web.pages import speaker
from ledctl.web.pictures import sign_names

router = APIRouter()

Word = Annotated[str, Query(max_length=40)]
Long = Annotated[str | None, Query(max_length=200)]


def asked(
    year: Word = "",
    quarter: Word = "",
    month: Word = "",
    since: Word = "",
    until: Word = "",
    cumulative: bool = False,
    period: Word = "",
) -> Asked:
    """The period an address names; empty words say nothing."""
    words = {"year": year, "quarter": quarter, "month": month, "any": period}
    words |= {"since": since, "until": until}
    return Asked(**{name: word.strip() for name, word in words.items()}, cumulative=cumulative)


Named = Annotated[Asked, Depends(asked)]


@router.get("/report/count")
def show_count(visit: Signed, named: Named, as_of: Word = "") -> Response:
    """Without words, the year of today."""
    station = visit.station
    period, day = period_of(station, named), as_of_day(as_of, station.today())
    note_look(station, visit.actor, f"count {period.first} {period.last}")
    account = station.reckoning.account(period, day)
    return visit.page(
        "count.html",
        account=account,
        count=account.count,
        asked=named,
        as_of=as_of,
        items_at=(items_at := linker(account.count)),
        before_at=linker(account.before or account.count),
        facts_at=lambda name: items_at("/report/facts", which=name),
        aside=[(which, len(LISTS[which](account.count))) for which in ("beside", "further", "unverified")],
        choices=choices(
            account.count.rules, {one.code: (one.label_zh, one.label_en) for one in station.categories}
        ),
        FIGURES=FIGURES,
        WHICH=WHICH,
        **_names(visit),
    )


@router.get("/report/items")
def show_items(
    visit: Signed,
    named: Named,
    as_of: Word = "",
    which: Word = "counted",
    channel: Word = "",
    kind: Word = "",
    document: Word = "",
    sign: Word = "",
    category: Long = None,
    office: Long = None,
) -> Response:
    """The items behind one figure."""
    station = visit.station
    period, day = period_of(station, named), as_of_day(as_of, station.today())
    choice = choice_of(which, channel, category, office, kind, document, sign)
    note_look(station, visit.actor, f"items {period.first} {period.last} {choice.which}")
    count = station.reckoning.items(period, day)
    return visit.page(
        "count_items.html",
        items=chosen(count, choice),
        count=count,
        choice=choice,
        KINDS=KINDS,
        WHICH=WHICH,
        DOCUMENTS=DOCUMENTS,
        **_names(visit),
    )


@router.get("/report/facts")
def show_facts(visit: Signed, named: Named, as_of: Word = "", which: Word = "") -> Response:
    """What is behind a figure beside the items."""
    station = visit.station
    period, day = period_of(station, named), as_of_day(as_of, station.today())
    found = station.reckoning.happened(period, day, which)
    note_look(station, visit.actor, f"{which} {period.first} {period.last}")
    return visit.page("count_facts.html", found=found, label=FIGURES[which], period=period, as_of=day)


def period_of(station: Station, named: Asked) -> Period:
    """The days that are meant, by the site's own day."""
    return named.period(station.today())


def choice_of(
    which: str, channel: str, category: str | None, office: str | None, kind: str, document: str, sign: str
) -> Choice:
    """Which items are asked for; ``BadInput`` for a list there is not."""
    if which not in LISTS:
        raise BadInput.of("count_list_unknown", where="which", choices=", ".join(LISTS))
    return Choice(channel, category, office, kind, document, sign, which)


def linker(count: PeriodCount) -> Callable[..., str]:
    """The address of the items behind a figure of this count."""
    days = {
        "since": count.period.first.isoformat(),
        "until": count.period.last.isoformat(),
        "as_of": count.as_of.isoformat(),
    }
    return lambda at="/report/items", **choice: f"{at}?{urlencode({**days, **choice})}"


def channel_name(language: str) -> Callable[[str], str]:
    """What an office calls a channel; a code nobody knows is itself."""
    at = 1 if language == "zh" else 2
    names: Mapping[str, str] = {code: str(known[at]) for code, known in CHANNELS.items()}
    return lambda code: names.get(code, code)


def category_name(station: Station, language: str) -> Callable[[str], str]:
    """What an office calls a category; one that is gone is its code."""
    known = station.categories

    def name(code: str) -> str:
        if code not in known:
            return code
        return known.get(code).label_zh if language == "zh" else known.get(code).label_en

    return name


def _names(visit: Visit) -> dict[str, Any]:
    language = visit.language
    t = speaker(language)
    return {
        "channel_name": channel_name(language),
        "category_name": category_name(visit.station, language),
        "office_name": lambda office: office or t("count_office_none"),
        "sign_name": sign_names(visit.station),
        "causes": lambda by_cause: causes(by_cause, language),
        "length": lambda ms: length(ms, language),
    }
