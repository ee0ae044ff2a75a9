"""Pages kept as pictures, exact to the pixel, and every page of every example as a digest.

Twenty-one pictures: the first page of each example notice on 256x64, and a dozen
chosen to differ. ``make golden`` accepts what is drawn now. Look at every picture
before committing it: a golden picture nobody looked at is a hope. Only pixel
fonts are used, whose bitmaps no version of FreeType changes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from drivers.base import Frame, Panel, Program
from drivers.picture import to_image
from layouts.base import Align, Column, Content, Kind, Table
from layouts.styles import preset
from ledctl.content.model import Notice
from ledctl.notices.appearance import Look, draw
from ledctl.notices.examination import examine
from ledctl.rendering.preview import page_png
from ledctl.rendering.raster import program

GOLDEN = Path(__file__).parents[1] / "golden"
DIGESTS = GOLDEN / "pages.json"
ARTIFACTS = Path(__file__).parents[2] / "artifacts" / "golden"

EXAMPLES = ("N01", "N02", "N03", "N04", "N06", "N07", "N08", "N09", "N10")
SIZES = ("128x32", "256x64", "512x128")

POWER = Content(
    "鹭洲镇停电通知",
    ("因线路检修，11月24日8:30—12:00白沙洲村停电，请提前做好准备。咨询电话：0700-8123456",),
    issuer="鹭洲镇供电所",
    date="2026年11月22日",
)
RARE = Content(
    "临时救助公示",
    table=Table(
        (Column("姓名", kind=Kind.NAME), Column("村组"), Column("金额（元）", Align.POINT, Kind.NUMBER)),
        (
            ("王䶮", "槐荫村4组", "910.00"),
            ("李㛃", "螺㙍村3组", "455.5"),
            ("陈𬍛", "双枫村11组", "1,320.00"),
            ("覃𠅤", "槐荫村4组", "78"),
        ),
        ("合计", "4户", "2,763.50"),
    ),
)
WATER = Content("停水通知", ("因检修，11月24日8:30—17:00停水。咨询：0700-8123456",), issuer="鹭洲镇供水站")
TOWN = Content("鹭洲镇人民政府", ("便民服务热线 12345",))
ROAD = Content(
    "项目进度公开",
    issuer="鹭洲镇人民政府",
    table=Table(
        (
            Column("项目名称"),
            Column("形象进度", kind=Kind.PERCENT),
            Column("节点", kind=Kind.STEPS),
            Column("施工单位"),
        ),
        (
            (
                "双枫村公路硬化（K0+000～K2+150）",
                "48.6％",
                "√开工；√路基；□路面；□验收",
                "湘岭路桥建设有限公司",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """Which page of what on which panel; ``of`` is content, or the name of an example."""

    of: Content | str
    panel: str
    page: int = 1
    layout: str = ""
    preset: str = "default"


PICTURES = {f"{name}-256x64-dual": Picture(name, "256x64 dual") for name in EXAMPLES} | {
    "title-64x32-red": Picture("N09", "64x32 red"),
    "sum-with-name-128x32-red": Picture("N04", "128x32 red", 20),
    "card-256x96-rgb": Picture("N01", "256x96 rgb", 10),
    "long-table-512x128-dual": Picture("N01", "512x128 dual", 3),
    "merged-768x128-dual": Picture("N07", "768x128 dual", 2),
    "rare-names-256x128-dual": Picture(RARE, "256x128 dual"),
    "progress-256x96-dual": Picture(ROAD, "256x96 dual", 2),
    "progress-512x128-dual": Picture("N06", "512x128 dual", 2),
    "warning-512x128-rgb": Picture("N09", "512x128 rgb", 2),
    "large-256x96-rgb": Picture(POWER, "256x96 rgb", 1, preset="large"),
    "ticker-128x32-dual": Picture(WATER, "128x32 dual", 3, layout="ticker"),
    "clock-256x64-dual": Picture(TOWN, "256x64 dual", 8 * 60 + 8 + 1, layout="clock"),
}

Samples = Callable[[str], Notice]


def panel_of(text: str) -> Panel:
    return Panel.parse(*text.split())


def drawn(wanted: Picture, sample: Samples) -> Frame:
    panel = panel_of(wanted.panel)
    if isinstance(wanted.of, str):
        pages = public_pages(sample(wanted.of), panel).pages
    else:
        pages = program(wanted.of, panel, preset=preset(wanted.preset), layout=wanted.layout).pages
    return pages[wanted.page - 1].frame


def public_pages(notice: Notice, panel: Panel) -> Program:
    """What a sign would show: the public version, as an approval would bind it."""
    return draw(examine(notice).public, Look(panel))


def is_accepting(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden", default=False))


@pytest.mark.parametrize("name", PICTURES)
def test_a_page_has_not_changed_by_a_pixel(
    name: str, sample: Samples, request: pytest.FixtureRequest
) -> None:
    """The page drawn now is the picture once looked at and kept (R38); both are left to compare where not."""
    frame = drawn(PICTURES[name], sample)
    kept = GOLDEN / f"{name}.png"
    if is_accepting(request):
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
    assert {path.stem for path in GOLDEN.glob("*.png")} == set(PICTURES)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_page_of_an_example_has_changed(
    name: str, size: str, sample: Samples, request: pytest.FixtureRequest
) -> None:
    """Every page of every example on the three usual panels is the one recorded, and stands as long."""
    pages = public_pages(sample(name), Panel.parse(size, "dual")).pages
    got = [f"{page.frame.digest[:16]} {page.dwell_ms}" for page in pages]
    recorded = json.loads(DIGESTS.read_text("utf-8")) if DIGESTS.exists() else {}
    key = f"{name} {size} dual"
    if is_accepting(request):
        recorded[key] = got
        DIGESTS.write_text(json.dumps(recorded, indent=1, sort_keys=True) + "\n", "utf-8")
    changed = [
        n for n, pair in enumerate(zip(got, recorded[key], strict=False), start=1) if pair[0] != pair[1]
    ]
    for n in changed:
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        to_image(pages[n - 1].frame).save(ARTIFACTS / f"{name}-{size}-{n:03}-got.png")
    assert (changed, len(got)) == ([], len(recorded[key])), f"look at the pages in {ARTIFACTS}"


def test_every_recorded_digest_is_compared() -> None:
    """No page is recorded that no test draws."""
    keys = {f"{name} {size} dual" for name in EXAMPLES for size in SIZES}
    assert json.loads(DIGESTS.read_text("utf-8")).keys() == keys
