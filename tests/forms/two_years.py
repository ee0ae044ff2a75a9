"""Two invented years of a live town: notices through every desk, two signs, boards, websites, a correction.

Told month by month on a frozen clock, so that a test (or a person with a browser) can look
at the count and the forms in January. Every display comes from a worker of the publisher;
the sign at the market never answers (P0).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from drivers.base import Frame, Proof, Receipt
from drivers.virtual import VirtualSign
from ledctl.accounts.model import Actor, Role, Via
from ledctl.clock import FrozenClock
from ledctl.content.model import DisplayWindow, Notice, OnSign, Signature
from ledctl.notices.correcting import correction_notice
from ledctl.notices.entries import Entry
from ledctl.notices.queries import one
from ledctl.station import Station
from tests.publishing.office import make_worker

ZONE = ZoneInfo("Asia/Shanghai")
TOWN = "沅岭县鹭洲镇人民政府"
SITE = f'mode = "live"\n[desk]\ntown = "{TOWN}"\n'
SIGNS = """\
[signs.gate]
driver = "virtual"
panel = "256x64"
colour = "dual"
label = "镇政府大门屏"

[signs.market]
driver = "virtual"
panel = "256x64"
colour = "dual"
label = "农贸市场屏"
"""


class SilentSign(VirtualSign):
    """It shows and says nothing: receipts prove that bytes left, no more (P0)."""

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        super()._show(frame, life_s)
        return Receipt(frame.digest, Proof.SENT, "no answer is expected")


@dataclass(frozen=True, slots=True)
class Told:
    """One notice of the story: approved ``on`` that day, for these signs, then put up elsewhere."""

    id: str
    on: str
    title: str
    category: str = "general"
    unit: str = TOWN
    signs: tuple[str, ...] = ("gate",)
    posts: tuple[tuple[str, int], ...] = ()
    """Channels, and how many days after the approval."""


VILLAGE = "鹭洲镇望江村"
BOARD, WEB, CHAT = ("board_town", 0), ("website", 1), ("wechat", 2)
STORY = (
    Told("A01", "2025-01-15", "春节期间值班电话公告", posts=(BOARD,)),
    Told("A02", "2025-02-10", "农村义务教育阶段招生划片公告", "education", posts=(BOARD, WEB)),
    Told("A03", "2025-02-28", "森林防火期禁火通告", "safety", posts=(WEB, CHAT)),
    Told("A04", "2025-03-31", "城乡居民医保缴费办理指南", "guide", posts=(CHAT,)),
    Told("A05", "2025-05-12", "镇区道路清洗期间绕行通知", "municipal"),
    Told("A06", "2025-06-05", "垃圾分类政策解读", "policy_reading", posts=(WEB,)),
    Told("A07", "2025-07-22", "农贸市场休市一天的通知", signs=("market",)),
    Told("A08", "2025-09-09", "秋季学期营养餐采购情况", "education", posts=(BOARD, WEB)),
    Told("A09", "2025-11-11", "冬季安全生产检查安排", "safety"),
    Told("A10", "2025-12-30", "元旦假期服务窗口安排", posts=(("website", 3),)),
    Told("B01", "2026-01-09", "春运期间客运站点调整公告", "municipal", posts=(BOARD,)),
    Told("B02", "2026-02-03", "烟花爆竹安全燃放须知", "safety", posts=(WEB, CHAT)),
    Told("B03", "2026-02-20", "县自来水公司停水检修公告", unit="沅岭县水务局"),
    Told("B04", "2026-03-02", "春季植树活动安排", posts=(BOARD,)),
    Told("B05", "2026-03-31", "耕地地力保护补贴政策解读", "policy_reading", posts=(WEB,)),
    Told("B06", "2026-04-01", "汛期值班安排", "safety", signs=("gate", "market")),
    Told("B07", "2026-05-20", "关于网传自来水异味的情况说明", "clarification", posts=(WEB, CHAT)),
    Told("B08", "2026-06-18", "农机检验时间通知", signs=("market",)),
    Told("B09", "2026-07-07", "暑期防溺水提示", "education", posts=(BOARD, CHAT)),
    Told("B10", "2026-08-15", "河道采砂禁采期通告", "environment", posts=(WEB,)),
    Told("B11", "2026-09-30", "国庆假期窗口值班安排", posts=(BOARD, WEB)),
    Told("B12", "2026-10-12", "秸秆禁烧公告", "environment", posts=(BOARD, WEB, CHAT)),
    Told("V01", "2026-11-03", "十月份村务公开", "village_affairs", VILLAGE, (), (("board_village", 0),)),
    Told("B13", "2026-12-31", "元旦假期便民服务安排", posts=(("website", 2),)),
)
"""A10 and B13 reach the website after New Year: items of the year they stood in first."""

ELSEWHERE = (
    ("2025年部门预算公开", "website", "2025-02-20", "budget", "", "http://www.example.cn/2025/1.html"),
    ("2024年部门决算公开", "website", "2025-09-01", "budget", "", "http://www.example.cn/2025/2.html"),
    (
        "殡葬改革实施办法",
        "website",
        "2026-03-15",
        "general",
        "normative",
        "http://www.example.cn/2026/1.html",
    ),
    ("2026年部门预算公开", "website", "2026-02-18", "budget", "", "http://www.example.cn/2026/2.html"),
    ("民政政策问答", "wechat", "2026-05-06", "policy_reading", "", "https://mp.example.cn/2026/3"),
    ("高温天气安全提示", "weibo", "2026-07-20", "safety", "", "https://weibo.example.cn/2026/4"),
)


@dataclass(slots=True)
class TwoYears:
    """The town, and what it goes through."""

    station: Station
    clock: FrozenClock
    workers: dict[str, object] = field(default_factory=dict)

    def tell(self) -> None:
        """All of it, ending on 5 January 2027 at nine."""
        for told in STORY:
            self.at(told.on)
            self.publish(told)
            if told.id == "B12":
                self.correct("B12", "B14")
        self.at("2027-01-05")
        self.enter_elsewhere()

    def switch_on(self) -> None:
        panels = self.station.settings.signs
        signs = {"gate": VirtualSign, "market": SilentSign}
        for name, kind in signs.items():
            self.workers[name] = make_worker(self.station, kind(panels[name].make_panel()), name)

    def at(self, day: str, hour: int = 9) -> None:
        """On to that day; in between the machine was off, and the record says so."""
        there = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), ZONE)
        self.clock.advance(max(0, (there - self.clock.now()).total_seconds()))
        self.switch_on()
        self.step()

    def step(self, times: int = 1, seconds: float = 0) -> None:
        for _ in range(times):
            self.clock.advance(seconds)
            for worker in self.workers.values():
                worker.step()  # type: ignore[attr-defined] # a worker of the publisher

    def publish(self, told: Told) -> None:
        """Through every desk, onto its signs for some minutes, and up elsewhere."""
        self.carry(self._notice(told))
        self.step(8, 15)
        for channel, days in told.posts:
            since = self.clock.now() + dt.timedelta(days=days)
            self.clock.advance(days * 86_400)
            self.station.publications.put_up(
                who("operator"), told.id, channel=channel, place=_place(channel, told.id), since=since
            )

    def carry(self, notice: Notice) -> None:
        self.station.desk.draft(who("drafter"), notice)
        self.decide(notice.id)

    def decide(self, notice_id: str) -> None:
        desk = self.station.desk
        desk.submit(who("drafter"), notice_id)
        desk.review(who("reviewer"), notice_id, "pass", "属实")
        desk.secrecy(who("secrecy_reviewer"), notice_id, "pass", "不涉密")
        desk.approve(who("approver"), notice_id, "同意公开")

    def correct(self, original: str, new: str) -> None:
        """A correction of what no longer stands: the same item."""
        content = one(self.station.database, original).current.content
        today = self.clock.now().astimezone(ZONE).date()
        notice = correction_notice(
            content, new, "原公告第二项日期有误，应为十月三十日。", today, self.station.categories
        )
        self.station.after.correct(who("drafter"), original, notice, "日期有误")
        self.decide(new)
        self.step(8, 15)

    def enter_elsewhere(self) -> None:
        """In January somebody enters what went out on other channels alone."""
        for title, channel, day, category, document, address in ELSEWHERE:
            entry = Entry(title, channel, dt.date.fromisoformat(day), address, category, TOWN, document)
            self.station.elsewhere.enter(who("operator"), entry)

    def _notice(self, told: Told) -> Notice:
        today = self.clock.now().astimezone(ZONE).date()
        return Notice(
            id=told.id,
            title=told.title,
            category=told.category,
            issuing_unit=told.unit,
            body=(f"现将{told.title}的有关事项公布如下，请相互转告。",),
            signature=Signature(unit=told.unit, date=today),
            display_window=DisplayWindow(led_days=3),
            on_sign=OnSign(signs=told.signs) if told.signs else None,
            channels_allowed=tuple(("led_gate",) * bool(told.signs)) + tuple(one for one, _ in told.posts),
        )


def _place(channel: str, name: str) -> str:
    is_board = channel.startswith("board")
    return "镇政府院内公开栏" if is_board else f"http://www.example.cn/{channel}/{name.lower()}.html"


def who(role: str) -> Actor:
    return Actor(role, f"某{role}", frozenset({Role(role)}), Via.WEB)
