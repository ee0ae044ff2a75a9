"""Commands on the register of boards: list, show, add, change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import JsonOption, acting, photo_at, say, say_json, writing
from ledctl.cli.reading import Reader, reading
from ledctl.station import Station

if TYPE_CHECKING:
    from ledctl.boards.register.standing import Standing

app = typer.Typer(help="The register of bulletin boards. / 公开栏登记", no_args_is_help=True)

CodeArgument = Annotated[str, typer.Argument(help="The board's code, such as b01. / 代码")]
LevelOption = Annotated[
    str | None,
    typer.Option(help="town, village, group, site. / 镇、村、村民小组、项目现场"),
]
LabelOption = Annotated[str | None, typer.Option(help="What people call it. / 名称")]
PlaceOption = Annotated[str | None, typer.Option(help="Where it stands. / 位置")]
VillageOption = Annotated[str | None, typer.Option(help="Of which village. / 村")]
WidthOption = Annotated[int | None, typer.Option("--width", help="In centimetres. / 宽（厘米）")]
HeightOption = Annotated[int | None, typer.Option("--height", help="In centimetres. / 高（厘米）")]
FixedOption = Annotated[int | None, typer.Option("--fixed", help="Percent of fixed panels. / 固定版面（%）")]
CategoryOption = Annotated[
    list[str] | None,
    typer.Option("--category", help="A category it carries, once for each; none: every one. / 张贴类别"),
]
SpecialOption = Annotated[str | None, typer.Option(help="The theme of a special board. / 专栏主题")]
KeeperOption = Annotated[str | None, typer.Option(help="A name or a post, no number. / 管理人")]
ConditionOption = Annotated[str | None, typer.Option(help="good, worn, damaged. / 完好、残旧、损坏")]
NoteOption = Annotated[str | None, typer.Option("--note", help="On its condition. / 状况说明")]
PhotoOption = Annotated[
    Path | None,
    typer.Option("--photo", help="A photo; where it was taken is removed. / 照片"),
]
InUseOption = Annotated[
    bool | None, typer.Option("--in-use/--out-of-use", help="Whether it stands. / 在用、停用")
]


@app.command("list")
@reading
def list_boards(
    station: Station,
    reader: Reader,
    gone: Annotated[bool, typer.Option("--gone", help="Also those out of use. / 含停用")] = False,
    json: JsonOption = False,
) -> None:
    """Every board: size, room, what hangs there, what is amiss. / 公开栏列表"""
    found = station.boards.all(gone=gone)
    reader.looks("boards")
    if json:
        say_json({"boards": [one.as_dict() for one in found]})
        return
    for one in found:
        _say_line(one)


@app.command()
@reading
def show(
    station: Station,
    reader: Reader,
    code: CodeArgument,
    at: Annotated[str, typer.Option(help="As it stood at this instant. / 某一时刻")] = "",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Its picture, as a .svg. / 图")] = None,
    english: Annotated[bool, typer.Option("--english", help="Words in English. / 英文")] = False,
    json: JsonOption = False,
) -> None:
    """One board: its entry, what hangs there, what hung there. / 查看公开栏"""
    from ledctl.boards.register.standing import whole_story

    instant = station.questions.instant(at) if at else None
    drawn = station.album.board(code, instant, "en" if english else "zh")
    reader.looks(f"board {code} {at}".strip())
    if out is not None:
        with writing(out):
            out.write_text(drawn.svg, encoding="utf-8")
    if json:
        boards = station.boards
        say_json(whole_story(drawn.values, boards.history(code), boards.hung(code)))
        return
    _say_board(drawn.values, station)


@app.command()
@acting
def add(
    station: Station,
    actor: Actor,
    code: CodeArgument,
    level: LevelOption = None,
    label: LabelOption = None,
    place: PlaceOption = None,
    village: VillageOption = None,
    width: WidthOption = None,
    height: HeightOption = None,
    fixed: FixedOption = None,
    category: CategoryOption = None,
    special: SpecialOption = None,
    keeper: KeeperOption = None,
    condition: ConditionOption = None,
    note: NoteOption = None,
    photo: PhotoOption = None,
    json: JsonOption = False,
) -> None:
    """Enter a new board. / 登记公开栏"""
    from ledctl.boards.register.entering import read_board

    said = _said(
        code=code, level=level, label=label, place=place, village=village, width_cm=width, height_cm=height,
        fixed_percent=fixed, categories=category, special=special, keeper=keeper, condition=condition,
        condition_note=note,
    )  # fmt: skip
    board = station.boards.save(actor, read_board(said), photo_at(photo), seen=0)
    _say_saved(station, board.code, json)


@app.command()
@acting
def change(
    station: Station,
    actor: Actor,
    code: CodeArgument,
    level: LevelOption = None,
    label: LabelOption = None,
    place: PlaceOption = None,
    village: VillageOption = None,
    width: WidthOption = None,
    height: HeightOption = None,
    fixed: FixedOption = None,
    category: CategoryOption = None,
    special: SpecialOption = None,
    keeper: KeeperOption = None,
    condition: ConditionOption = None,
    note: NoteOption = None,
    photo: PhotoOption = None,
    in_use: InUseOption = None,
    json: JsonOption = False,
) -> None:
    """Enter what became different with a board; the rest stays. / 修改公开栏登记"""
    from ledctl.boards.register.entering import read_board

    said = _said(
        level=level, label=label, place=place, village=village, width_cm=width, height_cm=height,
        fixed_percent=fixed, categories=category, special=special, keeper=keeper, condition=condition,
        condition_note=note, in_use=in_use,
    )  # fmt: skip
    stands = station.boards.one(code)
    station.boards.save(actor, read_board(said, stands.board), photo_at(photo), seen=stands.number)
    _say_saved(station, code, json)


def _said(**given: object) -> dict[str, Any]:
    """The options that were given. No category, given as ``--category ""``, is every one."""
    said = {name: value for name, value in given.items() if value is not None}
    if isinstance(codes := said.get("categories"), list):
        said["categories"] = [code for code in codes if code]
    return said


def _say_saved(station: Station, code: str, json: bool) -> None:
    stands = station.boards.one(code)
    if json:
        say_json(stands.as_dict())
        return
    _say_line(stands)


def _say_line(stands: Standing) -> None:
    from ledctl.boards.facts import LEVEL_LABELS

    board, room = stands.board, stands.room
    gone = "" if board.in_use else "  停用 / out of use"
    say(
        f"{board.code:<8} {LEVEL_LABELS[board.level][0]}  {board.label}  {board.place}  "
        f"{board.area_m2:.2f} m²  {board.fixed_percent}%  在栏 / up: {room.sheets}  "
        f"余地 / free: {room.free_m2:.2f} m²{gone}"
    )
    for why in stands.warnings:
        say(f"  ! {why}")


def _say_board(stands: Standing, station: Station) -> None:
    from ledctl.boards.facts import CONDITION_LABELS
    from ledctl.clock import local_text

    board, room = stands.board, stands.room
    _say_line(stands)
    said = [board.village, board.keeper, board.special, ", ".join(board.categories), board.condition_note]
    say("  " + "  ".join([" / ".join(CONDITION_LABELS[board.condition]), *filter(None, said)]))
    guessed = f"（{room.guessed} 份按 A4 估算 / estimated）" if room.guessed else ""
    say(f"  约可再贴 / about {room.a4_left} A4{guessed}")
    if room.is_over:
        say(f"  超出 / too much: {room.over_m2:.2f} m²")
    for stay in stands.hanging:
        since = local_text(stay.posted_at, station.settings.zoneinfo)
        say(f"  {since}  {stay.code or '-'}  {stay.paper or '?'}x{stay.pages}  {stay.notice} {stay.title}")
