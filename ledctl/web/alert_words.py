"""The words of alerts, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

ALERT_WORDS: dict[str, tuple[str, str]] = {
    "nav_alerts": ("告警", "Alerts"),
    "alerts_title": ("告警", "Alerts"),
    "alerts_lead": (
        "程序随时查看大屏、发布程序、磁盘、备份和待办。出了问题在这里和首页提醒，恢复后自动解除。",
        "The program keeps an eye on signs, publisher, disk, backups and what waits. Trouble is told here and"
        " on the front page, and goes by itself when it is over.",
    ),
    "alerts_open": ("需要处理的告警", "Alerts to deal with"),
    "alerts_none": ("一切正常，没有告警。", "All is well."),
    "alerts_past": ("已恢复的告警", "Alerts that are over"),
    "alerts_past_none": ("还没有告警记录。", "There has been none yet."),
    "alerts_all": ("全部告警", "all alerts"),
    "alert_since": ("自 {at}（{age}）", "since {at} ({age})"),
    "alert_span": ("{since} — {until}", "{since} — {until}"),
    "alert_unwritten": (
        "磁盘或数据库写不进去，这条告警还没有记录下来",
        "the disk takes nothing: not on record yet",
    ),
    "alert_go": ("前往查看", "Go there"),
    "alert_see": ("我已知晓", "I have seen it"),
    "alert_seen_by": ("已知晓：{names}", "seen by {names}"),
    "alert_column_what": ("内容", "What"),
    "alert_column_when": ("时间", "When"),
    "alert_column_grade": ("程度", "Grade"),
}
