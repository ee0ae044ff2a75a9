"""Every kind of trouble the watch knows: how grave, how long it lasts before anybody is told. Pure.

A trouble is held for a while before it is raised, so that a blip is no alert, and has
to stay away for a while before it is over, so that a flickering link makes one
alert and not twenty (R27).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Critical ones break the quiet hours and are repeated daily while they last."""

    CRITICAL = "critical"
    SERIOUS = "serious"
    MINOR = "minor"


class Scope(StrEnum):
    """Whom the watch has to hear from before it can say that a trouble is over."""

    MACHINE = "machine"
    SIGNS = "signs"
    OFFICE = "office"
    CLOCK = "clock"
    BLACKOUT = "blackout"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind. ``sentence``: what it means and what to do, in the catalogue.

    ``hold_s`` is counted in missed looks where it is ``None``.
    """

    code: str
    severity: Severity
    scope: Scope
    title: tuple[str, str]
    sentence: str
    hold_s: float | None = 0.0
    clear_s: float = 0.0


_C, _S, _M = Severity
_MACHINE, _SIGNS, _OFFICE, _CLOCK, _BLACKOUT = Scope

_ALL = (
    Trouble(
        "publisher_silent",
        _C,
        _MACHINE,
        ("发布程序没有响应", "publisher silent"),
        "alert_publisher_silent",
        None,
    ),
    Trouble(
        "publisher_away",
        _S,
        _MACHINE,
        ("发布程序未运行", "publisher not running"),
        "alert_publisher_away",
        None,
    ),
    Trouble(
        "publisher_hangs",
        _S,
        _MACHINE,
        ("发布程序部分停住", "publisher hangs in part"),
        "alert_publisher_hangs",
        None,
        30,
    ),
    Trouble("card_wrong", _C, _SIGNS, ("控制卡不符", "another card on a sign"), "alert_card_wrong", 0, 30),
    Trouble("link_down", _S, _SIGNS, ("显示屏失联", "sign lost"), "alert_link_down", None, 30),
    Trouble("sign_dark", _S, _SIGNS, ("显示屏该亮未亮", "sign dark"), "alert_sign_dark", None, 30),
    Trouble(
        "sign_refuses", _S, _SIGNS, ("显示屏拒收内容", "sign refuses content"), "alert_sign_refuses", None, 30
    ),
    Trouble(
        "sign_stuck",
        _S,
        _SIGNS,
        ("显示屏控制卡住", "sign's worker stuck"),
        "alert_sign_stuck",
        None,
        30,
    ),
    Trouble(
        "content_unknown",
        _C,
        _SIGNS,
        ("显示屏有不明内容", "unknown content on a sign"),
        "alert_content_unknown",
        0,
        60,
    ),
    Trouble(
        "content_unlike",
        _C,
        _SIGNS,
        ("显示内容与下发的不一致", "sign shows something else"),
        "alert_content_unlike",
        0,
        60,
    ),
    Trouble(
        "sign_faults", _S, _SIGNS, ("显示屏报告故障", "sign reports faults"), "alert_sign_faults", 60, 60
    ),
    Trouble("disk_full", _C, _MACHINE, ("磁盘已满", "disk full"), "alert_disk_full", 0, 30),
    Trouble("disk_low", _S, _MACHINE, ("磁盘将满", "disk nearly full"), "alert_disk_low", 30, 60),
    Trouble(
        "disk_unwritable", _C, _MACHINE, ("磁盘无法写入", "disk not writable"), "alert_disk_unwritable", 0, 30
    ),
    Trouble(
        "database_failing", _C, _MACHINE, ("数据库出错", "database failing"), "alert_database_failing", 30, 30
    ),
    Trouble(
        "clock_untrusted", _C, _CLOCK, ("时钟不可信", "clock not trusted"), "alert_clock_untrusted", 0, 30
    ),
    Trouble("backup_old", _S, _MACHINE, ("备份过旧", "backup old"), "alert_backup_old"),
    Trouble("backup_missing", _S, _MACHINE, ("没有备份", "no backup"), "alert_backup_missing"),
    Trouble(
        "certificate_old", _S, _MACHINE, ("证书将到期", "certificate ends soon"), "alert_certificate_old"
    ),
    Trouble(
        "certificate_unreadable",
        _S,
        _MACHINE,
        ("证书无法读取", "certificate unreadable"),
        "alert_certificate_unreadable",
    ),
    Trouble("checkpoint_old", _S, _OFFICE, ("检查点过旧", "checkpoint old"), "alert_checkpoint_old", 300),
    Trouble("pending_old", _M, _OFFICE, ("待办积压", "decision overdue"), "alert_pending_old"),
    Trouble("messages_dead", _M, _OFFICE, ("提醒未送达", "messages given up"), "alert_messages_dead"),
    Trouble("blackout_on", _M, _BLACKOUT, ("一键关屏中", "blackout on"), "alert_blackout_on"),
    Trouble(
        "blackout_reason",
        _S,
        _BLACKOUT,
        ("关屏原因未填", "blackout without a reason"),
        "alert_blackout_reason",
    ),
    Trouble("drill_due", _M, _BLACKOUT, ("应做关屏演练", "blackout drill due"), "alert_drill_due"),
)

TROUBLES: dict[str, Trouble] = {trouble.code: trouble for trouble in _ALL}
