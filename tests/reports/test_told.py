"""The town's choices in words."""

from __future__ import annotations

from dataclasses import fields

import pytest

from ledctl.reports.rules import Rules
from ledctl.reports.told import choices, in_one_line, shown_name

NAMES = {"normative_document": ("规范性文件", "Normative document")}


@pytest.mark.parametrize(
    ("rules", "changed"),
    [
        (Rules(corrections_are_items=True), ["更正公告单独计条"]),
        (Rules(village_affairs_are_items=True), ["村务公开计入"]),
        (Rules(relayed_are_items=True), ["转发其他机关的信息计入"]),
        (Rules(warnings_are_items=True), ["预警计入"]),
        (Rules(least_proof=0), ["显示屏最低证明"]),
        (Rules(electronic=("website", "own_terminal")), ["电子渠道"]),
        (Rules(normative_categories=()), ["规范性文件的类别"]),
        (Rules(own_units=("鹭洲镇",)), ["本镇单位（名称含）"]),
    ],
)
def test_each_choice_is_told_with_the_result(rules: Rules, changed: list[str]) -> None:
    """Two counts under other choices never read the same; the other lines stay as they are."""
    usual = {one.name[0]: one.value for one in choices(Rules(), NAMES)}
    told = {one.name[0]: one.value for one in choices(rules, NAMES)}
    assert [name for name in told if told[name] != usual[name]] == changed


def test_what_is_chosen_is_told_in_the_words_of_the_office() -> None:
    """Channels, categories and the town by name, a channel nobody knows by its code; in two languages."""
    rules = Rules(electronic=("wechat", "own_terminal"), own_units=("鹭洲镇",))
    told = {one.name[0]: one.value for one in choices(rules, NAMES)}
    assert told["电子渠道"] == ("微信、own_terminal", "WeChat, own_terminal")
    assert told["规范性文件的类别"] == ("规范性文件", "Normative document")
    assert told["本镇单位（名称含）"][0] == "鹭洲镇"
    assert len(told) == len(fields(Rules)) - 2, "what a village or warning category is, the categories say"


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        (
            Rules(electronic=("website",)),
            "不另计更正公告、村务公开、转发信息、预警；上屏以 P1 为准；电子渠道为政府网站",
        ),
        (
            Rules(True, True, True, warnings_are_items=True, least_proof=0, electronic=()),
            "另计更正公告、村务公开、转发信息、预警；上屏以 P0 为准；电子渠道为无",
        ),
        (
            Rules(village_affairs_are_items=True, electronic=("app",)),
            "另计村务公开；不另计更正公告、转发信息、预警；上屏以 P1 为准；电子渠道为客户端",
        ),
    ],
)
def test_a_paper_has_them_in_one_line(rules: Rules, line: str) -> None:
    """What was counted and what not stands under every form."""
    assert in_one_line(rules) == line


def test_what_was_only_sent_is_not_called_a_display() -> None:
    """A record never claims more than its evidence: where P0 counts, the name of the number says so."""
    assert [("仅发送" in shown_name(Rules(least_proof=n))) for n in (0, 1)] == [True, False]
