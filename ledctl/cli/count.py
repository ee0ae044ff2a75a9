"""Commands of the count: any period, and what was published elsewhere only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import JsonOption, acting, bytes_of, say, say_json
from ledctl.cli.periods import (
    FirstOption,
    LastOption,
    MonthOption,
    PeriodOption,
    QuarterOption,
    YearOption,
)
from ledctl.cli.reading import Reader, reading
from ledctl.content.channels import label_of
from ledctl.errors import BadInput
from ledctl.intake.reading import read_sheets
from ledctl.notices.elsewhere import listed
from ledctl.notices.entries import make_entry
from ledctl.notices.entry_lists import ReadList, codes_by_name, read_list
from ledctl.reports.asked import Asked, as_of_day
from ledctl.reports.reckoning import Account
from ledctl.reports.tables import Row
from ledctl.reports.told import FIGURES, Categories, choices, shown_name
from ledctl.station import Station

elsewhere = typer.Typer(help="Published elsewhere only. / 其他渠道发布登记", no_args_is_help=True)

AsOfOption = Annotated[str, typer.Option("--as-of", help="As known on this day; today. / 统计截至日期")]


@reading
def count(
    station: Station,
    reader: Reader,
    year: YearOption = "",
    quarter: QuarterOption = "",
    month: MonthOption = "",
    since: FirstOption = "",
    until: LastOption = "",
    period: PeriodOption = "",
    cumulative: Annotated[bool, typer.Option("--cumulative", help="From 1 January. / 累计")] = False,
    as_of: AsOfOption = "",
    json: JsonOption = False,
) -> None:
    """Items on all channels in a period, and the displays beside them; without options, this year. / 统计"""
    asked = Asked(year, quarter, month, since, until, cumulative, period)
    today = station.today()
    day = as_of_day(as_of, today, "--as-of")
    account = station.reckoning.account(asked.period(today), day)
    reader.looks(f"count {account.count.period.first} {account.count.period.last}")
    categories = {one.code: (one.label_zh, one.label_en) for one in station.categories}
    if json:
        say_json(account.as_dict())
    else:
        _say(account, categories)


def _say(account: Account, categories: Categories) -> None:
    counted = account.count
    mark = "（演练 / practice）" if counted.practice else ""
    say(f"{counted.period.first} — {counted.period.last}，截至 / as of {counted.as_of}{mark}")
    say(f"  公开信息 / items: {account.total.items} 条{_grown(account.total)}")
    hours = counted.on_air_ms / 3_600_000
    say(f"  {shown_name(counted.rules)}: {counted.displays} 次，{hours:.1f} 小时 / hours")
    if counted.electronic_rate is not None:
        say(f"  电子化率 / electronic: {counted.electronic_percent} %（{len(counted.electronic)} 条）")
    _say_rows("按渠道 / by channel", account.channels, label_of)
    _say_rows("按类别 / by category", account.categories, lambda code: categories.get(code, (code,))[0])
    _say_rows("按发布单位 / by office", account.offices, lambda office: office or "未注明")
    for line in counted.by_sign:
        stood = f"本期在屏 / stood {line.items} 条，{line.displays} 次"
        say(f"  显示屏 / sign {line.name}: {stood}")
    for one in account.availability:
        say(f"  显示屏可用率 / availability {one.sign}: {one.percent:.2f} %")
    say(f"  另列 / beside: {len(counted.items) - len(counted.counted)} 条")
    say(f"  未经证实 / unverified: {len(counted.unverified)} 条")
    say(f"  本期增加渠道 / further channels: {len(counted.further)} 条")
    for name, (zh, en) in FIGURES.items():
        say(f"  {zh} / {en}: {counted.facts[name]}")
    if account.before is None:
        say("  上年同期无记录 / nothing to compare with a year before")
    say("  统计口径 / rules of this count:")
    for choice in choices(counted.rules, categories):
        say(f"    {choice.name[0]} / {choice.name[1]}: {choice.value[0]}")


def _say_rows(head: str, rows: Iterable[Row], name: Callable[[str], str]) -> None:
    say(f"  {head}:")
    for row in rows:
        called = dict.fromkeys((name(row.name), row.name))  # an office has no code
        say(f"    {' '.join(called).rstrip()}: {row.items} 条{_grown(row)}")


def _grown(row: Row) -> str:
    if row.before is None:
        return ""
    percent = "" if row.percent is None else f"，{row.percent:+.1f} %"
    return f"（上年同期 / a year before {row.before}，{row.more:+d}{percent}）"


@elsewhere.command("add")
@acting
def add(
    station: Station,
    actor: Actor,
    title: Annotated[str, typer.Option(help="What was published. / 标题")],
    channel: Annotated[str, typer.Option(help="Where, as website or wechat. / 渠道")],
    on: Annotated[str, typer.Option(help="The day it went out. / 发布日期")],
    address: Annotated[str, typer.Option(help="Its address. / 网址")] = "",
    category: Annotated[str, typer.Option(help="The category's code. / 类别")] = "",
    office: Annotated[str, typer.Option(help="The issuing unit. / 发布单位")] = "",
    document: Annotated[str, typer.Option(help="normative, policy_reading, clarification. / 文种")] = "",
    of: Annotated[
        str, typer.Option("--of", help="new, or the item it is one more channel of. / 同名时说明")
    ] = "",
    json: JsonOption = False,
) -> None:
    """Write down something published elsewhere only. / 登记一条"""
    said = {"title": title, "channel": channel, "published_on": on, "address": address}
    said |= {"category": category, "office": office, "document": document}
    number = station.elsewhere.enter(actor, make_entry(said, station.today()), of)
    if json:
        say_json({"id": number})
    else:
        say(f"已登记 / entered: {number}")


@elsewhere.command("import")
@acting
def import_list(
    station: Station,
    actor: Actor,
    file: Annotated[Path, typer.Argument(help="An .xlsx or .csv list. / 表格文件")],
    channel: Annotated[str, typer.Option(help="The channel where no column says it. / 渠道")] = "",
    office: Annotated[str, typer.Option(help="The unit where no column says it. / 发布单位")] = "",
    take: Annotated[
        bool, typer.Option("--take", help="Enter the good rows; else only look. / 登记可用的行")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Read a list of publications; bad rows are named and left out. / 从表格登记"""
    sheets = read_sheets(file.name, bytes_of(file)).sheets
    if len(sheets) > 1:
        names = "、".join(sheet.name for sheet in sheets)
        raise BadInput.of("list_several_sheets", where=file.name, count=len(sheets), names=names)
    given = {"channel": channel, "office": office}
    found = read_list(sheets[0], station.today(), given, codes_by_name(station.categories))
    told = [(row.number, one.zh) for row in found.bad for one in row.why]
    looked = station.elsewhere.look(entry for _, entry in found.entries)
    written: tuple[int, ...] = ()
    if not take:
        known = zip((number for number, _ in found.entries), looked, strict=True)
        told += [(number, one.why.zh) for number, one in known if one.why]
    else:
        done = station.elsewhere.take(actor, [(entry, "") for _, entry in found.entries], file.name)
        written = done.written
        told += [(found.entries[place][0], why.zh) for place, why in done.told]
    good = sum(one.why is None for one in looked)
    if json:
        rows = [{"row": number, "why": why} for number, why in sorted(told)]
        unused = {"heads": list(found.left_out), "categories": list(found.unknown_categories)}
        say_json({"good": good, "entered": list(written), "left_out": rows, "unknown": unused})
        return
    say(f"已登记 / entered: {len(written)}" if take else f"可登记 / can be entered: {good}（--take）")
    for number, why in sorted(told):
        say(f"  第 {number} 行 / row {number}: {why}")
    _say_unknown(found)


