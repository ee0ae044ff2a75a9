"""Commands on forms: listing, looking, entering, writing them to a file, filing, telling versions apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import JsonOption, acting, say, say_json, writing
from ledctl.cli.periods import MonthOption, PeriodOption, QuarterOption, YearOption
from ledctl.cli.reading import Reader, reading
from ledctl.errors import BadInput
from ledctl.station import Station

if TYPE_CHECKING:
    from ledctl.forms.filing_model import Imprint
    from ledctl.forms.filled import FilledForm
    from ledctl.reports.periods import Period

app = typer.Typer(help="The year's forms. / 统计报表", no_args_is_help=True)

FormArgument = Annotated[str, typer.Argument(help="The form's code, such as 2017. / 表样代码")]
VersionOption = Annotated[
    int | None, typer.Option(min=1, help="A filed version instead of today's figures. / 定稿版本")
]


@app.command("list")
@reading
def list_forms(station: Station, reader: Reader, json: JsonOption = False) -> None:
    """The forms there are, and what was filed. / 表样和定稿"""
    forms, filings = station.forms.all(), station.forms.filings()
    reader.looks("forms")
    if json:
        known = [
            {"code": one.code, "zh": one.name_zh, "en": one.name_en, "doc_no": one.doc_no}
            for one in forms.values()
        ]
        filed = [{"form": code, "period": period, **one.as_dict()} for code, period, one in filings]
        say_json({"forms": known, "filed": filed})
        return
    for form in forms.values():
        say(f"{form.code:<12} {form.name_zh} / {form.name_en}  {form.doc_no}")
    for code, period, one in filings:
        say(f"  已定稿 / filed: {code} {period} v{one.version} {one.name} {one.reason}")


@app.command()
@reading
def show(
    station: Station,
    reader: Reader,
    form: FormArgument,
    year: YearOption = "",
    quarter: QuarterOption = "",
    month: MonthOption = "",
    period: PeriodOption = "",
    version: VersionOption = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As known on this day. / 数据截止日")] = None,
    json: JsonOption = False,
) -> None:
    """A form's figures and what does not hold in it. / 查看报表"""
    from ledctl.forms.spans import key_of

    days = _period(station, year, quarter, month, period)
    filled, imprint = _wanted(station, form, days, version, as_of)
    reader.looks(f"forms {form} {key_of(days)}")
    if json:
        from ledctl.forms.outputs import as_json

        say_json(as_json(filled, imprint))
        return
    _say_form(filled, imprint)


@app.command()
@acting
def enter(
    station: Station,
    actor: Actor,
    form: FormArgument,
    cells: Annotated[
        list[str] | None, typer.Argument(help="CELL=VALUE, such as 9.1:now=4. / 单元格=数值")
    ] = None,
    source: Annotated[str, typer.Option(help="From what paper. / 依据材料")] = "",
    zero_rest: Annotated[
        bool, typer.Option("--zero-rest", help="0 into every empty cell. / 其余空格填 0")
    ] = False,
    year: YearOption = "",
    quarter: QuarterOption = "",
    month: MonthOption = "",
    period: PeriodOption = "",
) -> None:
    """Write figures, words and signatures into cells; earlier entries stay on record. / 填写"""
    days = _period(station, year, quarter, month, period)
    values = dict(_cell(text) for text in cells or ())
    kept = station.forms.enter(actor, form, days, values, source=source, zero_rest=zero_rest)
    say(f"已保存 / saved: {kept}")


@app.command()
@reading
def fill(
    station: Station,
    reader: Reader,
    form: FormArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="FILE.xlsx, .docx, .pdf or .json. / 输出文件")
    ],
    year: YearOption = "",
    quarter: QuarterOption = "",
    month: MonthOption = "",
    period: PeriodOption = "",
    version: VersionOption = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As known on this day. / 数据截止日")] = None,
) -> None:
    """Write a form to a file, by the record of today or as it was filed. / 输出报表"""
    from ledctl.forms.outputs import write_form
    from ledctl.forms.spans import key_of

    days = _period(station, year, quarter, month, period)
    filled, imprint = _wanted(station, form, days, version, as_of)
    zone, now = station.settings.zoneinfo, station.clock.now()
    raw = write_form(output.suffix.removeprefix("."), filled, imprint, zone, at=now)
    reader.looks(f"forms {form} {key_of(days)}")
    with writing(output):
        output.write_bytes(raw)
    say(str(output))


@app.command("file")
@acting
def file_form(
    station: Station,
    actor: Actor,
    form: FormArgument,
    year: YearOption = "",
    quarter: QuarterOption = "",
    month: MonthOption = "",
    period: PeriodOption = "",
    reason: Annotated[str, typer.Option(help="Why there is a new version. / 另立新版的理由")] = "",
) -> None:
    """Freeze the form with its figures, their rows and its signers. / 定稿"""
    filed = station.forms.file(actor, form, _period(station, year, quarter, month, period), reason=reason)
    one = filed.imprint
    say(f"已定稿 / filed: {filed.form.heading} v{one.version} {one.digest} {one.checkpoint}".rstrip())


@app.command()
@reading
def diff(
    station: Station,
    reader: Reader,
    form: FormArgument,
    year: YearOption = "",
    quarter: QuarterOption = "",
    month: MonthOption = "",
    period: PeriodOption = "",
    old: Annotated[int | None, typer.Option(min=1, help="The newest unless said. / 旧版")] = None,
    new: Annotated[int | None, typer.Option(min=1, help="Today unless said. / 新版")] = None,
    json: JsonOption = False,
) -> None:
    """What is otherwise than as filed; exit code 1 when anything is. / 与定稿的差异"""
    from ledctl.forms.spans import key_of

    days = _period(station, year, quarter, month, period)
    found = station.forms.compare(form, days, old, new)
    reader.looks(f"forms {form} {key_of(days)}")
    if json:
        say_json({"differences": [one.as_dict() for one in found]})
    else:
        for one in found:
            ids = "".join((*(f" +{name}" for name in one.added), *(f" -{name}" for name in one.removed)))
            say(f"{one.address:<14} {one.before} -> {one.after}{ids}  {one.label}")
    raise typer.Exit(1 if found else 0)


def _period(station: Station, year: str, quarter: str, month: str, period: str) -> Period:
    """The one period that the options name."""
    from ledctl.reports.asked import Asked

    if not (year or quarter or month or period):
        raise BadInput.of("form_period_unclear", where="--year")
    return Asked(year, quarter, month, any=period).period(station.today())


def _cell(text: str) -> tuple[str, str]:
    address, sign, value = text.partition("=")
    if not sign:
        raise BadInput.of("form_cell_unread", where=text[:60])
    return address.strip(), value


def _wanted(
    station: Station, form: str, days: Period, version: int | None, as_of: str | None
) -> tuple[FilledForm, Imprint]:
    if version is not None:
        filed = station.forms.filed(form, days, version)
        return filed.form, filed.imprint
    from ledctl.reports.asked import as_of_day

    day = as_of_day(as_of or "", station.today(), "--as-of")
    return station.forms.fill(form, days, day), station.forms.draft()


def _say_form(filled: FilledForm, imprint: Imprint) -> None:
    from ledctl.forms.foot import check_lines, marks

    say(filled.heading)
    for mark in marks(filled, imprint):
        say(f"  {mark}")
    for table in filled.tables:
        for row in table.rows:
            figures = "  ".join(f"{cell.address}={cell.text or '?'}" for cell in row.cells)
            say(f"{'  ' * row.depth}{row.label} {figures}")
    for section in filled.sections:
        for words in section.words:
            say(words)
    for line in check_lines(filled):
        say(line)
