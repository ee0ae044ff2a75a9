"""Sentences of the desk: steps, rights, windows, orders."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "step_not_possible": (
        "这条公告现在是“{state_zh}”，不能“{step_zh}”。",
        "The notice is “{state_en}” now; “{step_en}” is not possible.",
    ),
    "role_needed": (
        "这一步需要以下角色之一：{zh}。",
        "This step needs one of these roles: {en}.",
    ),
    "own_work": (
        "您是这一版的拟稿、修改或提交人，不能审查或审批自己的稿件，请交由他人办理。",
        "You wrote, edited or submitted this version: someone else must review or approve it.",
    ),
    "twice_in_chain": (
        "您已经办理过这一版的另一道审查，同一人不能办理两道，请交由他人办理。",
        "You took another step on this version already: each step needs another person.",
    ),
    "withdraw_not_yours": (
        "拟稿人只能撤回自己尚未批准的稿件；已批准的请由审批人或值班操作员撤回。",
        "A drafter may withdraw only own drafts not yet approved; ask an approver or the operator.",
    ),
    "reason_missing": (
        "“{step_zh}”必须写明理由。",
        "“{step_en}” needs a reason.",
    ),
    "opinion_too_long": ("意见不能超过 2000 字。", "An opinion has at most 2000 characters."),
    "no_such_notice": ("没有编号为 {id} 的公告。", "There is no notice {id}."),
    "notice_exists": (
        "编号 {id} 已被使用，请换一个编号；修改原公告请打开该公告。",
        "The id {id} is taken: choose another, or open that notice to change it.",
    ),
    "id_changed": (
        "公告编号不能修改（原编号 {id}）。",
        "The id of a notice cannot be changed (it is {id}).",
    ),
    "version_changed": (
        "您看到的版本已被修改，请刷新页面，看清现在的内容后再办理。",
        "The version you looked at has changed: reload, read it again, then decide.",
    ),
    "notice_of_practice": (
        "这是演练时建立的公告，正式运行时不能办理；请另建正式公告，这一条可以撤回。",
        "This notice was made in practice and goes no further in live running: write a new one.",
    ),
    "notice_of_live": (
        "这是正式公告，演练模式下不能办理；请先恢复正式运行，或撤回。",
        "This is a live notice; in practice mode it goes no further: return to live running, or withdraw it.",
    ),
    "screening_blocks": (
        "还有 {count} 处问题必须先解决，见检查结果。",
        "{count} findings must be mended first; see the check.",
    ),
    "redaction_not_accepted": (
        "文字中的个人信息已被遮盖，请核对公开版后勾选“接受遮盖”（命令行加 --accept-redactions）再提交。",
        "Personal data in the text was redacted: look at the public version and accept it"
        " (command line: --accept-redactions) before submitting.",
    ),
    "no_sign_for_notice": (
        "这条公告没有可用的显示屏：渠道不含大屏，或本站的 signs.toml 没有显示屏"
        "（ledctl serve 用了 --signs 时，批准时也要加）。",
        "No sign can carry this notice: its channels leave the screen out, or the site's signs.toml has none "
        "(when ledctl serve was given --signs, give it here too).",
    ),
    "sign_not_known": (
        "公告指定的显示屏或分组“{name}”不存在，请改为：{known}，或不指定（上全部屏）。",
        "The notice names a sign or group that is not there: {name}. Known: {known}. None: all signs.",
    ),
    "no_such_sign": ("没有名为 {name} 的显示屏。", "There is no sign called {name}."),
    "category_not_on_led": (
        "“{label}”类信息不得在大屏上公开。",
        "Items of the category “{label}” must not be shown on the screen.",
    ),
    "program_damaged": (
        "已批准画面（{digest}…）与存档不符，已拒绝发布，请报告管理员。",
        "The stored pixels of {digest}… are not what was approved; nothing was sent. Tell an administrator.",
    ),
    "gate_no_approval": (
        "画面（{digest}…）没有对应的批准记录，已拒绝发布。",
        "The pixels {digest}… have no approval; nothing was sent.",
    ),
    "gate_outside_window": (
        "已不在批准的展示时段内，已拒绝发布。",
        "Outside the approved window; nothing was sent.",
    ),
    "gate_wrong_panel": (
        "画面是为 {drawn} 的屏幕批准的，这块屏是 {panel}，已拒绝发布。",
        "The pixels were approved for {drawn}, the sign is {panel}; nothing was sent.",
    ),
    "gate_clock_on_card": (
        "这块屏由控制卡自行翻页，不能按时刻换画面，时钟待机画面未发布。",
        "This sign turns its pages by itself and not by the time of day; the clock was not sent.",
    ),
    "gate_practice": (
        "演练内容不得发往真实显示屏，已拒绝发布。",
        "Practice must not reach a real sign; nothing was sent.",
    ),
    "gate_live_in_practice": (
        "本站处于演练模式，不发布正式公告，也不驱动真实显示屏，已拒绝发布。",
        "The site is in practice mode: it shows no live notice and drives no real sign; nothing was sent.",
    ),
    "practice_real_sign": (
        "本站处于演练模式，显示屏 {name}（驱动 {driver}）是真实显示屏，没有与它连接。"
        "请在 signs.toml 中删去它，或改用 virtual 驱动；正式使用请另建站点。",
        "The site is in practice mode and the sign {name} (driver {driver}) is a real one; it was not "
        "touched. Take it out of signs.toml, or use the driver virtual; a real sign wants a site of its own.",
    ),
    "publisher_running": (
        "这个站点的发布程序已在运行（{where}），同一站点只能有一个。",
        "A publisher is already running for this site ({where}); there can be only one.",
    ),
    "sign_unknown_driver": (
        "显示屏 {name} 的驱动“{driver}”不存在，可用的有：{known}。",
        "There is no driver “{driver}” for the sign {name}; there are: {known}.",
    ),
    "sign_link_wrong": (
        "显示屏 {name} 的连接“{link}”写法不对：网口卡写 tcp://地址:端口，串口写 "
        "serial:///dev/ttyUSB0?baud=9600，UDP 屏写 udp://地址:端口，"
        "其余写法见 drivers/README.md（{reason}）。",
        "The link “{link}” of the sign {name} is not written as it should be: tcp://HOST:PORT, "
        "udp://HOST:PORT, serial:///dev/ttyUSB0?baud=9600; drivers/README.md has the others ({reason}).",
    ),
    "sign_setting_wrong": (
        "显示屏 {name} 的设置不合驱动 {driver} 的要求，请对照该驱动的说明核对 panel、colour、link 和 "
        "options：{reason}",
        "The settings of the sign {name} do not suit the driver {driver}; compare panel, colour, link and "
        "options with the driver's page: {reason}",
    ),
    "wrong_file_for_step": (
        "“{value}”不是这一步的结果，应为：{known}。",
        "“{value}” is not a result of this step; there are: {known}.",
    ),
}
