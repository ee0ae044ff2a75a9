"""Sentences about what is wrong while the office is away: what it means, and what to do."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "alert_publisher_silent": (
        "发布程序没有响应，而此刻屏上应有内容：屏上可能是旧内容。请到主机上查看 ledctl publish "
        "是否在运行，必要时重启；无法恢复时请关掉大屏电源。",
        "The publisher does not answer while something should stand: what the signs show may be old. "
        "See on the machine whether ledctl publish runs and restart it; if it will not come back, switch the "
        "signs off.",
    ),
    "alert_publisher_away": (
        "发布程序没有运行，到时的公告上不了屏。请启动 ledctl publish 或 ledctl serve。",
        "The publisher does not run; nothing can go up when its time comes. Start ledctl publish or ledctl "
        "serve.",
    ),
    "alert_publisher_hangs": (
        "发布程序有部分停住不动（{what}），屏上可能是旧内容。一般会由系统自动重启；"
        "几分钟后仍在的，请重启发布程序，并检查有关的线路和磁盘。",
        "Part of the publisher does not go on ({what}), and a sign may show what is old. The supervisor "
        "usually restarts it; if this lasts for minutes, restart the publisher and see to wire and disk.",
    ),
    "alert_card_wrong": (
        "显示屏“{name}”应答的是另一张控制卡，或屏的尺寸、颜色与配置不符：{what}。程序不向它发送任何内容，"
        "屏上是什么无法确定。请到现场查看，核对控制卡和 signs.toml，再运行 ledctl doctor。",
        "On the sign “{name}” another card answers, or one set up for another panel: {what}. Nothing is sent "
        "to it, and what it shows is unknown. Look at it, compare the card with signs.toml, then run ledctl "
        "doctor.",
    ),
    "alert_link_down": (
        "显示屏“{name}”不应答。请检查屏的电源、网线和控制卡；恢复后程序会自动接着展示。",
        "The sign “{name}” does not answer. See to its power, cable and card; the program goes on by itself "
        "when it is back.",
    ),
    "alert_sign_dark": (
        "显示屏“{name}”此刻应有内容，却没有确认在展示。请到现场看一眼，并查看“展示记录”里的原因。",
        "Something should stand on the sign “{name}” now and nothing is confirmed. Look at it, and at the "
        "record for the reason.",
    ),
    "alert_sign_refuses": (
        "显示屏“{name}”拒收应展示的内容。请查看“展示记录”里的原因；程序会再试。",
        "The sign “{name}” refuses what it should show. The record says why; the program tries again.",
    ),
    "alert_sign_stuck": (
        "控制显示屏“{name}”的程序已有 {minutes} 分钟没有完成一轮。请重启发布程序，并检查这块屏的线路。",
        "The worker of the sign “{name}” has not ended a round for {minutes} minutes. Restart the publisher "
        "and see to the wire.",
    ),
    "alert_content_unknown": (
        "显示屏“{name}”上有不是本系统放上去的内容。请立即到现场查看；来历不明时请一键关屏或断电，"
        "保留现场并报告。",
        "The sign “{name}” holds content this system did not put there. Look at it at once; if nobody knows "
        "where it came from, make it dark or cut its power, keep what is there and report it.",
    ),
    "alert_content_unlike": (
        "显示屏“{name}”显示的内容与下发的不一致，已有 {minutes} 分钟。请立即到现场查看，必要时一键关屏。",
        "The sign “{name}” has shown something else than it was sent for {minutes} minutes. Look at it at "
        "once; make it dark if need be.",
    ),
    "alert_sign_faults": (
        "显示屏“{name}”报告故障：{what}。请联系维护人员。",
        "The sign “{name}” reports faults: {what}. Call whoever maintains it.",
    ),
    "alert_disk_full": (
        "磁盘已满（剩余 {free_mb} MB），办理和记录都可能失败。请马上清理磁盘，不要删除站点文件夹里的文件。",
        "The disk is full ({free_mb} MB left); steps and records may fail. Make room at once, but delete "
        "nothing in the site's folder.",
    ),
    "alert_disk_low": (
        "磁盘将满（剩余 {free_mb} MB）。请清理或更换磁盘，不要删除站点文件夹里的文件。",
        "The disk is nearly full ({free_mb} MB left). Make room or change it; delete nothing in the site's "
        "folder.",
    ),
    "alert_disk_unwritable": (
        "站点文件夹无法写入（{reason}）：磁盘可能已满、只读或损坏，办理的事项存不下来。请联系维护人员，"
        "先备份再更换磁盘。",
        "The site's folder cannot be written ({reason}): the disk may be full, read-only or broken, and no "
        "step is kept. Call whoever maintains the machine; back up before changing the disk.",
    ),
    "alert_database_failing": (
        "数据库出错（{reason}），办理的事项可能存不下来。请检查磁盘和数据库服务。",
        "The database fails ({reason}); steps may not be kept. See to the disk and the database server.",
    ),
    "alert_clock_untrusted": (
        "主机时钟不可信：程序按自己推算的时间继续展示，暂不能批准。请校准主机时间。",
        "The machine's clock is not trusted: the program goes on by its own reckoning and nothing can be "
        "approved. Set the machine's time right.",
    ),
    "alert_backup_old": (
        "最近一次备份已是 {days} 天前。请检查备份任务和备份盘。",
        "The newest backup is {days} days old. See to the backup and where it is put.",
    ),
    "alert_backup_missing": (
        "备份文件夹里没有备份，或无法读取。请检查设置 alerts.backup_folder 和备份盘。",
        "The folder of backups is empty or cannot be read. See to alerts.backup_folder and to the disk.",
    ),
    "alert_certificate_old": (
        "网页证书还有 {days} 天到期（负数为已过期）。请更换证书。",
        "The pages' certificate ends in {days} days (below zero: it has ended). Renew it.",
    ),
    "alert_certificate_unreadable": (
        "读不出网页证书的到期日。请检查设置 alerts.certificate 所指的文件。",
        "The end of the pages' certificate cannot be read. See to the file named in alerts.certificate.",
    ),
    "alert_pending_old": (
        "{state_zh}有 {count} 件，最久的已等 {hours} 小时。请有关人员尽快办理。",
        "{count} in the state “{state_en}”, the oldest for {hours} hours. Please deal with them.",
    ),
    "alert_messages_dead": (
        "一周内有 {count} 条提醒没能送达。请用 ledctl notify list --fate dead 查看原因。",
        "{count} messages were given up within a week. ledctl notify list --fate dead says why.",
    ),
    "alert_blackout_on": (
        "一键关屏正在生效，所有屏都是黑的。需要恢复时由审批人解除。",
        "The blackout is on; every sign is dark. An approver lifts it.",
    ),
    "alert_blackout_reason": (
        "一键关屏后还没有填写原因。请按下关屏的人补填。",
        "The blackout has no reason yet. Whoever pressed the button writes it down.",
    ),
    "alert_drill_due": (
        "本月还没有做一键关屏演练。请安排一次。",
        "The monthly blackout drill is due. Arrange one.",
    ),
    "alert_not_there": (
        "没有编号为 {number} 的告警。请刷新页面。",
        "There is no alert number {number}. Load the page again.",
    ),
    "alert_over": (
        "这条告警已经恢复，不必再确认。",
        "This alert is over already; there is nothing to tick off.",
    ),
    "alert_seen_already": (
        "您已经确认过这条告警。",
        "You have ticked this alert off already.",
    ),
}
