"""Words of the clock on the front page, in Chinese and English."""

from __future__ import annotations

CLOCK_WORDS: dict[str, tuple[str, str]] = {
    "clock_title": ("时钟不可信", "The clock is not trusted"),
    "clock_says": ("主机时钟：{wall}", "The machine says {wall}"),
    "clock_taken": ("采用的时间：{now}", "Taken to be {now}"),
    "clock_at_least": ("采用的时间：至少是 {now}", "Taken to be {now} at least"),
    "clock_watch": ("您手表上的日期和时间（北京时间）", "Date and time on your watch (Beijing time)"),
    "clock_watch_hint": (
        "请看手表或手机填写，不要照抄本页。与主机时钟相差五分钟以内才能确认，并记入操作记录。",
        "Read them from your watch or telephone, not from this page. It must agree with the machine's clock "
        "within five minutes, and goes on record.",
    ),
    "clock_accept": ("主机时钟无误", "The machine's clock is right"),
}
