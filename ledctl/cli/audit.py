"""``ledctl audit``: the auditor's questions on the command line. Only looking; the look is recorded."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from ledctl.cli.common import JsonOption, say, say_json, writing
from ledctl.cli.reading import Reader, reading
from ledctl.cli.record import DayOption, end_of_day, start_of_day
from ledctl.clock import local_text
from ledctl.errors import BadInput
from ledctl.station import Station

app = typer.Typer(help="Questions to the record. / 查阅与追溯", no_args_is_help=True)

SignOption = Annotated[str, typer.Option(help="Only this sign. / 显示屏")]


@app.command("at")
@reading
def at(
    station: Station,
    reader: Reader,
    when: Annotated[str, typer.Argument(help='"2026-05-03 15:20:07"; 15:20:07 alone is of today. / 时刻')],
    sign: SignOption = "",
    out: Annotated[Path | None, typer.Option("-o", help="The exact picture, as a .png. / 画面")] = None,
    json: JsonOption = False,
) -> None:
    """What stood on the signs at an instant, how far proven, or why there was nothing. / 某一时刻的屏幕"""
    from ledctl.cli.audit_lines import moment_lines

    zone, questions = station.settings.zoneinfo, station.questions
    instant = questions.instant(when)
    found = questions.at(instant, sign)
    reader.looks(f"at {local_text(instant, zone)} {sign}".strip())
    if out is not None:
        from ledctl.rendering.preview import page_png

        shown = [one.page for one in found if one.page]
        if len(shown) != 1:
            raise BadInput.of("no_one_picture", where="-o", n=len(shown))
        with writing(out):
            out.write_bytes(page_png(questions.frame(shown[0].program, shown[0].page)))
    if json:
        say_json({"signs": [one.as_dict() for one in found]})
        return
    for one in found:
        for line in moment_lines(one, zone):
            say(line)


@app.command("notice")
@reading
def notice(station: Station, reader: Reader, notice_id: str, json: JsonOption = False) -> None:
    """Everything about one notice, from beginning to end. / 公告的全部记录"""
    from ledctl.cli.audit_lines import given_up_lines, story_lines
    from ledctl.questions.timeline import timeline

    zone = station.settings.zoneinfo
    case = station.questions.notice(notice_id)
    reader.looks(f"notice {notice_id}")
    lines = timeline(case, zone)
    if json:
        say_json(case.as_dict() | {"timeline": [line.as_dict() for line in lines]})
        return
    mark = "（演练 / practice）" if case.dossier.notice.practice else ""
    say(f"{case.id}  {case.dossier.title}{mark}  {case.dossier.state}")
    for text in (*given_up_lines(case.given_up, zone), *story_lines(lines, zone)):
        say(text)


@app.command("person")
@reading
def person(
    station: Station,
    reader: Reader,
    account: str,
    since: DayOption = None,
    until: DayOption = None,
    before: Annotated[int | None, typer.Option(min=1, help="Go on from this event. / 续查")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many, the newest. / 条数")] = 1000,
    json: JsonOption = False,
) -> None:
    """Everything one person did, and what was done for them and to their account. / 人员的全部记录"""
    zone = station.settings.zoneinfo
    start, end = start_of_day(since, station), end_of_day(until, station)
    found = station.questions.person(account, start, end, before_seq=before, limit=limit)
    reader.looks(f"person {account}")
    if json:
        say_json(found.as_dict())
        return
    for deed in found.deeds:
        event = deed.event
        said = event.facts.get("reason") or event.facts.get("title") or event.facts.get("what")
        said = said or event.facts.get("board") or ""
        say(
            f"{local_text(event.at, zone)}  {event.kind}  {deed.part}  {event.actor}"
            f"  {event.notice or event.sign or ''}  {said}"
        )
    if found.older:
        say(f"更早的 / older: --before {found.older}")


@app.command("category")
@reading
def category(
    station: Station,
    reader: Reader,
    category: str,
    since: DayOption = None,
    until: DayOption = None,
    json: JsonOption = False,
) -> None:
    """All of a category: items, first display, displays, hours, decisions. / 类别的全部记录"""
    zone = station.settings.zoneinfo
    found = station.questions.category(category, start_of_day(since, station), end_of_day(until, station))
    reader.looks(f"category {category}")
    if json:
        say_json(found.as_dict())
        return
    for one in found.items:
        first = local_text(one.first_display, zone) if one.first_display else "从未发送 / never"
        mark = "（演练 / practice）" if one.practice else ""
        sent = f"发送 / sent {one.count.shown} 次，确认 / confirmed {one.count.acked} 次"
        hours = f"{one.count.on_air_ms / 3_600_000:.1f} h"
        say(f"{one.notice}  {one.state}  {first}  {sent}  {hours}  {one.title}{mark}")


@app.command("search")
@reading
def search(
    station: Station,
    reader: Reader,
    words: Annotated[list[str], typer.Argument(help="All of them must be there. / 要找的字")],
    since: DayOption = None,
    until: DayOption = None,
    skip: Annotated[int, typer.Option(min=0, help="Leave out so many, the newest. / 跳过")] = 0,
    limit: Annotated[int, typer.Option(min=1, help="At most this many, the newest. / 条数")] = 50,
    json: JsonOption = False,
) -> None:
    """Look for words in everything that was ever written. / 全文检索"""
    zone = station.settings.zoneinfo
    start, end = start_of_day(since, station), end_of_day(until, station)
    found = station.questions.search(" ".join(words), start, end, skip=skip, limit=limit)
    reader.looks("search")  # the words may be somebody's name: they stay out of the record
    if json:
        say_json(found.as_dict())
        return
    for hit in found.hits:
        text = hit.text
        place = f"{text.notice} {f'v{text.version}' if text.version else ''} {text.source}:{text.place}"
        passage = f"{hit.before}[{hit.found}]{hit.after}".replace("\n", " ")
        say(f"{local_text(text.at, zone)}  {place}  {text.who}  {passage}")
    if found.more:
        say(f"还有更早的 / older ones: --skip {skip + limit}")


@app.command("gaps")
@reading
def gaps(
    station: Station,
    reader: Reader,
    since: DayOption = None,
    until: DayOption = None,
    sign: SignOption = "",
    json: JsonOption = False,
) -> None:
    """Where the record has gaps; exit 1 when there is one. Without days, the last seven. / 记录缺口"""
    from ledctl.cli.audit_lines import gap_lines

    zone, now = station.settings.zoneinfo, station.clock.now()
    week = (now.astimezone(zone).date() - dt.timedelta(days=6)).isoformat()
    start, end = start_of_day(since or week, station), end_of_day(until, station) or now
    assert start is not None  # noqa: S101 - a day was given
    found = station.questions.gaps(start, end, sign)
    reader.looks("gaps")
    if json:
        say_json(found.as_dict())
    else:
        for line in gap_lines(found, zone):
            say(line)
    raise typer.Exit(1 if any(one.gaps for one in found.signs) else 0)
