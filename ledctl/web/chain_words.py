"""The words of the review chain: signers, stand-ins, names, comparison; ``words`` takes them in."""

from __future__ import annotations

CHAIN_WORDS: dict[str, tuple[str, str]] = {
    # who signs
    "signers_count": ("须 {n} 人签署，已签 {m} 人。", "{n} signatures are needed, {m} are given."),
    "signer_turn": ("现在轮到 {name} 签署。", "It is the turn of {name}."),
    "signer_any": ("现在可由任一审批人签署。", "Any approver may sign now."),
    "signer_again": (
        "签署之后画面变了，须由 {names} 看过现在的画面重新签署。",
        "The pixels changed after they were signed: {names} must look again and sign again.",
    ),
    "signer_signed": ("{name} 已签（{at}）", "{name} signed ({at})"),
    "sign_lead": (
        "您的签署是会签：只确认内容和画面，最后一人签署后才上屏。",
        "Yours is one of several signatures; the notice goes on the screen after the last one.",
    ),
    "on_behalf": ("代 {name}", "for {name}"),
    "by_rule": (
        "按“审批人可兼审查”规则办理（approver_reviews）",
        "under the rule “the approver may review” (approver_reviews)",
    ),
    "seen_pixels_no": ("未指明所看画面", "did not name the pixels looked at"),
    "referred_line": (
        "已提请“{to}”确定，{at} 起等待答复（已 {age}）。",
        "Referred to “{to}”; waiting for the answer since {at} ({age}).",
    ),
    "opinion_secrecy": ("意见（退回、提请时必填）", "Opinion (required when returning or referring)"),
    "refer_to": ("提请哪个部门确定（只在提请时填写）", "Which authority decides (only when referring)"),
    # the four names
    "names_title": ("四个姓名", "The four names"),
    "names_published": ("谁公布", "Published by"),
    "names_made": ("谁制作", "Made by"),
    "names_reviewed": ("谁审查", "Reviewed by"),
    "names_signed": ("谁签字", "Signed by"),
    "names_source": ("来源科室", "Source office"),
    "names_person": ("来源负责人", "Who answers for it there"),
    "names_attribute": ("公开属性", "Disclosure"),
    "names_none": ("尚无", "nobody yet"),
    # comparison
    "compare_title": ("与上一版（第 {no} 版）比较", "Compared with version {no}"),
    "compare_same": ("内容与上一版相同。", "The same as the version before."),
    "compare_temporal": ("影响时段或日期", "moves a window or a date"),
    "compare_field": ("项目", "Field"),
    "compare_before": ("原来", "Before"),
    "compare_after": ("现在", "Now"),
    "compare_nothing": ("（无）", "(none)"),
    "compare_text": ("正文", "Text"),
    "compare_rows": ("名单", "List"),
    "compare_columns_added": ("新增的列：{names}", "Columns added: {names}"),
    "compare_columns_removed": ("删去的列：{names}", "Columns removed: {names}"),
    "compare_counts": (
        "新增 {added} 行，删去 {removed} 行，改动 {changed} 行，未变 {same} 行。",
        "{added} rows added, {removed} removed, {changed} changed, {same} unchanged.",
    ),
    "compare_more": ("还有 {n} 行，见命令 ledctl notice compare。", "{n} more: ledctl notice compare."),
    # remarks
    "remarks_title": ("内部备注", "Internal remarks"),
    "remarks_hint": (
        "只在办公页面显示，从不公开，也不产生新版本。不要写个人信息。",
        "Shown to the office only, never public; makes no new version. Leave personal data out.",
    ),
    "remarks_none": ("没有备注。", "No remarks."),
    "remark_add": ("添加备注", "Add"),
    # the form
    "office_group": ("责任与公开属性", "Who answers, and whether it is public"),
    "attribute_default": ("未注明（按主动公开）", "not stated (published)"),
    "attribute_hint": (
        "依申请公开、不予公开的信息不能上屏；不予公开必须写明理由。",
        "What is on request or withheld goes on no screen; withheld needs its reason.",
    ),
    "rhythm_none": ("未注明", "not stated"),
    "schedule_group": ("公开节奏", "How it recurs"),
    # people
    "disable": ("停用", "Stop"),
    "enable": ("启用", "Let in again"),
    "change_roles": ("改角色", "Change roles"),
    "save_roles": ("保存角色", "Save roles"),
    "pending_of": (
        "{account} 已停用，还有 {n} 条未办结的公告，请另派人办理：",
        "{account} is stopped; {n} unfinished notices need somebody else:",
    ),
    # stand-ins
    "nav_stand_ins": ("委托", "Stand-ins"),
    "stand_ins_title": ("委托代办", "Stand-ins"),
    "stand_ins_lead": (
        "外出期间可委托他人代为审查、审批或值班。代办人不能是稿件的拟稿、修改或提交人，"
        "同一人（本人或代办）不能办理两道审查；委托不能转委托。",
        "While away, a colleague may review, approve or operate in your place. Neither of you may have made "
        "the notice, nobody acts twice on it, and a delegation cannot be passed on.",
    ),
    "stand_ins_now": ("您今天代 {names} 办理。", "Today you stand in for {names}."),
    "stand_in_giver": ("委托人", "In place of"),
    "stand_in_person": ("代办人", "Stand-in"),
    "stand_in_days": ("日期（含起止日）", "Days, both included"),
    "stand_in_reason": ("理由", "Reason"),
    "stand_in_give": ("委托", "Give"),
    "stand_in_end": ("终止", "End"),
    "stand_in_runs": ("生效中", "running"),
    "stand_in_later": ("未开始", "not begun"),
    "stand_in_over": ("已过期", "over"),
    "stand_in_ended": (
        "{at} 由 {name} 终止：{reason}",
        "ended {at} by {name}: {reason}",
    ),
    "stand_ins_none": ("没有委托。", "None."),
    "stand_in_by": ("由 {name} 办理", "entered by {name}"),
}
