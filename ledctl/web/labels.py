"""What the office calls things that the program names by a code: events, causes, proofs, kinds.

Pairs of Chinese and English, as ``states`` and ``accounts.model`` hold theirs. A
code without a label is shown as it is: an unknown word is better than none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from ledctl.web.words import Pair

K = TypeVar("K", str, int)

DOUBTS: Mapping[str, Pair] = {
    "before_build": ("早于程序制作日期", "earlier than the program was made"),
    "before_record": ("早于最后一条记录", "earlier than the last record"),
    "jumped_forward": ("突然快了", "jumped ahead"),
    "jumped_back": ("突然慢了", "jumped back"),
    "too_far_ahead": ("比最后一条记录晚一年以上", "more than a year after the last record"),
}
EVENTS: Mapping[str, Pair] = {
    "draft_saved": ("保存草稿", "draft saved"),
    "submitted": ("提交审核", "submitted"),
    "reviewed": ("审核通过", "reviewed"),
    "secrecy_reviewed": ("保密审查", "secrecy review"),
    "approved": ("批准发布", "approved"),
    "returned": ("退回", "returned"),
    "rejected": ("不予公开", "rejected"),
    "withdrawn": ("撤回", "withdrawn"),
    "signed": ("会签", "signed"),
    "revised": ("开始修订", "revision begun"),
    "extended": ("延期", "extended"),
    "ended_early": ("提前结束", "ended early"),
    "lifted": ("预警解除", "warning lifted"),
    "signed_off": ("事后补签", "signed off afterwards"),
    "lapsed": ("逾期失效", "lapsed"),
    "objection_received": ("收到异议", "objection received"),
    "objection_decided": ("异议处理", "objection decided"),
    "posted_elsewhere": ("其他渠道张贴", "posted elsewhere"),
    "taken_elsewhere": ("其他渠道撤下", "taken down elsewhere"),
    "posting_struck": ("注销张贴登记", "posting struck"),
    "sheet_printed": ("打印公开栏张贴单", "sheet printed"),
    "board_saved": ("登记公开栏", "board entered"),
    "board_updated": ("公开栏例行更新", "board gone through"),
    "board_checked": ("公开栏检查", "board checked"),
    "board_check_mended": ("公开栏整改", "check put right"),
    "published_elsewhere": ("登记其他渠道发布", "published elsewhere"),
    "struck_elsewhere": ("注销其他渠道登记", "entry struck"),
    "refreshed": ("复核无误", "looked at again"),
    "loss_accepted": ("中断不再补足", "loss accepted"),
    "keep_proposed": ("申请保留个人信息", "keeping asked for"),
    "keep_confirmed": ("同意保留个人信息", "keeping agreed"),
    "swept": ("逐条排查", "swept"),
    "glyph_proposed": ("提出字形", "glyph proposed"),
    "glyph_approved": ("批准字形", "glyph approved"),
    "glyph_rejected": ("字形未获批准", "glyph rejected"),
    "glyph_withdrawn": ("撤回字形", "glyph withdrawn"),
    "template_proposed": ("提出预警模板", "warning template proposed"),
    "template_approved": ("批准预警模板", "warning template approved"),
    "template_rejected": ("预警模板未获批准", "warning template rejected"),
    "template_withdrawn": ("撤回预警模板", "warning template withdrawn"),
    "person_added": ("新增人员", "person added"),
    "password_changed": ("修改密码", "password changed"),
    "signed_in": ("登录", "signed in"),
    "sign_in_failed": ("登录失败", "sign-in failed"),
    "signed_out": ("退出", "signed out"),
    "role_changed": ("角色变更", "roles changed"),
    "person_disabled": ("账号停用", "account stopped"),
    "person_enabled": ("账号启用", "account let in again"),
    "delegated": ("委托代办", "stand-in named"),
    "delegation_ended": ("委托终止", "stand-in ended"),
    "remarked": ("内部备注", "internal remark"),
    "proof_made": ("出具证明材料", "evidence taken"),
    "auditor_looked": ("审计查阅", "auditor looked"),
    "exported": ("导出记录", "record exported"),
    "record_read": ("在本机读取记录", "record read on the machine"),
    "publisher_started": ("发布程序启动", "publisher started"),
    "rebuilt": ("更正汇总", "sums put right"),
    "publisher_stopped": ("发布程序停止", "publisher stopped"),
    "unclean_stop": ("上次异常中断", "unclean stop"),
    "sending": ("正在发送", "sending"),
    "shown": ("上屏展示", "on the sign"),
    "not_shown": ("未能上屏", "not shown"),
    "outcome_unknown": ("结果不明", "outcome unknown"),
    "refused": ("拒绝发布", "refused"),
    "taken_down": ("撤下", "taken down"),
    "blanked": ("关屏", "blanked"),
    "link_down": ("显示屏失联", "sign lost"),
    "link_up": ("显示屏恢复", "sign back"),
    "unknown_content": ("发现不明内容", "unknown content found"),
    "content_lost": ("画面与已确认的不符", "content differs from what was confirmed"),
    "wrong_card": ("控制卡不是本屏的", "not the sign's own card"),
    "sign_fault": ("显示屏自报故障", "sign reports a fault"),
    "sign_fault_gone": ("自报故障消除", "fault gone"),
    "brightness_set": ("调整亮度", "brightness set"),
    "lamps_switched": ("显示屏开关", "lamps switched"),
    "sign_clock_set": ("显示屏校时", "sign's clock set"),
    "clock_step": ("时钟跳变", "clock stepped"),
    "clock_untrusted": ("时钟不可信", "clock untrusted"),
    "clock_trusted": ("时钟恢复可信", "clock trusted again"),
    "segment_sealed": ("展示记录封存", "record sealed"),
    "config_changed": ("设置变更", "settings changed"),
    "blackout_on": ("一键关屏", "blackout on"),
    "blackout_off": ("解除关屏", "blackout off"),
    "blackout_explained": ("说明关屏原因", "blackout explained"),
    "blackout_drilled": ("关屏演练", "blackout drilled"),
    "blackout_confirmed": ("确认已关屏", "dark, confirmed"),
    "blackout_sent": ("已发关屏指令（此屏不应答）", "told to be dark; it never answers"),
    "blackout_unconfirmed": ("未及时确认关屏", "dark, not confirmed in time"),
    "lamps_on_again": ("重新开屏", "lamps on again"),
    "imported": ("导入", "imported"),
    "disposal_proposed": ("申请处置到期记录", "disposal of old records proposed"),
    "disposal_approved": ("批准处置到期记录", "disposal approved"),
    "disposal_rejected": ("不批准处置", "disposal rejected"),
    "disposal_withdrawn": ("撤回处置申请", "disposal taken back"),
    "disposed": ("到期记录已处置", "old records given up"),
    "alert_raised": ("告警", "alert raised"),
    "alert_ended": ("告警解除", "alert over"),
    "alert_seen": ("告警已阅", "alert seen"),
    "checkpoint_signed": ("签署检查点", "checkpoint signed"),
    "key_changed": ("更换检查点密钥", "checkpoint key changed"),
    "form_cell_entered": ("填写报表", "form entered"),
    "report_filed": ("报表定稿", "report filed"),
}

CHECKPOINTS: Mapping[str, Pair] = {
    "daily": ("每日", "daily"),
    "export": ("导出", "an export"),
    "report": ("报表", "a report"),
    "person": ("人工", "a person"),
    "disposal": ("处置到期记录", "giving up old records"),
}
"""What a checkpoint was signed for."""

CAUSES: Mapping[str, Pair] = {
    "person": ("人工", "person"),
    "plan": ("按计划", "plan"),
    "expiry": ("到期", "expiry"),
    "device": ("设备", "device"),
    "start": ("启动", "start"),
    "stop": ("停止", "stop"),
    "emergency": ("应急", "emergency"),
    "blackout": ("一键关屏", "blackout"),
    "quiet": ("静默时段", "quiet hours"),
}

PROOFS: Mapping[int, Pair] = {
    0: ("已发出，未经确认", "sent, not confirmed"),
    1: ("设备已接收", "accepted by the device"),
    2: ("设备回读一致", "read back the same"),
    3: ("设备确认正在显示", "device says it shows it"),
    4: ("设备实测点亮", "device measured it lit"),
    5: ("人员或摄像头看到", "seen by camera or person"),
}

URGENCIES: Mapping[str, Pair] = {
    "normal": ("普通", "normal"),
    "high": ("优先", "high"),
    "emergency": ("应急（立即插播）", "emergency (pre-empts)"),
    "idle": ("待机页（没有其他公告时显示）", "idle (stands when nothing else does)"),
}

WARNING_LEVELS: Mapping[str, Pair] = {
    "blue": ("蓝色", "blue"),
    "yellow": ("黄色", "yellow"),
    "orange": ("橙色", "orange"),
    "red": ("红色", "red"),
}

KINDS: Mapping[str, Pair] = {
    "公示": ("公示", "publicity (objections possible)"),
    "公告": ("公告", "announcement"),
    "公布": ("公布", "publication"),
    "公开": ("公开", "disclosure"),
    "预警": ("预警", "warning"),
    "更正": ("更正", "correction"),
}

SEVERITIES: Mapping[str, Pair] = {
    "block": ("必须处理", "must be mended"),
    "warn": ("请核对", "please check"),
    "info": ("已自动处理", "done for you"),
}

COLUMN_TYPES: Mapping[str, Pair] = {
    "text": ("文字", "text"),
    "name": ("姓名", "name"),
    "int": ("整数", "whole number"),
    "decimal": ("小数", "decimal"),
    "money": ("金额", "money"),
    "date": ("日期", "date"),
    "id": ("证件号", "ID number"),
    "bank": ("银行账号", "bank account"),
    "phone": ("电话", "telephone"),
    "percent": ("百分比", "percentage"),
    "steps": ("进度节点", "milestones"),
}

PRIVACIES: Mapping[str, Pair] = {
    "public": ("公开", "public"),
    "review": ("核对后公开", "public after a look"),
    "generalise": ("概括后公开", "generalised"),
    "never": ("不公开", "never public"),
}

VIAS: Mapping[str, Pair] = {
    "web": ("网页", "web"),
    "cli": ("命令行", "command line"),
    "api": ("接口", "API"),
    "system": ("系统", "system"),
}

FIELDS: Mapping[str, Pair] = {
    "id": ("编号", "number"),
    "title": ("标题", "title"),
    "category": ("类别", "category"),
    "issuing_unit": ("公布单位", "issuing unit"),
    "body": ("正文", "text"),
    "table": ("名单（表格）", "list (table)"),
    "signature_unit": ("落款单位", "signing unit"),
    "signature_date": ("落款日期", "signing date"),
    "period_days": ("公示期天数", "publicity days"),
    "period_start": ("公示期起", "publicity from"),
    "period_end": ("公示期止", "publicity to"),
    "led_days": ("上屏天数", "days on the screen"),
    "urgency": ("紧急程度", "urgency"),
    "warning_level": ("预警级别", "warning level"),
    "supersedes": ("替代哪条预警（编号）", "supersedes the warning (number)"),
    "sign_layout": ("屏上版式", "layout on signs"),
    "source_unit": ("来源科室", "source office"),
    "source_person": ("来源负责人", "who answers for it there"),
    "published_by": ("公布人", "published by"),
    "created_on": ("信息形成日期", "came to be on"),
    "disclosure_attribute": ("公开属性", "disclosure"),
    "disclosure_reason": ("不公开的理由", "why not public"),
    "rhythm": ("公开方式", "how it recurs"),
    "series": ("系列", "series"),
    "stage": ("阶段", "stage"),
    "refresh_on": ("应更新日期", "look again by"),
    "next_due": ("下期应公开日期", "next one due"),
}

ATTRIBUTES: Mapping[str, Pair] = {
    "proactive": ("主动公开", "published proactively"),
    "on_request": ("依申请公开", "on request"),
    "withheld": ("不予公开", "withheld"),
}

RHYTHMS: Mapping[str, Pair] = {
    "once": ("一次性", "once"),
    "recurring": ("定期", "recurring"),
    "standing": ("长期", "standing"),
    "staged": ("分阶段", "by stages"),
}

SIGN_LAYOUTS: Mapping[str, Pair] = {
    "": ("自动选择", "automatic"),
    "plain": ("纯文字", "plain text"),
    "titled": ("标题加正文", "title and text"),
    "table": ("表格", "table"),
    "cards": ("逐户卡片", "a card for each row"),
    "progress": ("工程进度", "progress"),
    "warning": ("预警", "warning"),
    "ticker": ("滚动", "ticker"),
    "clock": ("时钟", "clock"),
}

LOOKS: Mapping[str, Pair] = {
    "history": ("展示记录", "displays"),
    "events": ("操作记录", "the record"),
    "verify": ("校验记录", "verification"),
    "report": ("年度统计", "year report"),
    "words": ("词表", "word list"),
    "outages": ("中断记录", "outages"),
    "proof": ("证明材料", "evidence of"),
    "forms": ("统计报表", "forms"),
    "at": ("某一时刻的屏幕", "signs at an instant"),
    "notice": ("公告全部记录", "all of a notice"),
    "person": ("人员全部记录", "all of a person"),
    "category": ("类别全部记录", "all of a category"),
    "search": ("全文检索", "search"),
    "gaps": ("记录缺口", "gaps"),
    "notices": ("公告列表", "list of notices"),
}


def look(what: str) -> Pair:
    """What an auditor looked at: ``report 2026`` is the year report of 2026."""
    page, _, which = what.partition(" ")
    zh, en = of(LOOKS, page)
    return f"{zh} {which}".strip(), f"{en} {which}".strip()


def of(table: Mapping[K, Pair], code: K) -> Pair:
    """The pair for a code; the code itself where nobody named it."""
    return table.get(code, (str(code), str(code)))
