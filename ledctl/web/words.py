"""Every word of the pages, in Chinese and English: ``key: (Chinese, English)``.

The terms are those of the glossary in docs: 公示期 is the publicity period, 展示
时段 the screen window, 条 counts items and 次 counts displays. A key stands here
only if a page uses it.
"""

from __future__ import annotations

from ledctl.web.after_words import AFTER_WORDS
from ledctl.web.alert_words import ALERT_WORDS
from ledctl.web.archive_words import ARCHIVE_WORDS
from ledctl.web.audit_words import AUDIT_WORDS
from ledctl.web.blackout_words import BLACKOUT_WORDS
from ledctl.web.board_words import BOARD_WORDS
from ledctl.web.chain_words import CHAIN_WORDS
from ledctl.web.checkpoint_words import CHECKPOINT_WORDS
from ledctl.web.clock_words import CLOCK_WORDS
from ledctl.web.count_words import COUNT_WORDS
from ledctl.web.duty_words import DUTY_WORDS
from ledctl.web.export_words import EXPORT_WORDS
from ledctl.web.forms_words import FORMS_WORDS
from ledctl.web.glyph_words import GLYPH_WORDS
from ledctl.web.list_words import LIST_WORDS
from ledctl.web.login_words import LOGIN_WORDS
from ledctl.web.outage_words import OUTAGE_WORDS
from ledctl.web.picture_words import PICTURE_WORDS
from ledctl.web.posting_words import POSTING_WORDS
from ledctl.web.privacy_words import PRIVACY_WORDS
from ledctl.web.proof_words import PROOF_WORDS
from ledctl.web.record_words import RECORD_WORDS
from ledctl.web.retention_words import RETENTION_WORDS
from ledctl.web.section_words import SECTION_WORDS
from ledctl.web.sheet_words import SHEET_WORDS
from ledctl.web.sign_words import SIGN_WORDS
from ledctl.web.village_words import VILLAGE_WORDS
from ledctl.web.waiting_words import WAITING_WORDS
from ledctl.web.warning_words import WARNING_WORDS
from ledctl.web.window_words import WINDOW_WORDS
from ledctl.web.wordlist_words import WORDLIST_WORDS

LANGUAGES = ("zh", "en")

Pair = tuple[str, str]

