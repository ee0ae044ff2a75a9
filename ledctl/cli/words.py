"""Commands on the word list of a site: read it, add a word, take one out."""

from __future__ import annotations

from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import (
    JsonOption,
    SiteOption,
    acting,
    say,
    say_json,
    station_at,
)
from ledctl.notices.wordlist import Rank
from ledctl.station import Station

app = typer.Typer(help="The words looked for in every notice. / 词表", no_args_is_help=True)

RankOption = Annotated[
    Rank, typer.Option("--rank", help="block stops a notice, warn asks for a look. / 禁用或提示")
]


@app.command("list")
def list_words(site: SiteOption = None, json: JsonOption = False) -> None:
    """The words of this site, or the shipped ones where it has none of its own. / 词表"""
    with station_at(site) as station:
        words = station.words.now()
    if json:
        say_json({"block": list(words.block), "warn": list(words.warn)})
        return
    for rank in Rank:
        for word in getattr(words, rank):
            say(f"{rank:<6} {word}")


@app.command()
@acting
def add(station: Station, actor: Actor, word: str, rank: RankOption) -> None:
    """One word more; an administrator's change, on record. / 添加"""
    station.words.add(actor, rank, word)
    say(f"已添加 / added: {rank} {word}")


@app.command()
@acting
def remove(station: Station, actor: Actor, word: str, rank: RankOption) -> None:
    """One word less; an administrator's change, on record. / 删除"""
    station.words.remove(actor, rank, word)
    say(f"已删除 / removed: {rank} {word}")
