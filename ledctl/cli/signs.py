"""The command that says what every sign shows now, and how it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import typer

from ledctl.cli.common import JsonOption, SignsOption, SiteOption, say, say_json, station_at
from ledctl.clock import local_text
from ledctl.station import Station

if TYPE_CHECKING:
    from ledctl.publishing.stage import Live
    from ledctl.sentences import Sentence


def add_to(app: typer.Typer) -> None:
    app.command("signs")(show_signs)


def show_signs(site: SiteOption = None, signs: SignsOption = None, json: JsonOption = False) -> None:
    """What every sign shows now and how it is; exit code 1 when one is in trouble. / 大屏现状"""
    from ledctl.reports.signs import troubles_of

    with station_at(site, signs=signs) as station:
        live = {name: station.live(name) for name in station.settings.signs}
        when = partial(local_text, zone=station.settings.zoneinfo)
        troubles = {name: troubles_of(one, when) for name, one in live.items()}
        if json:
            say_json({"signs": [_facts(station, name, one, troubles[name]) for name, one in live.items()]})
        else:
            for name, one in live.items():
                _tell(station, name, one, troubles[name])
    raise typer.Exit(1 if any(troubles.values()) else 0)


def _facts(station: Station, name: str, live: Live | None, troubles: tuple[Sentence, ...]) -> dict[str, Any]:
    from ledctl.reports.signs import facts_of

    said = [{"code": one.code, "zh": one.zh, "en": one.en} for one in troubles]
    return facts_of(name, live) | {"label": _label(station, name), "troubles": said}


def _tell(station: Station, name: str, live: Live | None, troubles: tuple[Sentence, ...]) -> None:
    """What it shows and since when, what it measured, then what is wrong: Chinese first."""
    from ledctl.reports.signs import readings_of
    from ledctl.web.signs import caption

    say(f"{'✗' if troubles else '✓'} {name} {_label(station, name)}")
    if live is not None:
        readings = readings_of(live.health)
        since = local_text(live.since, station.settings.zoneinfo)
        stands = [(f"自 {since}", f"since {since}")] if live.order_id is not None else []
        zh = [caption(station, live, "zh"), *(zh for zh, _ in (*stands, *readings))]
        en = [caption(station, live, "en"), *(en for _, en in (*stands, *readings))]
        say(f"  {' · '.join(zh)}\n  {' · '.join(en)}")
    for one in troubles:
        say(f"  ！{one.zh}\n    {one.en}")


def _label(station: Station, name: str) -> str:
    return station.settings.signs[name].label or name
