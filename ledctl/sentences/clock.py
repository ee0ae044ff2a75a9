"""Sentences about the clock: why it is not believed, and what to do about it."""

from __future__ import annotations

_ZH = "请校准主机时钟；如果它其实是对的，请审批人或管理员对照手表，在首页或用 ledctl clock accept 确认。"
_EN = (
    "Set the machine's clock; if it is right after all, an approver or an administrator compares it with a "
    "watch and says so, on the front page or by ledctl clock accept."
)

SENTENCES: dict[str, tuple[str, str]] = {
    "clock_before_build": (
        "主机时钟早于本程序的制作日期，一定不对，暂不能批准、延期或发布预警。请校准主机时钟。",
        "The machine's clock is earlier than this program was made, which cannot be. Nothing is approved, "
        "extended or warned of until it is set.",
    ),
    "clock_before_record": (
        "主机时钟早于最后一条记录，不可信，暂不能批准、延期或发布预警。" + _ZH,
        "The machine's clock is earlier than the last record and is not trusted. Nothing is approved, "
        "extended or warned of meanwhile. " + _EN,
    ),
    "clock_jumped_forward": (
        "主机时钟突然快了，不可信，暂不能批准、延期或发布预警；大屏按实际经过的时间照常运行。" + _ZH,
        "The machine's clock jumped ahead and is not trusted. The signs go on by the time that truly passed; "
        "nothing is approved, extended or warned of meanwhile. " + _EN,
    ),
    "clock_jumped_back": (
        "主机时钟突然慢了，不可信，暂不能批准、延期或发布预警；大屏按实际经过的时间照常运行。" + _ZH,
        "The machine's clock jumped back and is not trusted. The signs go on by the time that truly passed; "
        "nothing is approved, extended or warned of meanwhile. " + _EN,
    ),
    "clock_too_far_ahead": (
        "主机时钟比最后一条记录晚一年以上，不可信，暂不能批准、延期或发布预警。" + _ZH,
        "The machine's clock is more than a year after the last record and is not trusted. Nothing is "
        "approved, extended or warned of meanwhile. " + _EN,
    ),
    "clock_is_trusted": (
        "时钟没有被怀疑，不需要确认。",
        "Nobody doubts the clock; there is nothing to accept.",
    ),
    "clock_not_yours": (
        "只有审批人或管理员可以确认时钟。",
        "Only an approver or an administrator accepts the clock.",
    ),
    "clock_not_your_watch": (
        "您填的时间是 {watch}，主机时钟是 {wall}，相差超过 {minutes} 分钟。请看清手表或手机；"
        "如果主机不对，请先校准主机时钟。",
        "You say it is {watch}, the machine says {wall}: more than {minutes} minutes apart. Look at your "
        "watch again; if the machine is wrong, set its clock first.",
    ),
    "clock_watch_wrong": (
        "“{where}”请写成 2026-11-24 09:05 的样子（北京时间，24 小时制）。",
        "“{where}” is written like 2026-11-24 09:05, in Beijing time, 24 hours.",
    ),
    "doctor_clock_synchronised": (
        "主机时钟由时间服务器保持准确。",
        "A time server keeps the machine's clock right.",
    ),
    "doctor_clock_alone": (
        "没有时间服务器校准主机时钟，它会慢慢走偏，掉电后可能出错；建议配置 NTP，"
        "或定期对照手表（不早于 {floor} 才会被采信）。",
        "No time server keeps the machine's clock: it drifts, and may be wrong after a power cut. Set NTP "
        "up, or compare it with a watch now and then (nothing earlier than {floor} is believed).",
    ),
}
