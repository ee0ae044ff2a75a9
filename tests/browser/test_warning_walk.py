"""A rainstorm warning as an office lives it: at a desk, then on a leader's phone, then gone again.

Pictures of every page go to ``artifacts/warning-walk`` for people to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ledctl.accounts.model import Actor, Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.content.model import Notice
from ledctl.sites import init_site
from ledctl.station import Station, open_station

pytestmark = pytest.mark.slow

SIGNS = """\
[signs.gate]
driver = "virtual"
panel = "256x64"
colour = "dual"
label = "镇政府大门屏"
"""
ARTIFACTS = Path(__file__).parents[2] / "artifacts" / "warning-walk"
OWN_PASSWORD = "lu-zhou-2026-qing"
SOURCE = "沅岭县气象台"
PEOPLE = {
    "qiao": ("乔某", Role.DRAFTER),
    "lin": ("林某", Role.REVIEWER),
    "mo": ("莫某", Role.SECRECY_REVIEWER),
    "shen": ("沈某", Role.APPROVER),
}


@pytest.fixture
def office(tmp_path: Path, quick_passwords: Passwords, sample: Callable[[str], Notice]) -> Iterator[Station]:
    """A live site, publishing, with an ordinary notice on its sign."""
    folder = tmp_path / "site"
    init_site(folder)
    (folder / "signs.toml").write_text(SIGNS, "utf-8")
    (folder / "site.toml").write_text('mode = "live"\n[desk]\ntown = "鹭洲镇人民政府"\n', "utf-8")
    station = open_station(
        folder, passwords=quick_passwords, overrides={"publisher": {"poll_s": 0.2, "flush_s": 1}}
    )
    actors = {}
    for account, (name, role) in PEOPLE.items():
        once = station.registry.add(account, name, (role,), by="system")
        station.registry.change_password(account, once, OWN_PASSWORD, via=Via.CLI)
        actors[account] = Actor(account, name, frozenset({role}), Via.WEB)
    station.desk.draft(actors["qiao"], sample("N06").model_copy(update={"display_window": None}))
    station.desk.submit(actors["qiao"], "N06")
    station.desk.review(actors["lin"], "N06", "pass")
    station.desk.secrecy(actors["mo"], "N06", "pass")
    station.desk.approve(actors["shen"], "N06")
    station.start_publishing()
    yield station
    station.close()


def enter(browser: BrowserContext | Browser, address: str, account: str) -> Page:
    """A person at a browser of their own."""
    page = browser.new_page()
    page.goto(f"{address}/login")
    page.get_by_label("账号").fill(account)
    page.get_by_label("密码").fill(OWN_PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="待您办理")).to_be_visible()
    return page


def picture(page: Page, name: str) -> None:
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"{name}.png", full_page=True)


def no_wider_than_the_window(page: Page) -> None:
    """A page that scrolls sideways on a phone hides its buttons."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_warning_from_its_template_to_its_lifting(
    browser: BrowserContext, address: str, office: Station
) -> None:
    """R9, R28: one leader approves on a phone, it is shown, reviewed and lifted, and the rest is back."""
    desk = browser.browser
    assert desk is not None
    contexts = [desk.new_context(locale="zh-CN") for _ in range(3)]
    contexts.append(desk.new_context(locale="zh-CN", viewport={"width": 390, "height": 844}))
    clerk, reviewer, leader, phone = (
        enter(context, address, account)
        for context, account in zip(contexts, ("qiao", "lin", "shen", "shen"), strict=True)
    )

    clerk.goto(f"{address}/warnings")
    clerk.get_by_label("发布单位（全称）").fill(SOURCE)
    clerk.get_by_label("依据（必填）").fill("县气象台来文格式。")
    picture(clerk, "1-template")
    clerk.get_by_role("button", name="提出模板").click()
    leader.goto(f"{address}/warnings")
    leader.get_by_role("button", name="批准模板").click()
    expect(leader.get_by_text("已批准")).to_be_visible()
    picture(leader, "2-approved-template")

    now = datetime.now(office.settings.zoneinfo)
    issued = f"{now.year}年{now.month}月{now.day}日{now.hour}时{now.minute}分"
    text = f"{SOURCE}{issued}发布暴雨橙色预警信号：预计未来3小时我县降雨量将达50毫米以上，请注意防范！"
    clerk.goto(f"{address}/notices/new")
    fields = {"id": "W-1", "title": f"{SOURCE}发布暴雨橙色预警信号", "issuing_unit": SOURCE, "body": text}
    for name, value in (fields | {"signature_unit": SOURCE}).items():
        clerk.locator(f"#{name}").fill(value)
    for name, value in {
        "category": "emergency_warning",
        "urgency": "emergency",
        "warning_level": "orange",
    }.items():
        clerk.locator(f"#{name}").select_option(value)
    clerk.get_by_role("button", name="保存").click()
    picture(clerk, "3-drafted")
    clerk.get_by_role("button", name="应急报批").click()

    phone.goto(f"{address}/")
    phone.get_by_role("link", name=f"{SOURCE}发布暴雨橙色预警信号").first.click()
    no_wider_than_the_window(phone)
    phone.get_by_role("link", name="审批").first.click()
    no_wider_than_the_window(phone)
    picture(phone, "4-phone-approval")
    phone.get_by_role("button", name="批准发布").click()
    picture(phone, "5-phone-approved")

    def on_sign(notice: str) -> None:
        for _ in range(100):
            live = office.live("gate")
            if live is not None and live.notice_id == notice:
                return
            clerk.wait_for_timeout(50)
        pytest.fail(f"{notice} never came on the sign")

    on_sign("W-1")
    reviewer.goto(f"{address}/")
    expect(reviewer.get_by_text("待补办审查的预警")).to_be_visible()
    picture(reviewer, "6-front-page-owed")
    reviewer.goto(f"{address}/notice/W-1")
    picture(reviewer, "7-sign-off")
    reviewer.get_by_role("button", name="补办审核").click()

    phone.goto(f"{address}/notice/W-1")
    phone.get_by_label("解除依据").fill("县气象台解除。")
    picture(phone, "8-phone-lift")
    phone.get_by_role("button", name="解除", exact=True).click()
    on_sign("N06")
    clerk.goto(f"{address}/notice/W-1")
    picture(clerk, "9-lifted")
    for context in contexts:
        context.close()