def _say_unknown(found: ReadList) -> None:
    if found.left_out:
        say(f"  没有用到的列 / columns not used: {'、'.join(found.left_out)}")
    if found.unknown_categories:
        say(f"  本站没有的类别 / categories not known here: {'、'.join(found.unknown_categories)}")


@elsewhere.command("strike")
@acting
def strike(
    station: Station,
    actor: Actor,
    number: Annotated[int, typer.Argument(help="The entry's number. / 编号")],
    reason: Annotated[str, typer.Option(help="Why it was wrong. / 注销原因")],
) -> None:
    """An entry was wrong and counts no more. / 注销"""
    station.elsewhere.strike(actor, number, reason)
    say("已注销 / struck")


@elsewhere.command("list")
@reading
def list_entries(
    station: Station,
    reader: Reader,
    year: YearOption = "",
    since: FirstOption = "",
    until: LastOption = "",
    json: JsonOption = False,
) -> None:
    """What was published elsewhere; without options, this year. / 登记列表"""
    period = Asked(year=year, since=since, until=until).period(station.today())
    found = listed(station.office, period.first, period.last)
    reader.looks("elsewhere")
    if json:
        say_json({"entries": [one.as_dict() for one in found]})
        return
    for one in found:
        struck = f"  已注销 / struck: {one.struck}" if one.struck else ""
        say(f"{one.id}  {one.published_on}  {one.channel}  {one.title}  {one.address}{struck}")
