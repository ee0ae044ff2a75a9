"""Addresses: village and group stay, whatever tells the house goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.screening.places import generalise_address, names_house


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("白沙洲村7组12号", "白沙洲村7组"),
        ("白沙洲村７组１２号", "白沙洲村７组"),
        ("白沙洲村 7组", "白沙洲村 7组"),
        ("白沙洲村第七村民小组12号", "白沙洲村第七村民小组"),
        ("沅岭县鹭洲镇白沙洲村7组12号", "沅岭县鹭洲镇白沙洲村7组"),
        ("槐荫社区3栋2单元501室", "槐荫社区"),
        ("白沙洲村竹山湾组", "白沙洲村竹山湾组"),
        ("螺㙍村村委会旁", "螺㙍村村委会"),
        ("7组", "7组"),
        (" ", ""),
        ("建设路12号白沙社区", None),
        ("七号楼", None),
        ("县城", None),
    ],
)
def test_an_address_is_cut_after_its_group(cell: str, shown: str | None) -> None:
    """What comes before the village is larger than it and stays; where no village is read, nothing does."""
    assert generalise_address(cell) == shown


@pytest.mark.parametrize(
    "text",
    ["白沙洲村7组12号", "槐荫村３组５号", "建设路12号", "小区3栋2单元501室", "3号楼1201室", "竹山湾十二号"],
)
def test_a_house_number_is_seen(text: str) -> None:
    """In the words people use for where they live."""
    assert names_house(text)


@pytest.mark.parametrize(
    "text",
    ["白沙洲村7组", "鹭政示〔2026〕41号", "第3组第一名", "王家院2号塘", "双枫村1号渠", "7号", "K12+350", ""],
)
def test_other_numbers_are_no_houses(text: str) -> None:
    """Documents, ponds and ditches have numbers, too."""
    assert not names_house(text)


@given(cell=st.text(alphabet="白沙洲村组社区路12７号栋室第 ", max_size=25))
def test_what_is_left_of_an_address_is_its_beginning(cell: str) -> None:
    """Nothing is invented, cutting twice changes nothing, and no house is left."""
    shown = generalise_address(cell)
    if shown:
        assert cell.strip().startswith(shown)
        assert generalise_address(shown) == shown
        assert not names_house(shown)
