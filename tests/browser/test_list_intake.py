"""A clerk takes lists in, in a real browser: a paste from a spreadsheet, a file, the page of columns.

Pictures go to ``artifacts/list-intake`` for people to look at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ledctl.accounts.model import Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.sites import init_site
from ledctl.station import Station, open_station

pytestmark = pytest.mark.slow

ARTIFACTS = Path(__file__).parents[2] / "artifacts" / "list-intake"
OWN_PASSWORD = "lu-zhou-2026-qing"
PASTED = (
    "鹭洲镇耕地补贴发放名单\t\t\t\t\t\n"
    "序号\t村组\t农户姓名\t身份证号\t补贴\t\n"
    "\t\t\t\t面积（亩）\t金额（元）\n"
    "1\t望江村3组\t周甲一\t439999199003078031\t2.5\t300\n"
    "小计\t\t\t\t2.5\t300\n"
    "2\t石桥村1组\t吴乙二\t439999199003074516\t1\t120\n"
    "合计\t\t\t\t3.5\t420\n"
)


@pytest.fixture
def office(tmp_path: Path, quick_passwords: Passwords) -> Iterator[Station]:
    """A live site with one drafter."""
    folder = tmp_path / "site"
    init_site(folder)
    (folder / "site.toml").write_text('mode = "live"\n[desk]\ntown = "鹭洲镇人民政府"\n', "utf-8")
    (folder / "signs.toml").write_text(
        '[signs.gate]\ndriver = "virtual"\npanel = "256x64"\ncolour = "dual"\n', "utf-8"
    )
    station = open_station(folder, passwords=quick_passwords)
    once = station.registry.add("drafter", "拟稿员甲", [Role.DRAFTER], by="system")
    station.registry.change_password("drafter", once, OWN_PASSWORD, via=Via.CLI)
    yield station
    station.close()


@pytest.fixture
def page(browser: BrowserContext, office: Station, address: str) -> Page:
    """The drafter's browser, at the first page of taking a list in."""
    page = browser.pages[0]
    page.goto(f"{address}/login")
    page.get_by_label("账号").fill("drafter")
    page.get_by_label("密码").fill(OWN_PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto(f"{address}/notices")
    page.get_by_role("link", name="按名单起草").click()
    return page


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    return lambda page, name: page.screenshot(path=ARTIFACTS / f"{name}.png", full_page=True) and None


def write_and_save(page: Page) -> None:
    """The rest of the form."""
    page.get_by_label(re.compile("^标题")).fill("鹭洲镇2026年耕地补贴发放公示")
    page.get_by_label(re.compile("^类别")).select_option("agri_subsidy")
    page.get_by_label(re.compile("^正文")).fill("现将发放情况予以公示。")
    page.get_by_role("button", name="保存草稿并检查").click()
    expect(page.get_by_role("heading", name="检查结果")).to_be_visible()


def test_a_pasted_list_with_two_levels_of_heads(page: Page, picture: Callable[[Page, str], None]) -> None:
    """The title goes, the levels are joined, the subtotal is asked about, IDs never reach the draft."""
    page.get_by_label("粘贴名单（连同表头）").fill(PASTED)
    picture(page, "01-paste")
    page.get_by_role("button", name="读取名单").click()
    expect(page.get_by_role("heading", name="核对名单的各列")).to_be_visible()
    expect(page.locator("main")).to_contain_text("第 5 行像是小计")
    expect(page.get_by_label("列名 6")).to_have_value("补贴·金额（元）")
    picture(page, "02-columns")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(page, "03-columns-phone")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="采用名单，填写公告").click()
    expect(page.locator(".held")).to_contain_text("2 行，6 列")
    picture(page, "04-form")
    write_and_save(page)
    expect(page.locator("main")).not_to_contain_text("199003")
    expect(page.locator("main")).to_contain_text("吴乙二")
    picture(page, "05-draft")


def test_a_workbook_of_five_thousand_rows(
    page: Page, tmp_path: Path, picture: Callable[[Page, str], None]
) -> None:
    """An .xlsx as the office has it; the page of its reading refreshes itself until the form is there."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("发放表")
    sheet.append(["序号", "村", "农户姓名", "一卡通账号", "金额（元）"])
    for n in range(1, 5001):
        sheet.append([n, "望江村", f"某{n}", f"6220000000{n:09d}", 10])
    book.save(tmp_path / "发放表.xlsx")
    page.get_by_label(re.compile("^或选择文件")).set_input_files(tmp_path / "发放表.xlsx")
    page.get_by_role("button", name="读取名单").click()
    picture(page, "06-reading")
    expect(page.locator(".held")).to_contain_text("5000 行，5 列", timeout=30_000)
    expect(page.locator(".held")).to_contain_text("一卡通账号")
    write_and_save(page)
    expect(page.locator("main")).not_to_contain_text("6220000000")
