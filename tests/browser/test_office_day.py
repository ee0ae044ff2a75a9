"""A day in the office as people live it: a real browser, a real server, a virtual sign.

Pictures of every page go to ``artifacts/office-day`` for people to look at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ledctl.accounts.model import Role
from ledctl.accounts.passwords import Passwords
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
SITE = """\
mode = "live"
[desk]
town = "鹭洲镇人民政府"
"""
ARTIFACTS = Path(__file__).parents[2] / "artifacts" / "office-day"
OWN_PASSWORD = "lu-zhou-2026-qing"
LIST = """\
序号\t村（社区）\t姓名\t身份证号\t家庭人口\t补助金额（元）
1\t望江村\t周甲一\t439999199003078031\t3\t1200
2\t石桥村\t吴乙二\t439999199003074516\t2\t980.50
3\t临江社区\t郑丙三\t43999919900307687X\t4\t1560
合计\t\t\t\t9\t3740.50
"""


@pytest.fixture
def office(tmp_path: Path, quick_passwords: Passwords) -> Iterator[Station]:
    """A live site with a virtual sign, publishing."""
    folder = tmp_path / "site"
    init_site(folder)
    (folder / "signs.toml").write_text(SIGNS, "utf-8")
    (folder / "site.toml").write_text(SITE, "utf-8")
    station = open_station(
        folder, passwords=quick_passwords, overrides={"publisher": {"poll_s": 0.2, "flush_s": 1}}
    )
    station.start_publishing()
    yield station
    station.close()


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    return lambda page, name: page.screenshot(path=ARTIFACTS / f"{name}.png", full_page=True) and None


def enter(page: Page, address: str, account: str, password: str) -> None:
    """Sign in with a one-time password and set one's own."""
    page.goto(f"{address}/login")
    page.get_by_label("账号").fill(account)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.get_by_label("现在的密码").fill(password)
    page.get_by_label("新密码（至少 10 个字符）").fill(OWN_PASSWORD)
    page.get_by_label("再输入一次新密码").fill(OWN_PASSWORD)
    page.get_by_role("button", name="保存新密码").click()
    expect(page.get_by_role("heading", name="待您办理")).to_be_visible()


def leave(page: Page) -> None:
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()


def lit_pixels(page: Page) -> int:
    """How many pixels of the live picture are not black, counted by the browser itself."""
    return int(
        page.evaluate(
            """() => {
                const image = document.querySelector('[data-live] img');
                const canvas = document.createElement('canvas');
                canvas.width = image.naturalWidth;
                canvas.height = image.naturalHeight;
                const pen = canvas.getContext('2d');
                pen.drawImage(image, 0, 0);
                const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;
                let lit = 0;
                for (let i = 0; i < data.length; i += 4) if (data[i] || data[i + 1] || data[i + 2]) lit += 1;
                return lit;
            }"""
        )
    )