WORDS: dict[str, Pair] = {
    # frame of every page
    "product_long": ("大屏公开管理", "Gate screen notices"),
    "skip": ("跳到正文", "Skip to content"),
    "practice_banner": (
        "演练 PRACTICE：这里的任何内容都不会出现在真实的大屏上",
        "PRACTICE: nothing made here can reach a real screen",
    ),
    "practice_mark": ("演练", "PRACTICE"),
    "nav_desk": ("首页", "Desk"),
    "nav_notices": ("公告", "Notices"),
    "nav_signs": ("大屏", "Signs"),
    "nav_history": ("记录", "Record"),
    "nav_report": ("统计", "Statistics"),
    "nav_people": ("人员", "People"),
    "sign_out": ("退出", "Sign out"),
    "my_password": ("修改密码", "Change password"),
    "server_time": ("服务器时间 {at}（{zone}）", "Server time {at} ({zone})"),
    "other_language": ("English", "中文"),
    # ages
    "age_days": ("{n} 天", "{n} d"),
    "age_hours": ("{n} 小时", "{n} h"),
    "age_minutes": ("{n} 分钟", "{n} min"),
    # errors
    "error_title": ("未能完成", "Not done"),
    "error_back": ("回到首页", "To the front page"),
    # desk
    "desk_title": ("首页", "Desk"),
    "waiting_title": ("待您办理", "Waiting for you"),
    "waiting_count": ("{n} 件，最久的已等 {age}", "{n} waiting, the oldest for {age}"),
    "waiting_none": ("没有等待您办理的公告。", "Nothing waits for you."),
    "waiting_since": ("已等 {age}", "for {age}"),
    "on_sign_now": ("大屏正在显示", "On the signs now"),
    "last_events": ("最近动态", "Last events"),
    "all_events": ("全部操作记录", "The whole record"),
    "no_events": ("还没有记录。", "Nothing yet."),
    # list of notices
    "notices_title": ("公告", "Notices"),
    "new_notice": ("起草公告", "New notice"),
    "import": ("导入文件", "Import files"),
    "search": ("查找", "Find"),
    "search_text": ("编号、标题或正文", "Number, title or text"),
    "state": ("状态", "State"),
    "any_state": ("全部状态", "Any state"),
    "found_count": ("共 {n} 件", "{n} in all"),
    "found_none": ("没有找到公告。", "No notice found."),
    "number": ("编号", "Number"),
    "title": ("标题", "Title"),
    "category": ("类别", "Category"),
    "updated": ("最近办理", "Last step"),
    "earlier": ("更早的", "Older"),
    "newer": ("更新的", "Newer"),
    # one notice
    "version_line": ("第 {no} 版 · 拟稿 {author}", "version {no} · drafted by {author}"),
    "edit": ("修改", "Edit"),
    "to_approval_page": ("看清画面并审批", "Look at the pixels and decide"),
    "public_version": ("公开版内容", "Public version"),
    "findings": ("检查结果", "Check"),
    "findings_none": ("没有发现问题。", "Nothing found."),
    "preview": ("大屏预览", "On the screen"),
    "every_page": ("逐页画面（{n} 页）", "Every page ({n})"),
    "round": ("轮播一遍 {time}", "one round takes {time}"),
    "round_whole": (
        "与同级公告轮流，一圈最多 {time}",
        "at most {time} with the notices it takes turns with",
    ),
    "round_waits": ("现有更紧急的公告，先等它播完", "something more urgent runs now, so this waits"),
    "round_quiet": ("现在是静默时段，过后才上屏", "quiet hours now: it goes up when they are over"),
    "round_standing": ("长期公开，有其他公告时让位", "standing: it makes way while other notices run"),
    "player_alt": ("{sign}的灯点画面", "The lamps of {sign}"),
    "player_play": ("播放", "Play"),
    "player_pause": ("暂停", "Pause"),
    "player_back": ("上一页", "Previous page"),
    "player_next": ("下一页", "Next page"),
    "on_sign_layout": ("屏上版式：{layout}", "Layout on signs: {layout}"),
    "on_sign_left_out": (
        "屏上不显示：{columns}（纸质公示照登）",
        "not on signs: {columns} (paper carries them)",
    ),
    "preview_of": ("{sign}，{panel}，共 {n} 页", "{sign}, {panel}, {n} pages"),
    "page_caption": ("第 {n}/{m} 页 · 停留 {s} 秒", "page {n}/{m} · stands {s} s"),
    "clock_preview": (
        "时钟每分钟一页，共 {n} 页，一并批准；这里是其中 {shown} 页，其余只有时间不同",
        "A clock has a page for each minute, {n} in all, approved together; these are {shown} of them,"
        " the others differ in the time alone",
    ),
    "minute_caption": ("{time} 这一分钟的画面", "stands during the minute {time}"),
    "page_alt": ("第 {n} 页画面", "Page {n}"),
    "no_preview": ("暂时无法生成画面：", "The pixels cannot be drawn:"),
    "no_preview_submit": (
        "大屏画面排不出来，提交后也无法批准，请先修改（或不选大屏）：",
        "The pixels cannot be drawn, so nobody could approve this. Mend it first (or leave the screen out):",
    ),
    "chain": ("办理过程", "Decisions"),
    "chain_none": ("还没有人办理。", "Nobody has decided yet."),
    "orders": ("上屏时段", "Screen windows"),
    "order_window": ("{start} 至 {end}", "{start} to {end}"),
    "order_stopped": ("已于 {at} 撤下：{reason}", "taken down {at}: {reason}"),
    "versions": ("历次版本", "Versions"),
    "version_item": (
        "第 {no} 版，{at}，修改人 {editor}，摘要 {digest}…",
        "version {no}, {at}, by {editor}, digest {digest}…",
    ),
    "period_line": (
        "公示期：{start} 至 {end}（{days} 天）",
        "Publicity period: {start} to {end} ({days} days)",
    ),
    "withdraw_hint": (
        "撤回后大屏立即撤下，记录保留。",
        "The screen is cleared at once; the record stays.",
    ),
    "withdraw_draft_hint": (
        "不再办理这条公告；记录保留，以后可以修改后重新提交。",
        "This notice goes no further; the record stays, and it can be edited and handed in again.",
    ),
    "reason": ("理由（必填）", "Reason (required)"),
    "opinion_optional": ("意见（退回时必填）", "Opinion (required when returning)"),
    "accept_redactions": (
        "我已核对公开版，接受对个人信息的遮盖",
        "I have read the public version and accept what was redacted",
    ),
    "nothing_to_do": ("这条公告现在没有需要您办理的步骤。", "There is no step for you on this notice now."),
    "your_steps": ("您的办理", "Your part"),
    # approval
    "approve_title": ("审批", "Approve"),
    "approve_lead": (
        "批准即确认：下列画面、顺序、停留时间、屏幕和时段，一点不差。",
        "Approval binds exactly this: these pixels, their order, dwell times, signs and window.",
    ),
    "approve_to_decision": ("看完后填写意见 ↓", "To the decision ↓"),
    "approve_window": ("批准后的展示时段", "The window approval opens"),
    "approve_window_line": ("{start} 至 {end}", "{start} to {end}"),
    "approve_now": (
        "批准后立即上屏；时段从实际批准的时刻起重新计算。",
        "It goes up at once; the window is computed anew at the moment of approval.",
    ),
    "approve_program": ("画面摘要 {digest}…", "pixels {digest}…"),
    "approve_not_yours": ("这一步现在不由您办理。", "This step is not yours now."),
    "back_to_notice": ("回到公告", "Back to the notice"),
    # writing
    "edit_title": ("修改公告 {id}", "Edit notice {id}"),
    "save": ("保存草稿并检查", "Save draft and check"),
    "form_problems": (
        "还没有保存，请先更正标红的地方。",
        "Not saved yet: please correct what is marked red.",
    ),
    "category_choose": ("请选择类别", "Choose a category"),
    "body_hint": ("每段一行。", "One paragraph a line."),
    "table_hint": (
        "从 Excel 或 WPS 复制后粘贴，第一行为表头；没有名单就留空。身份证号、银行账号、电话不会公开。",
        "Copy from Excel or WPS and paste, heads in the first row; leave empty for no list. "
        "ID numbers, accounts and telephones are never made public.",
    ),
    "columns": ("各列的类型和公开方式", "Type and privacy of each column"),
    "leave_out": ("屏上不显示", "not on signs"),
    "leave_out_hint": (
        "勾选的列只在屏上不显示，公示栏和存档仍是全部内容。",
        "A ticked column is left out on signs only; paper and the record carry everything.",
    ),
    "sign_layout_hint": (
        "一般不用选；名单太宽时可选“逐户卡片”。",
        "Seldom needed; cards help where a list is too wide.",
    ),
    "dates_hint": (
        "起止日都算在内；日期以服务器时间为准。",
        "Both days count; dates follow the server's time.",
    ),
    "led_days_hint": ("留空则按类别规定或三天。", "Empty: as the category says, or three days."),
    "no_warning": ("不是预警", "not a warning"),
    "period_group": ("公示期（没有就留空）", "Publicity period (empty for none)"),
    "signature_group": ("落款", "Signature"),
    "screen_group": ("上屏", "Screen"),
    # import
    "import_title": ("导入公告文件", "Import notice files"),
    "import_hint": (
        "可一次选择多个 .json 文件，每条存为草稿，只保存公开版；有一个不对就都不导入。",
        "Several .json files at once: each becomes a draft, or none if one is wrong. "
        "Only the public version is stored.",
    ),
    "import_files": ("文件", "Files"),
    "import_go": ("导入", "Import"),
    "import_done": ("已存为草稿", "saved as draft"),
    # people
    "people_title": ("人员", "People"),
    "name": ("姓名", "Name"),
    "roles": ("角色", "Roles"),
    "created": ("建立时间", "Since"),
    "add_person": ("新增人员", "Add a person"),
    "add": ("新增", "Add"),
    "reset": ("重置密码", "Reset password"),
    "inactive": ("停用", "inactive"),
    "password_once": (
        "{account} 的一次性密码（只显示这一次，请当面交给本人）：",
        "One-time password of {account} (shown once; hand it over in person):",
    ),
    # API
    "api_title": ("接口说明", "The API"),
    "api_lead": (
        "所有请求（登录除外）都要带 Authorization: Bearer 令牌。机器可读的说明：",
        "Every request but the sign-in carries Authorization: Bearer. For programs:",
    ),
    "api_body": ("请求内容", "Body"),
    "api_answer": ("回答", "Answer"),
}

