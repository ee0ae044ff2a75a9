"""The town's choices and the figures beside its items in words, as they are printed with every count. Pure.

Here: which there are and what each is called. What they mean is in ``rules``;
pages, papers and the command line print these lines, so that none of them leaves one out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledctl.content.channels import CHANNELS
from ledctl.reports.rules import Rules

Categories = Mapping[str, tuple[str, str]]
"""What categories are called in Chinese and English, by code."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its name and what was chosen, each in Chinese and English."""

    name: tuple[str, str]
    value: tuple[str, str]


_YES_NO = {True: ("是", "yes"), False: ("否", "no")}
_PROOFS = {
    0: ("P0 已发送即计（显示屏未应答）", "P0: what was sent, although the sign never answered"),
    1: ("P1 显示屏应答确认才计", "P1: what the sign confirmed"),
}
_NO_TOWN = ("未设置镇名，全部视为本镇", "no town is set: all are its own")


FIGURES: Mapping[str, tuple[str, str]] = {
    "corrections": ("批准的更正公告", "Corrections approved"),
    "withdrawals": ("撤回的公告", "Withdrawals"),
    "objections": ("收到异议", "Objections received"),
    "objections_upheld": ("异议成立", "Objections upheld"),
    "privacy_hits": ("审批前拦下的个人信息", "Personal data stopped before approval"),
    "interruptions": ("显示屏中断", "Interruptions of signs"),
    "timed": ("有法定公开期限的条目", "Items with a legal term"),
    "timely": ("其中在法定期限内首次公开", "Of them first published within it"),
}
"""What the figures beside the items are called, in the order in which they are printed."""


def choices(rules: Rules, categories: Categories) -> tuple[Choice, ...]:
    """Every choice that changes a number; ``categories``: what they are called, by code."""
    return (
        _yes("更正公告单独计条", "A correction is an item of its own", rules.corrections_are_items),
        _yes("村务公开计入", "Village affairs are items", rules.village_affairs_are_items),
        _yes("转发其他机关的信息计入", "What is passed on for others is an item", rules.relayed_are_items),
        _yes("预警计入", "Warnings are items", rules.warnings_are_items),
        Choice(("显示屏最低证明", "Least proof on a sign"), _PROOFS[rules.least_proof]),
        Choice(("电子渠道", "Electronic channels"), _channels(rules.electronic)),
        Choice(
            ("规范性文件的类别", "Categories of normative documents"),
            _named(rules.normative_categories, categories),
        ),
        Choice(("本镇单位（名称含）", "The town's own units (their names hold)"), _units(rules.own_units)),
    )


def shown_name(rules: Rules) -> str:
    """What displays are called on a command line: where what was only sent counts (P0), the name says so."""
    return "展示 / displays" if rules.least_proof else "展示或仅发送 / displays, or only sent"


def in_one_line(rules: Rules) -> str:
    """What changes numbers most, in Chinese, short enough for the foot of a paper."""
    asked = {
        "更正公告": rules.corrections_are_items,
        "村务公开": rules.village_affairs_are_items,
        "转发信息": rules.relayed_are_items,
        "预警": rules.warnings_are_items,
    }
    inside, outside = ([name for name, chosen in asked.items() if chosen is one] for one in (True, False))
    parts = [f"{head}{'、'.join(names)}" for head, names in (("另计", inside), ("不另计", outside)) if names]
    shown = f"上屏以 P{rules.least_proof} 为准"
    return "；".join([*parts, shown, f"电子渠道为{_channels(rules.electronic)[0] or '无'}"])


def _yes(zh: str, en: str, chosen: bool) -> Choice:
    return Choice((zh, en), _YES_NO[chosen])


def _channels(codes: tuple[str, ...]) -> tuple[str, str]:
    return _named(codes, {code: (zh, en) for code, (_, zh, en) in CHANNELS.items()})


def _named(codes: Iterable[str], names: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """In the words of the office; a code nobody knows is itself."""
    named = [names.get(code, (code, code)) for code in codes]
    return "、".join(zh for zh, _ in named), ", ".join(en for _, en in named)


def _units(units: tuple[str, ...]) -> tuple[str, str]:
    return _named(units, {}) if units else _NO_TOWN
