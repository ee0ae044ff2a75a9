"""The second row of the navigation: every page of the record and the statistics, and where one is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.accounts.model import Role
from ledctl.web.sections import SECTIONS, page_at, pages_of
from tests.web.office_hands import Browser

PLACES = [
    ("/history", "/history"),
    ("/history/timeline", "/history/timeline"),
    ("/audit/notice/A", "/audit"),
    ("/report/2026", "/report"),
    ("/report/items", "/report/count"),
    ("/forms/2017/2026Q3", "/forms"),
]


@pytest.mark.parametrize(("path", "href"), PLACES)
def test_an_address_belongs_to_one_page(path: str, href: str) -> None:
    """The longest page it begins with; a word in common is no beginning."""
    (found,) = [page for section in SECTIONS if (page := page_at(section, path))]
    assert found.href == href


@given(st.sampled_from([*SECTIONS, "nav_desk"]), st.text("/abc", max_size=8))
def test_no_other_address_belongs_to_any(section: str, path: str) -> None:
    """An address of another section is not marked as being here."""
    assert page_at(section, f"/elsewhere{path}") is None


@pytest.mark.parametrize("section", SECTIONS)
def test_every_page_opens_and_marks_itself(section: str, sign_in: Callable[..., Browser]) -> None:
    """R35: nothing of the record is hidden; each page stands in the row of its section, in both languages."""
    auditor = sign_in(Role.AUDITOR)
    for page in pages_of(section):
        seen = auditor.get(page.href)
        row = seen.split('class="wide section"')[1].split("</nav>")[0]
        assert re.findall(r'href="([^"]+)" aria-current="page"', row) == [page.href]
        assert [one.href for one in pages_of(section)] == re.findall(r'href="([^"]+)"', row)
