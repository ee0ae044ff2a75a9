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
    "database_file_damaged": (
        "数据库文件损坏，或者不是本系统的数据库（{reason}）。请不要删除它，另存一份，再用最近的备份恢复。",
        "The database's file is damaged, or is none of this program ({reason}). Keep a copy of it as it is, "
        "and restore the newest backup.",
    ),
    "database_unusable": (
        "数据库无法使用（{reason}）：请检查磁盘是否已满、只读或损坏。没有改动任何内容。",
        "The database cannot be used ({reason}): see whether the disk is full, read-only or broken."
        " Nothing was changed.",
    ),
    "machine_refused": (
        "无法读写 {where}（{reason}）：请检查磁盘和权限。",
        "Cannot read or write {where} ({reason}): look at the disk and its rights.",
    ),
    "setting_unknown": (
        "设置项“{where}”不存在（{source}），请检查拼写或删去。",
        "There is no setting “{where}” ({source}); check the spelling or remove it.",
    ),
    "setting_wrong": (
        "设置项“{where}”的值不对（{source}），请对照 config/defaults/site.toml 和 "
        "config/examples/signs.toml 更正。",
        "The setting “{where}” has a wrong value ({source}): {reason_en}",
    ),
    "setting_not_one_of": (
        "设置项“{where}”的值不在允许范围内（{source}），应为：{allowed}。",
        "The setting “{where}” is not one of the allowed values ({source}): {allowed}.",
    ),
    "setting_panel_size": (
        "设置项“{where}”应写成 256x64 的样子：宽x高，每边 1 至 4096 像素（{source}）。",
        "The setting “{where}” is written like 256x64: width x height, 1 to 4096 pixels each ({source}).",
    ),
    "setting_hours": (
        "设置项“{where}”中的“{text}”不是时段（{source}）：应写成 06:30-22:00 的样子，"
        "跨午夜的写成 18:00-02:00，全天为 00:00-24:00。",
        "“{text}” in the setting “{where}” is no span of hours ({source}): write it like 06:30-22:00, "
        "over midnight like 18:00-02:00, all day as 00:00-24:00.",
    ),
    "setting_option_type": (
        "设置项“{where}”的值应为带引号的文字、整数或 true/false（{source}）。",
        "The setting “{where}” is a text in quotes, a whole number, or true or false ({source}).",
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
        "{where} 不是有效的 TOML 文件：{place_zh}附近有误，请更正。",
        "{where} is not a valid TOML file: {reason_en}",
    ),
    "site_missing": (
        "没有指定站点文件夹：请加 --site 文件夹，或设置环境变量 LEDCTL_SITE。",
        "No site folder was named: add --site DIR or set LEDCTL_SITE.",
    ),
    "site_not_there": (
        "站点文件夹 {where} 不存在。请先运行 ledctl init --site {where}。",
        "There is no site folder {where}. Run ledctl init --site {where} first.",
    ),
    "font_missing": (
        "没有找到字体 {font}（{where}）。请运行 ledctl fonts install。",
        "The font {font} is not there ({where}). Run ledctl fonts install.",
    ),
    "font_damaged": (
        "字体文件 {where}（{font}）与登记的不一致，不予使用。请运行 ledctl fonts install 重新安装。",
        "The font file {where} ({font}) is not the pinned one and is not used. Run ledctl fonts install.",
    ),
    "font_there": (
        "字体 {font} 已就绪，校验无误（{where}）。",
        "The font {font} is there and verified ({where}).",
    ),
    "font_installed": (
        "字体 {font} 已安装，校验无误（{where}）。",
        "The font {font} was installed and verified ({where}).",
    ),
    "font_fallback": (
        "字体 {font} 未能安装，暂用系统字体 {lesser}（{where}）：{lost_zh}。"
        "联网后请运行 ledctl fonts install。",
        "The font {font} could not be installed; {lesser} serves instead ({where}): {lost_en}. "
        "Run ledctl fonts install when there is a network.",
    ),
    "font_not_fetched": (
        "字体 {font} 没有装上（{reason}），本机也没有替代字体。可加 --from 用本地文件安装。",
        "The font {font} was not installed ({reason}) and nothing can stand in for it. "
        "It can be installed from a local file with --from.",
    ),
    "font_optional_missing": (
        "字体 {font} 没有装上（{reason}）：{without_zh}。需要时请运行 ledctl fonts install，"
        "或加 --from 用本地文件安装。",
        "The font {font} is not installed ({reason}): {without_en}. When it is needed, run "
        "ledctl fonts install, or install it from a local file with --from.",
    ),
    "font_package_unknown": (
        "文件 {where} 不是登记的字体包，未安装任何字体。登记的是：{expected}。",
        "The file {where} is none of the pinned font packages; nothing was installed. "
        "Pinned are: {expected}.",
    ),
    "font_package_unreadable": (
        "文件 {where} 读不出来：{reason}",
        "The file {where} cannot be read: {reason}",
    ),
    "font_size_unknown": (
        "没有 {size} 像素的字体。可用的字号：{sizes_zh}。",
        "No font draws at {size} px. The sizes there are: {sizes_en}.",
    ),
    "font_size_needs": (
        "字号 {size} 要用字体 {font}，本机没有。请运行 ledctl fonts install，或改用16的倍数的字号。",
        "Size {size} needs the font {font}, which is not installed. Run ledctl fonts install, "
        "or choose a multiple of 16.",
    ),
    "glyph_not_drawable": (
        "{at_zh}第 {place} 个字“{character}”（{code}）无法在屏上显示：{why_zh}。{advice_zh}",
        "Character {place} of {at_en}, “{character}” ({code}), cannot be shown: {why_en}. {advice_en}",
    ),
    "nothing_to_show": (
        "没有可以显示的内容：标题、正文和表格都是空的。",
        "There is nothing to show: title, text and table are all empty.",
    ),
    "too_many_pages": (
        "内容太长：在 {panel} 的屏上至少要 {pages} 页，最多 {limit} 页，轮播一遍没有人能看完。"
        "请缩短正文，或将全表张贴在公开栏、屏上只公布摘要。",
        "It is too long: at least {pages} pages on a {panel} sign, {limit} at most; nobody could wait for "
        "one round. Shorten the text, or post the whole list on the board and a summary on the sign.",
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
        "显示屏参数不对：--panel 请写成 256x64 的样子（宽x高，每边 1 至 4096 像素），"
        "--colour 可用 red（单色）、dual（双色）、rgb（全彩）。",
        "The panel is not written as it should be: {reason_en}",
    ),
    "usage_missing": (
        "命令不完整：缺少“{word_zh}”。用法见 {command} --help。",
        "{said_en}. See {command} --help.",
    ),
    "usage_unknown": (
        "没有“{word_zh}”这个命令或选项，请检查拼写。用法见 {command} --help。",
        "{said_en}. See {command} --help.",
    ),
    "usage_value": (
        "“{word_zh}”的值不对，请更正。用法见 {command} --help。",
        "{said_en}. See {command} --help.",
    ),
    "usage_wrong": (
        "命令写法不对，请检查“{word_zh}”。用法见 {command} --help。",
        "{said_en}. See {command} --help.",
    ),
    "days_reversed": (
        "--since 晚于 --until，请对调两个日期。",
        "--since is later than --until; exchange the two days.",
    ),
    "file_unwritable": (
        "无法写入 {where}：{reason}",
        "Cannot write {where}: {reason}",
    ),
    "simulate_wrong": (
        "无法模拟 {where}：{reason}",
        "Cannot simulate {where}: {reason}",
    ),
    "simulate_where": (
        "--port 与 --pty 只能选一个；--link 只与 --pty 一起使用。",
        "Choose --port or --pty, not both; --link goes with --pty.",
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
    "doctor_clock": ("时钟不早于最后一条记录。", "The clock is not earlier than the last record."),
    "doctor_clock_back": (
        "时钟早于最后一条记录，请先校准时钟。",
        "The clock is earlier than the last record; set it right first.",
    ),
    "doctor_sign": ("显示屏 {name} 应答正常。{detail}", "The sign {name} answers. {detail}"),
    "doctor_sign_cannot_answer": (
        "显示屏 {name} 只收不答，无法查询是否在线，请到现场查看画面。",
        "The sign {name} takes what it is sent and cannot be asked; look at it to know what it shows.",
    ),
    "doctor_sign_wrong": (
        "显示屏 {name} 有应答，但不接受本站的指令；请核对 signs.toml 的 driver、panel、colour、options "
        "与控制卡是否一致：{reason}",
        "The sign {name} answers, but would not be used so; compare driver, panel, colour and options in "
        "signs.toml with the card: {reason}",
    ),
    "doctor_sign_foreign": (
        "显示屏 {name} 的地址上有应答，但不是这种控制卡；请核对 signs.toml 的 driver 和 link：{reason}",
        "Something answers at the address of the sign {name}, but not such a card; look at driver and link "
        "in signs.toml: {reason}",
    ),
    "doctor_sign_in_use": (
        "显示屏 {name} 的线路正由发布程序使用，没有另行查询；发布程序与它联络正常。",
        "The line to the sign {name} is in use by the publisher, which reaches it; it was not asked again.",
    ),
    "doctor_sign_complains": (
        "显示屏 {name} 报告异常，请到现场查看：{what}",
        "The sign {name} reports a fault; look at it: {what}",
    ),
    "doctor_sign_unknown_content": (
        "显示屏 {name} 上有不是本程序放入的内容，请立即到现场核对，并检查谁能接入控制卡的网络：{what}",
        "The sign {name} holds what this program did not put there; look at it now, and at who can reach "
        "the card's network: {what}",
    ),
    "doctor_sign_clock": (
        "显示屏 {name} 的时钟是 {clock}，与本站时间相差 {minutes} 分钟；"
        "由控制卡自行到期的公告会早撤或迟撤；发布程序会在几分钟内校时，若仍不准请用厂家软件校时。",
        "The clock of the sign {name} says {clock}, {minutes} minutes from this site's; notices the card "
        "takes down by itself go early or late. The publisher sets it within minutes; if it stays off, "
        "set it with the vendor's program.",
    ),
    "doctor_sign_off": (
        "显示屏 {name} 已关屏，任何公告都看不到；请开屏。",
        "The sign {name} is switched off: no notice can be seen; switch it on.",
    ),
    "doctor_sign_silent": (
        "显示屏 {name} 没有应答，请检查电源、网线和地址，以及 signs.toml 的 driver 和型号：{reason}",
        "The sign {name} does not answer; check power, cable and address, and driver and model in "
        "signs.toml: {reason}",
    ),
}
