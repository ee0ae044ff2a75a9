"""Sentences about the machine: settings, files, fonts, signs."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "schema_old": (
        "数据库是旧版本（{found}，需要 {wanted}）。请先备份，再运行 ledctl upgrade。",
        "The database is of an older version ({found}, needed {wanted}). Back up, then run ledctl upgrade.",
    ),
    "schema_new": (
        "数据库版本（{found}）比本程序（{wanted}）新。请安装新版程序，切勿用旧程序打开。",
        "The database ({found}) is newer than this program ({wanted}). Install the newer program.",
    ),
    "setting_unknown": (
        "设置项“{where}”不存在（{source}），请检查拼写或删去。",
        "There is no setting “{where}” ({source}); check the spelling or remove it.",
    ),
    "setting_wrong": (
        "设置项“{where}”的值不对（{source}）：{reason}",
        "The setting “{where}” has a wrong value ({source}): {reason}",
    ),
    "setting_missing": (
        "缺少设置项“{where}”，请写入 {source} 或设置环境变量 {variable}。",
        "The setting “{where}” is missing; put it in {source} or set {variable}.",
    ),
    "secret_missing": (
        "缺少密钥 secret_key：请运行 ledctl init 生成 {file}，或设置环境变量 LEDCTL_SECRET_KEY。",
        "The secret secret_key is missing: run ledctl init to make {file}, or set LEDCTL_SECRET_KEY.",
    ),
    "file_not_toml": (
        "{where} 不是有效的 TOML 文件：{reason}",
        "{where} is not a valid TOML file: {reason}",
    ),
    "site_missing": (
        "没有指定站点文件夹：请加 --site 文件夹，或设置环境变量 LEDCTL_SITE。",
        "No site folder was named: add --site DIR or set LEDCTL_SITE.",
    ),
    "site_not_there": (
        "站点文件夹 {where} 不存在。请先运行 ledctl init --site {where}。",
        "There is no site folder {where}. Run ledctl init --site {where} first.",
    ),
    "say_who": (
        "请用 --as 账号 说明是谁在办理，或先运行 ledctl login 并设置 LEDCTL_TOKEN。",
        "Say who is acting: --as ACCOUNT, or run ledctl login and set LEDCTL_TOKEN.",
    ),
    "password_not_asked": (
        "无法在这里询问密码：请在终端中运行，或加 --password-stdin。",
        "The password cannot be asked for here: run in a terminal, or add --password-stdin.",
    ),
    "panel_wrong": (
        "屏幕参数不对：{reason}",
        "The panel is not written as it should be: {reason}",
    ),
    "file_unwritable": (
        "无法写入 {where}：{reason}",
        "Cannot write {where}: {reason}",
    ),
    "simulate_wrong": (
        "无法模拟 {where}：{reason}",
        "Cannot simulate {where}: {reason}",
    ),
    "port_unusable": (
        "端口 {where} 无法使用（{reason}），请换一个端口。",
        "Port {where} cannot be used ({reason}); take another.",
    ),
    "demo_needs_practice": (
        "{where} 是正式站点，演练不能在其中运行，请换一个文件夹。",
        "{where} is a real office's site; the demo must not run in it, take another folder.",
    ),
    "doctor_zone_same": ("主机时区为 UTC{zone}。", "The host's zone is UTC{zone}."),
    "doctor_zone_other": (
        "主机时区为 UTC{zone}，与北京时间不同；程序不使用主机时区，不受影响。",
        "The host's zone is UTC{zone}, not Beijing's; the program never uses it.",
    ),
    "doctor_site": ("站点 {where} 可以打开。", "The site {where} opens."),
    "doctor_disk": ("磁盘可写，剩余 {free_mb} MB。", "The disk is writable, {free_mb} MB free."),
    "doctor_disk_bad": (
        "磁盘不可写或空间不足（剩余 {free_mb} MB），请清理或更换。",
        "The disk is read-only or short of space ({free_mb} MB free); clear or replace it.",
    ),
    "doctor_clock": ("时钟不早于最后一条记录。", "The clock is not earlier than the last record."),
    "doctor_clock_back": (
        "时钟早于最后一条记录，请先校准时钟。",
        "The clock is earlier than the last record; set it right first.",
    ),
    "doctor_sign": ("显示屏 {name} 应答正常。{detail}", "The sign {name} answers. {detail}"),
    "doctor_sign_silent": (
        "显示屏 {name} 没有应答，请检查电源、网线和地址：{reason}",
        "The sign {name} does not answer; check power, cable and address: {reason}",
    ),
}
