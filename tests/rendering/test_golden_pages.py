"""A few pages kept as pictures; any changed pixel fails, with both pictures left to look at.

``pytest tests/rendering --update-golden`` accepts what is drawn now. Look at
every picture before committing it: a golden picture nobody looked at is a hope.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from drivers.base import Panel
from drivers.picture import to_image
from layouts.base import Align, Column, Content, Kind, Table
from ledctl.rendering.preview import page_png
from ledctl.rendering.raster import program

GOLDEN = Path(__file__).parents[1] / "golden"
ARTIFACTS = Path(__file__).parents[2] / "artifacts" / "golden"

NOTICE = Content(
    "鹭洲镇停电通知",
    ("因线路检修，11月24日8:30—12:00白沙洲村停电，请提前做好准备。咨询电话：0700-8123456",),
    issuer="鹭洲镇供电所",
    date="2026年11月22日",
)
LIST = Content(
    "临时救助公示",
    table=Table(
        (Column("姓名", kind=Kind.NAME), Column("村组"), Column("金额（元）", Align.RIGHT)),
        (
            ("王䶮", "槐荫村4组", "910.00"),
            ("李㛃", "螺㙍村3组", "455.00"),
            ("陈𬍛", "双枫村11组", "1,320.00"),
        ),
        ("合计", "3户", "2,685.00"),
    ),
)
WARNING = Content(
    "暴雨橙色预警",
    ("预计未来3小时降雨量将达50毫米以上，请立即转移！",),
    issuer="县气象台",
    warning="orange",
)

WATER = Content("停水通知", ("因检修，11月24日8:30—17:00停水。咨询：0700-8123456",), issuer="鹭洲镇供水站")
TOWN = Content("鹭洲镇人民政府", ("便民服务热线 12345",))

PAGES = {
    "title-128x64-dual": (NOTICE, Panel.parse("128x64", "dual"), 1),
    "text-128x64-dual": (NOTICE, Panel.parse("128x64", "dual"), 2),
    "text-128x32-red": (NOTICE, Panel.parse("128x32", "red"), 3),
    "notice-256x96-dual": (NOTICE, Panel.parse("256x96", "dual"), 1),
    "table-256x64-dual": (LIST, Panel.parse("256x64", "dual"), 3),
    "card-128x64-dual": (LIST, Panel.parse("128x64", "dual"), 3),
    "warning-192x96-rgb": (WARNING, Panel.parse("192x96", "rgb"), 1),
    "ticker-128x32-dual": (WATER, Panel.parse("128x32", "dual"), 4),
    "ticker-128x16-red": (WATER, Panel.parse("128x16", "red"), 2),
    "clock-256x64-dual": (TOWN, Panel.parse("256x64", "dual"), 489),
}
SET_AS = {name: name.partition("-")[0] for name in PAGES if name.startswith(("ticker", "clock"))}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_not_changed_by_a_pixel(name: str, request: pytest.FixtureRequest) -> None:
    """The page drawn now is the picture once looked at and kept (R38)."""
    content, panel, number = PAGES[name]
    frame = program(content, panel, layout=SET_AS.get(name, "")).pages[number - 1].frame
    kept = GOLDEN / f"{name}.png"
    if request.config.getoption("--update-golden", default=False):
        kept.write_bytes(page_png(frame))
    with Image.open(kept) as image:
        wanted = image.convert("RGB")
    got = to_image(frame)
    if (got.size, got.tobytes()) != (wanted.size, wanted.tobytes()):
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        got.save(ARTIFACTS / f"{name}-got.png")
        wanted.save(ARTIFACTS / f"{name}-wanted.png")
        pytest.fail(f"{name} changed: compare the two pictures in {ARTIFACTS}")


def test_every_golden_picture_is_compared() -> None:
    """No picture is kept that no test looks at."""
    assert {path.stem for path in GOLDEN.glob("*.png")} == set(PAGES)
