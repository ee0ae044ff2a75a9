"""The paper boards of the demo: a town's, two villages', one for a theme; one sheet up, one not.

As everything in the demo it goes through the use cases, under the people whose task it is.
What is missing is meant: a village's board is too small and worn, and nobody has posted the
notice in the villages, so that the pages have something to flag.
"""

from __future__ import annotations

from io import BytesIO

from ledctl.accounts.model import Actor
from ledctl.boards.facts import Board, Condition, Level
from ledctl.boards.photos import Photo, clean_photo
from ledctl.boards.rounds.checks import Seen
from ledctl.boards.sheets.sheet import Paper
from ledctl.screening.elements import Element
from ledctl.station import Station

TOWN, LARGE, SMALL, SPECIAL = "town", "dongpo", "shiqiao", "minzheng"
BOARDS = (
    Board(
        code=TOWN,
        level=Level.TOWN,
        label="镇政府公开栏",
        place="镇政府大门东侧围墙",
        width_cm=600,
        height_cm=360,
        fixed_percent=40,
        keeper="党政综合办公室",
    ),
    Board(
        code=LARGE,
        level=Level.VILLAGE,
        label="东坡村公开栏",
        place="东坡村村民委员会门前",
        village="东坡村",
        width_cm=500,
        height_cm=240,
        fixed_percent=30,
        keeper="东坡村村民委员会",
    ),
    Board(
        code=SMALL,
        level=Level.VILLAGE,
        label="石桥村公开栏",
        place="石桥村文化广场",
        village="石桥村",
        width_cm=300,
        height_cm=180,
        fixed_percent=50,
        keeper="石桥村村民委员会",
        condition=Condition.WORN,
        condition_note="面板褪色，右下角玻璃开裂，待更换。",
    ),
    Board(
        code=SPECIAL,
        level=Level.TOWN,
        label="民政专栏",
        place="便民服务中心大厅",
        width_cm=600,
        height_cm=350,
        categories=("dibao_review", "dibao_list", "tekun_review", "linshi_review"),
        special="民政专栏",
        keeper="社会事务办公室",
    ),
)
"""The town's board and the special one are large enough; 石桥村's is not, and it is worn."""


def put_boards_up(station: Station, notice_id: str, *, operator: Actor, poster: Actor) -> None:
    """Enter the boards, print the notice's sheet and post it at the town's; the villages still owe it."""
    for board in BOARDS:
        station.boards.save(operator, board)
    for code in (TOWN, SPECIAL):
        printed = station.sheets.final(operator, notice_id, Paper.A3).copy
        on_it = printed.code if printed else ""
        station.postings.up(poster, notice_id, code, made_up_photo(code), sheet_code=on_it)
    station.duties.update(operator, TOWN, note="更换到期公告。")


def check_town_board(station: Station, *, reviewer: Actor) -> None:
    """The supervision team went by: everything that hangs there has its six elements."""
    checks = station.checks
    hung = checks.hung(TOWN, station.today())
    seen = {stay.posting: Seen(frozenset(Element), stay.code) for stay in hung}
    checks.record(reviewer, TOWN, team="村务政务公开监督小组（演练）", seen=seen)


def made_up_photo(board: str) -> Photo:
    """A drawn board with one sheet on it: nobody's photo, and marked as practice."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (1200, 720), "#8fa3b0")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 1140, 620), fill="#2f4f66", outline="#d8d8d8", width=16)
    draw.rectangle((420, 130, 720, 554), fill="#fbfaf4")
    draw.rectangle((480, 160, 660, 182), fill="#a03028")
    for line in range(14):
        draw.line((450, 214 + 22 * line, 690, 214 + 22 * line), fill="#5a5a5a", width=4)
    draw.rectangle((610, 520, 650, 546), fill="#222222")
    draw.text((70, 650), f"PRACTICE {board}", fill="#ffe082", font_size=44)
    out = BytesIO()
    picture.save(out, "PNG")
    return clean_photo(out.getvalue())