for _part in (
    AFTER_WORDS,
    ALERT_WORDS,
    ARCHIVE_WORDS,
    EXPORT_WORDS,
    AUDIT_WORDS,
    BLACKOUT_WORDS,
    BOARD_WORDS,
    DUTY_WORDS,
    POSTING_WORDS,
    SHEET_WORDS,
    CHAIN_WORDS,
    CHECKPOINT_WORDS,
    CLOCK_WORDS,
    COUNT_WORDS,
    FORMS_WORDS,
    GLYPH_WORDS,
    RETENTION_WORDS,
    LIST_WORDS,
    LOGIN_WORDS,
    OUTAGE_WORDS,
    PICTURE_WORDS,
    PRIVACY_WORDS,
    PROOF_WORDS,
    RECORD_WORDS,
    SECTION_WORDS,
    SIGN_WORDS,
    VILLAGE_WORDS,
    WAITING_WORDS,
    WARNING_WORDS,
    WINDOW_WORDS,
    WORDLIST_WORDS,
):
    if twice := WORDS.keys() & _part.keys():  # pragma: no cover - a mistake in the source
        raise ValueError(f"words defined twice: {sorted(twice)}")
    WORDS.update(_part)


def say(key: str, language: str, /, **facts: object) -> str:
    """The words for ``key`` with its facts filled in; ``KeyError`` for an unknown key."""
    return WORDS[key][LANGUAGES.index(language)].format(**facts)
