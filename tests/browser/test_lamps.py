"""R38: preview and sign show the same bytes; a canvas in a real browser, read back lamp by lamp."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from drivers.base import Frame
from drivers.base import Page as ProgramPage
from drivers.picture import to_image
from ledctl.accounts.model import Actor, Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.content.model import Notice, Signature, WarningLevel
from ledctl.sites import init_site
from ledctl.station import Station, open_station

pytestmark = pytest.mark.slow

PANELS = {"red": "64x32", "dual": "256x64", "rgb": "130x40"}
SIGN = '[signs.{name}]\ndriver = "virtual"\npanel = "{panel}"\ncolour = "{name}"\n'
OWN_PASSWORD = "lu-zhou-2026-qing"
ARTIFACTS = Path(__file__).parents[2] / "artifacts" / "lamps"

AT_THE_MIDDLE = """canvas => {
    const side = Number(canvas.dataset.side), data = [];
    const all = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    const middle = Math.floor(side / 2);
    for (let y = middle; y < canvas.height; y += side)
        for (let x = middle; x < canvas.width; x += side) {
            const i = 4 * (y * canvas.width + x);
            data.push(all[i], all[i + 1], all[i + 2]);
        }
    return data;
}"""


@pytest.fixture
def office(tmp_path: Path, quick_passwords: Passwords) -> Iterator[Station]:
    """A site with a sign of each colour, publishing."""
    folder = tmp_path / "site"
    init_site(folder)
    signs = "".join(SIGN.format(name=name, panel=panel) for name, panel in PANELS.items())
    (folder / "signs.toml").write_text(signs, "utf-8")
    overrides = {"publisher": {"poll_s": 0.2, "flush_s": 1}}
    station = open_station(folder, passwords=quick_passwords, overrides=overrides)
    station.start_publishing()
    yield station
    station.close()


@pytest.fixture
def notice(office: Station) -> Notice:
    """A warning in orange: colours that only a full-colour panel can tell apart."""
    written = Notice(
        id="W-1",
        title="橙色预警",
        category="emergency_warning",
        issuing_unit="鹭洲镇人民政府",
        body=("今夜有暴雨，请勿靠近河道。",),
        signature=Signature(unit="鹭洲镇人民政府", date=dt.date(2026, 11, 23)),
        warning_level=WarningLevel.ORANGE,
    )
    office.desk.draft(actor(Role.DRAFTER), written)
    office.desk.submit(actor(Role.DRAFTER), "W-1")
    office.desk.review(actor(Role.REVIEWER), "W-1", "pass")
    office.desk.secrecy(actor(Role.SECRECY_REVIEWER), "W-1", "pass")
    return written


def actor(role: Role) -> Actor:
    return Actor(role.value, f"某{role.value}", frozenset({role}), Via.WEB)


def sign_in(page: Page, address: str, office: Station) -> None:
    once = office.registry.add("approver.b", "审批人乙", [Role.APPROVER], by="system")
    office.registry.change_password("approver.b", once, OWN_PASSWORD, via=Via.CLI)
    page.goto(f"{address}/login")
    page.get_by_label("账号").fill("approver.b")
    page.get_by_label("密码").fill(OWN_PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="待您办理")).to_be_visible()


def lamps(canvas: Locator) -> bytes:
    return bytes(canvas.evaluate(AT_THE_MIDDLE))


def colours(frame: Frame) -> bytes:
    return to_image(frame).tobytes()


@pytest.mark.parametrize("density", [1, 2])
def test_the_canvas_shows_the_bytes_of_the_sign(
    browser: BrowserContext, office: Station, notice: Notice, address: str, density: int
) -> None:
    """Red, dual and full colour, every page, on a plain and on a fine screen; then the sign itself, live."""
    page = browser.pages[0]
    devtools = browser.new_cdp_session(page)
    metrics = {"width": 1280, "height": 800, "deviceScaleFactor": density, "mobile": False}
    devtools.send("Emulation.setDeviceMetricsOverride", metrics)
    page.emulate_media(reduced_motion="reduce")
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    sign_in(page, address, office)
    page.goto(f"{address}/notice/{notice.id}/approve")
    programs = office.desk.programs(notice)
    for name in sorted(PANELS):
        section = page.locator("section.preview").filter(
            has=page.get_by_role("heading", name=name, exact=True)
        )
        canvas, program = section.locator("canvas"), programs[name]
        for number, shown in enumerate(program.pages, start=1):
            expect(section.locator("[data-at]")).to_have_text(f"{number}/{len(program.pages)}")
            expect(canvas).to_have_attribute("data-shown", f"{address_of(name, number, shown.frame)}")
            assert lamps(canvas) == colours(shown.frame), (name, number)
            assert any(shown.frame.data)
            if number < len(program.pages):
                section.get_by_role("button", name="下一页").press("Enter")
        widest = min(768, 8 * program.panel.width)
        assert 1 <= int(canvas.get_attribute("data-side") or 0) * program.panel.width <= widest * density
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"approve-{density}.png", full_page=True)

    office.desk.approve(actor(Role.APPROVER), notice.id)
    page.goto(f"{address}/signs")
    for name in PANELS:
        figure = page.locator(f"[data-live={name}]")
        expect(figure.locator("[data-caption]")).to_contain_text("橙色预警", timeout=10_000)
        expect(figure.locator("canvas")).to_be_visible()
        expect(figure.locator("img")).to_be_hidden()
        expect(figure.locator("canvas")).to_have_attribute("data-shown", re.compile("-[0-9]+$"))
        assert lamps(figure.locator("canvas")) in [colours(one.frame) for one in programs[name].pages]
    page.screenshot(path=ARTIFACTS / f"signs-{density}.png", full_page=True)
    assert errors == []


def address_of(name: str, number: int, frame: Frame) -> str:
    return f"/notice/W-1/preview/{name}/{number}.bin?frame={frame.digest}"


def sign_in_with_clock(browser: BrowserContext, address: str, office: Station) -> Page:
    """Only the test lets time pass on this page, however busy the machine."""
    page = browser.pages[0]
    page.emulate_media(reduced_motion="no-preference")
    sign_in(page, address, office)
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    return page


def play_to_second(page: Page, at: str, pages: Sequence[ProgramPage]) -> Locator:
    """The section of the red sign, whose player has just turned to its second page."""
    page.goto(at)
    section = page.locator("section.preview").filter(has=page.get_by_role("heading", name="red", exact=True))
    expect(section.locator("[data-player]")).to_have_attribute("data-playing", "true")
    assert len(pages) > 2
    page.clock.run_for(pages[0].dwell_ms)
    expect(section.locator("[data-at]")).to_have_text(f"2/{len(pages)}")
    return section


def test_the_player_plays_pauses_and_steps(
    browser: BrowserContext, office: Station, notice: Notice, address: str
) -> None:
    """It turns pages by itself at their own pace, by keyboard too; without script the pictures are there."""
    page, pages = sign_in_with_clock(browser, address, office), office.desk.programs(notice)["red"].pages
    section = play_to_second(page, f"{address}/notice/{notice.id}/approve", pages)
    at, count = section.locator("[data-at]"), len(pages)
    section.get_by_role("button", name="暂停").press("Space")
    expect(section.get_by_role("button", name="播放")).to_be_visible()
    page.clock.run_for(60_000)
    expect(at).to_have_text(f"2/{count}")
    for _ in range(2):
        section.get_by_role("button", name="上一页").press("Enter")
    expect(at).to_have_text(f"{count}/{count}")
    expect(section.locator(".pages img").first).to_be_visible()


def test_pausing_while_a_frame_is_on_its_way_holds(
    browser: BrowserContext, office: Station, notice: Notice, address: str
) -> None:
    """Who pauses before the next page's frame has come sees that page, and it stays."""
    page, pages = sign_in_with_clock(browser, address, office), office.desk.programs(notice)["red"].pages
    second = address_of("red", 2, pages[1].frame)
    held: list[Route] = []
    page.route(f"**{second}", lambda route: held.append(route))
    section = play_to_second(page, f"{address}/notice/{notice.id}/approve", pages)
    player = section.locator("[data-player]")
    section.get_by_role("button", name="暂停").press("Space")
    expect(player).to_have_attribute("data-playing", "false")
    held.pop().continue_()
    expect(player.locator("canvas")).to_have_attribute("data-shown", second)
    page.clock.run_for(60_000)
    expect(section.locator("[data-at]")).to_have_text(f"2/{len(pages)}")


def test_without_script_the_pictures_stay(
    browser: BrowserContext, office: Station, notice: Notice, address: str
) -> None:
    """No player without its script, and no empty canvas: the pages as pictures carry everything."""
    page = browser.pages[0]
    sign_in(page, address, office)
    page.route("**/static/*.js*", lambda route: route.abort())
    page.goto(f"{address}/notice/{notice.id}/approve")
    expect(page.locator("[data-player]").first).to_be_hidden()
    expect(page.locator(".pages img").first).to_be_visible()
    page.goto(f"{address}/signs")
    expect(page.locator("[data-live] img").first).to_be_visible()
    expect(page.locator("[data-live] canvas").first).to_be_hidden()