def test_office_day(
    browser: BrowserContext,
    office: Station,
    address: str,
    picture: Callable[[Page, str], None],
) -> None:
    """From a clerk's first sign-in to lit pixels and the history, by hand and in a browser."""
    once = {
        role: office.registry.add(role.value.replace("_", "."), name, [role], by="system")
        for role, name in [
            (Role.DRAFTER, "拟稿员甲"),
            (Role.REVIEWER, "审核员乙"),
            (Role.SECRECY_REVIEWER, "保密员丙"),
            (Role.APPROVER, "审批人丁"),
        ]
    }
    page = browser.pages[0]
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))

    page.goto(address)
    picture(page, "01-login")
    enter(page, address, "drafter", once[Role.DRAFTER])
    picture(page, "02-desk-empty")

    page.get_by_role("link", name="起草公告").click()
    page.get_by_label(re.compile("^标题")).fill("鹭洲镇2026年第四季度临时救助对象公示")
    page.get_by_label(re.compile("^类别")).select_option("linshi_review")
    page.get_by_label(re.compile("^正文")).fill(
        "经个人申请、入户调查和审核，拟对下列家庭给予临时救助，现予公示。"
    )
    page.get_by_label(re.compile("^名单（表格）")).fill(LIST)
    page.get_by_label(re.compile("^公示期天数")).fill("3")
    page.get_by_label("镇公开栏").check()  # a 公示 needs a channel that lasts its whole period
    page.get_by_role("button", name="保存草稿并检查").click()
    expect(page.locator("[aria-invalid]").first).to_be_visible()
    picture(page, "03-form-refused")
    assert [text for text in errors if "422" not in text] == []
    errors.clear()
    today = page.get_by_label(re.compile("^落款日期")).input_value()
    page.get_by_label(re.compile("^公示期起")).fill(today)
    page.get_by_label(re.compile("^公示期止")).fill(today)
    page.get_by_role("button", name="保存草稿并检查").click()

    expect(page.get_by_role("heading", name="检查结果")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("199003")
    picture(page, "04-draft")
    notice = page.url
    page.get_by_role("link", name="修改", exact=True).click()
    picture(page, "05-edit")
    page.set_viewport_size({"width": 390, "height": 844})
    widths = page.locator(".column-choice > span").evaluate_all("all => all.map(one => one.offsetWidth)")
    assert widths
    assert min(widths) > 200, (
        "the head of a column stands above its choices on a phone, not squeezed beside them"
    )
    picture(page, "05-edit-phone")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(notice)
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator(".state").first).to_have_text("待审核")
    leave(page)

    enter(page, address, "reviewer", once[Role.REVIEWER])
    picture(page, "06-desk-reviewer")
    page.goto(notice)
    page.get_by_label("意见").fill("与审批材料一致。")
    picture(page, "07-review")
    page.get_by_role("button", name="审核通过").click()
    leave(page)

    enter(page, address, "secrecy.reviewer", once[Role.SECRECY_REVIEWER])
    page.goto(notice)
    page.get_by_label("意见").fill("不涉密，个人信息已按规定处理。")
    page.get_by_role("button", name="保密审查通过").click()
    leave(page)

    enter(page, address, "approver", once[Role.APPROVER])
    page.goto(notice)
    page.get_by_role("link", name="看清画面并审批").click()
    expect(page.locator(".pages img").first).to_be_visible()
    picture(page, "08-approve")
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, "09-approve-phone")
    page.get_by_label("意见").fill("同意公示。")
    page.get_by_role("button", name="批准发布").click()
    expect(page.locator(".state").first).to_have_text("已批准")
    picture(page, "10-notice-phone")

    page.goto(f"{address}/signs")
    expect(page.locator("[data-caption]")).to_contain_text("临时救助", timeout=10_000)
    expect(page.locator("[data-live] img").first).to_have_js_property("complete", True)
    assert lit_pixels(page) > 200
    picture(page, "11-signs-phone")
    page.goto(address)
    picture(page, "12-desk-phone")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    picture(page, "13-desk")

    page.goto(f"{address}/history")
    expect(page.locator("tbody tr").first).to_contain_text("临时救助")
    picture(page, "14-history")
    page.goto(f"{address}/history/events")
    expect(page.locator("tbody")).to_contain_text("批准发布")
    picture(page, "15-record")
    page.goto(f"{address}/history/verify")
    page.get_by_role("button", name="开始校验").click()
    expect(page.locator(".good")).to_be_visible()
    picture(page, "16-verify")
    page.goto(f"{address}/report")
    expect(page.locator(".big").first).to_have_text("1")
    picture(page, "17-report")
    page.goto(notice)
    picture(page, "18-notice")
    page.set_viewport_size({"width": 390, "height": 844})
    for name, path in (
        ("20-notices-phone", "/notices"),
        ("21-history-phone", "/history"),
        ("22-report-phone", "/report"),
    ):
        page.goto(f"{address}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, f"{path} is wider than a phone"
        picture(page, name)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(notice)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Decisions")).to_be_visible()
    picture(page, "19-notice-english")
    assert errors == [], "no page may break the content policy or the script"
