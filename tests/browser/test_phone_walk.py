"""A phone in the field, in a real browser without scripts: scan, sign in, photo, one button."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from ledctl.accounts.model import Role, Via
from ledctl.station import Station
from tests.boards.posting_hands import carry, list_of, print_sheet, set_up_board
from tests.boards.register import a_jpeg

PASSWORD = "shizhen-9-qing"


@pytest.fixture
def office(station: Station) -> Station:
    """L1 is approved and its sheet printed; a village has a board and somebody who looks after it."""
    set_up_board(station, "v01", "village")
    carry(station, list_of())
    once = station.registry.add("poster", "某村张贴员", [Role.VILLAGE_POSTER], by="system")
    station.registry.change_password("poster", once, PASSWORD, via=Via.CLI)
    return station


def test_a_sheet_goes_up_by_phone(office: Station, address: str, chromium: str, tmp_path: Path) -> None:
    """360 pixels wide, nothing to scroll sideways; the camera opens although no script may use it."""
    code, photo = print_sheet(office, "L1"), tmp_path / "IMG_0001.jpg"
    photo.write_bytes(a_jpeg())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
        screen = {"width": 360, "height": 740}
        phone = browser.new_context(
            viewport=screen, is_mobile=True, has_touch=True, java_script_enabled=False
        )  # type: ignore[arg-type]  # a plain size
        page = phone.new_page()
        page.goto(f"{address}/p/{code}")
        page.fill("[name=account]", "poster")
        page.fill("[name=password]", PASSWORD)
        page.tap("button.main")
        page.wait_for_url(f"{address}/p/{code}")
        button = page.locator("button.huge.main").bounding_box()
        assert button is not None
        assert button["x"] + button["width"] <= 360
        assert button["height"] >= 48
        assert page.locator("input[type=file]").get_attribute("capture") == "environment"
        page.set_input_files("input[type=file]", str(photo))
        page.tap("button.huge.main")
        page.wait_for_url("**?up=1")
        browser.close()
    (stay,) = office.postings.list("L1")
    assert (stay.board, stay.by, bool(stay.photo)) == ("v01", "某村张贴员", True)
