"""What people write on random days: a notice of every sort that has rules of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from ledctl.content.model import DisplayWindow, Notice, Signature, Urgency, WarningLevel
from ledctl.content.openness import Rhythm, Schedule
from ledctl.templates.form import Form
from tests.glyphs.pen import RARE

SHANGHAI = ZoneInfo("Asia/Shanghai")
TOWN = "示例镇人民政府"
SOURCE = "示例县气象台"
FORM = Form(SOURCE, "emergency_warning", (WarningLevel.ORANGE, WarningLevel.RED), hours=6)
MOBILE = "19000000000"
BOARD = "board_town"
SCREEN = "led_gate"


def write(notice_id: str, said: int, now: dt.datetime) -> Notice:
    """The notice of this number as somebody writes it now; ``said`` is one of its wordings."""
    return _SORTS[notice_id[0]](notice_id, said, now)


def _notice(notice_id: str, said: int, now: dt.datetime, **more: object) -> Notice:
    """Variant 2 wishes for a later start, 3 asks for a day only."""
    start = now + dt.timedelta(hours=5) if said == 2 else None
    plain = {
        "id": notice_id,
        "title": f"停水通知{notice_id}",
        "category": "general",
        "issuing_unit": TOWN,
        "body": (f"明日检修{notice_id}号管道第{said + 1}段，请储水备用。",),
        "signature": Signature(unit=TOWN, date=now.astimezone(SHANGHAI).date()),
        "display_window": DisplayWindow(led_start=start, led_days=1 if said == 3 else 3),
    }
    return Notice.model_validate(plain | more)


def _high(notice_id: str, said: int, now: dt.datetime) -> Notice:
    return _notice(notice_id, said, now, urgency=Urgency.HIGH)


def _publicity(notice_id: str, said: int, now: dt.datetime) -> Notice:
    """公示 with a board beside the screen; variant 3 without one."""
    channels = (SCREEN,) if said == 3 else (SCREEN, BOARD)
    return _notice(notice_id, said, now, category="cadre_pre_appointment", channels_allowed=channels)


def _standing(notice_id: str, said: int, now: dt.datetime) -> Notice:
    rhythm = Schedule(rhythm=Rhythm.STANDING)
    return _notice(notice_id, said, now, category="guide", schedule=rhythm, display_window=None)


def _correction(notice_id: str, said: int, now: dt.datetime) -> Notice:
    """``C-A0`` corrects ``A0``."""
    link = {"category": "correction", "correction_of": notice_id[2:]}
    return _notice(notice_id, said, now, **link)


def _barred(notice_id: str, said: int, now: dt.datetime) -> Notice:
    """A village's own affair: never on the gate screen, so for its board alone; variant 3 tries it."""
    channels = (SCREEN, "board_village") if said == 3 else ("board_village",)
    return _notice(notice_id, said, now, category="village_affairs", channels_allowed=channels)


def _personal(notice_id: str, said: int, now: dt.datetime) -> Notice:
    return _notice(notice_id, said, now, body=(f"管道{said + 1}抢修联系电话{MOBILE}。",))


def _rare(notice_id: str, said: int, now: dt.datetime) -> Notice:
    return _notice(notice_id, said, now, title=f"停水{chr(RARE)}{notice_id}")


def _warning(notice_id: str, said: int, now: dt.datetime) -> Notice:
    """``W1`` takes the place of ``W0``, ``W2`` of ``W1``; variant 3 is not in the source's form."""
    issued = now.astimezone(SHANGHAI)
    when = f"{issued.year}年{issued.month}月{issued.day}日{issued.hour}时{issued.minute}分"
    text = f"{SOURCE}{when}发布暴雨橙色预警信号：未来{said + 2}小时有暴雨，请注意防范。"
    number = int(notice_id[1:])
    return _notice(
        notice_id,
        said,
        now,
        title="暴雨橙色预警信号",
        category="emergency_warning",
        issuing_unit=SOURCE,
        signature=Signature(unit=SOURCE, date=issued.date()),
        urgency=Urgency.EMERGENCY,
        warning_level=WarningLevel.ORANGE,
        body=(text if said != 3 else text[4:],),
        display_window=None,
        supersedes=f"W{number - 1}" if number else None,
    )


_SORTS: dict[str, Callable[[str, int, dt.datetime], Notice]] = {
    "A": _notice,
    "H": _high,
    "P": _publicity,
    "S": _standing,
    "C": _correction,
    "V": _barred,
    "K": _personal,
    "R": _rare,
    "W": _warning,
}
