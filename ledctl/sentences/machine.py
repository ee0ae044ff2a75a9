"""Sentences about the machine: settings, files, fonts, signs."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "schema_old": (
        "数据库是旧版本（{found}，需要 {wanted}）。请先备份，再运行 ledctl upgrade。",
        "The database is of an older version ({found}, needed {wanted}). Back it up, then run ledctl upgrade.",
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
}
