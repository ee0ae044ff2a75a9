"""By which channels a notice goes out, and which of the thirteen official carriers each one is. Pure.

The carriers are those of the standard catalogues of grass-roots disclosure
(公开渠道和载体); they name the notice board and the electronic screen as one. A
notice names channels by short codes, finer than carriers. Which of them may carry
a category is the category's own rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

GATE_SCREEN = "led_gate"


class Carrier(StrEnum):
    """公开渠道和载体, as the standard catalogues list them."""

    WEBSITE = "政府网站"
    GAZETTE = "政府公报"
    NEW_MEDIA = "两微一端"
    BRIEFING = "发布会/听证会"
    BROADCAST = "广播电视"
    PRESS = "纸质媒体"
    READING_POINT = "公开查阅点"
    SERVICE_CENTRE = "政务服务中心"
    SERVICE_STATION = "便民服务站"
    IN_PERSON = "入户/现场"
    BOARD = "社区/企事业单位/村公示栏（电子屏）"
    TARGETED = "精准推送"
    OTHER = "其他"


CHANNELS: dict[str, tuple[Carrier, str, str]] = {
    GATE_SCREEN: (Carrier.BOARD, "政府大门显示屏", "gate screen"),
    "board_town": (Carrier.BOARD, "镇公开栏", "town board"),
    "board_village": (Carrier.BOARD, "村公开栏", "village board"),
    "board_group": (Carrier.BOARD, "村民小组公开栏", "villager-group board"),
    "board_site": (Carrier.BOARD, "项目现场公示牌", "board at the site"),
    "website": (Carrier.WEBSITE, "政府网站", "government website"),
    "gazette": (Carrier.GAZETTE, "政府公报", "gazette"),
    "wechat": (Carrier.NEW_MEDIA, "微信", "WeChat"),
    "weibo": (Carrier.NEW_MEDIA, "微博", "Weibo"),
    "app": (Carrier.NEW_MEDIA, "客户端", "app"),
    "briefing": (Carrier.BRIEFING, "发布会、听证会", "briefing or hearing"),
    "radio": (Carrier.BROADCAST, "广播", "radio"),
    "tv": (Carrier.BROADCAST, "电视", "television"),
    "press": (Carrier.PRESS, "报纸", "press"),
    "reading_point": (Carrier.READING_POINT, "公开查阅点", "reading point"),
    "service_centre": (Carrier.SERVICE_CENTRE, "政务服务中心", "service centre"),
    "service_station": (Carrier.SERVICE_STATION, "便民服务站", "service station"),
    "in_person": (Carrier.IN_PERSON, "入户、现场", "in person"),
    "push": (Carrier.TARGETED, "精准推送", "targeted message"),
    "other": (Carrier.OTHER, "其他", "other"),
}
"""Every channel by its code: its carrier, and what an office calls it."""


def carrier_of(channel: str) -> Carrier | None:
    """The official carrier of a channel; ``None`` for a code nobody knows."""
    known = CHANNELS.get(channel)
    return known[0] if known else None


def label_of(channel: str) -> str:
    """What an office calls a channel; a code nobody knows is itself."""
    known = CHANNELS.get(channel)
    return known[1] if known else channel


def carriers_of(channels: Iterable[str]) -> tuple[Carrier, ...]:
    """The carriers of these channels, each once, in the order of the catalogues."""
    used = {carrier_of(channel) for channel in channels}
    return tuple(carrier for carrier in Carrier if carrier in used)


def is_board(channel: str) -> bool:
    """A paper board: what hangs there stays until somebody takes it down."""
    return channel.startswith("board_") and channel in CHANNELS


def is_durable(channel: str) -> bool:
    """Whether it can carry a notice through a whole publicity period without a gap."""
    return channel == "website" or is_board(channel)
