"""The words of the count and of what was published elsewhere, in Chinese and English."""

from __future__ import annotations

COUNT_WORDS: dict[str, tuple[str, str]] = {
    "count_title": ("公开信息统计", "Count of items"),
    "report_items_on_signs": ("上屏信息条数", "Items on signs"),
    "report_warnings": ("预警", "Warnings"),
    "count_days": ("{first} 至 {last}", "{first} to {last}"),
    "count_year": ("年份", "Year"),
    "count_quarter": ("季度（如 2026Q2）", "Quarter (as 2026Q2)"),
    "count_month": ("月份", "Month"),
    "count_cumulative": ("累计（自 1 月 1 日起）", "Cumulative (from 1 January)"),
    "count_as_of": ("截至（含当天）", "As of (inclusive)"),
    "count_one_way": (
        "统计期只填一种：年份、季度、月份或起止日期；都不填为本年。",
        "Say the period in one way: a year, a quarter, a month or two days; nothing is this year.",
    ),
    "count_known": (
        "按截至 {day} 已登记的情况统计（{zone}）；此后登记的不在其中。",
        "As known at the end of {day} ({zone}); what was entered later is not in it.",
    ),
    "report_as_of_day": ("截至 {day}", "as of {day}"),
    "count_unsealed": ("其中 {n} 次展示尚未封存。", "{n} of the displays are not sealed yet."),
    "count_items_hint": (
        "同一信息不论几个渠道、展示多少次，只计 1 条，计入首次公开的时期",
        "One piece of information counts once, on however many channels, in the period it first went out",
    ),
    "count_electronic": ("电子化率", "Electronic rate"),
    "count_electronic_hint": (
        "至少在一个电子渠道公开的 {n} 条 ÷ 全部 {m} 条",
        "{n} items on at least one electronic channel, of {m}",
    ),
    "count_no_rate": ("没有条目", "no items"),
    "count_before": ("上年同期", "A year before"),
    "count_more": ("增减", "Change"),
    "count_no_before": (
        "上年同期没有任何记录，无可比较。",
        "Nothing is on record of the same days a year before: there is nothing to compare with.",
    ),
    "count_before_days": ("上年同期：{first} 至 {last}。", "A year before: {first} to {last}."),
    "count_before_part": (
        "记录自 {day} 开始，上年同期不完整，增减仅供参考。",
        "The record begins on {day}, within those days: the comparison is not complete.",
    ),
    "count_by_channel": ("按渠道", "By channel"),
    "count_by_channel_hint": (
        "均为同一批信息：一条信息走几个渠道，就在几行里各计 1 条，合计只计 1 条，所以各行不能相加。",
        "Rows are over the same items: one on two channels stands in both and once in the total.",
    ),
    "count_by_office": ("按发布单位", "By issuing unit"),
    "count_office_none": ("未注明", "not said"),
    "count_total": ("合计", "Total"),
    "count_availability": ("显示屏可用率", "How far signs were in order"),
    "count_aside": ("另列，不计入条数", "Beside the items, in no number"),
    "count_rules": ("统计口径（站点设置）", "Rules of this count (settings of the site)"),
    "count_facts": ("其他数字", "Other figures"),
    "count_figures_timely": ("在法定期限内首次公开", "First published within the legal term"),
    "count_figures_speed": ("批准到首次上屏（中位数）", "From approval to the first display, in the middle"),
    "count_of": ("{n} / {m} 条", "{n} of {m}"),
    "items_title": ("统计条目", "Items of the count"),
    "items_count": ("{n} 条", "{n} items"),
    "items_none": ("没有这样的条目。", "There is no such item."),
    "items_back": ("返回统计", "Back to the count"),
    "item_first": ("首次公开", "First published"),
    "item_channels": ("渠道和日期", "Channels and days"),
    "item_office": ("发布单位", "Issuing unit"),
    "item_kind": ("性质", "Kind"),
    "item_elsewhere": ("仅在其他渠道发布", "published elsewhere only"),
    "elsewhere_title": ("其他渠道发布登记", "Published elsewhere"),
    "elsewhere_lead": (
        "只在网站、微信等渠道发布、没有经本系统审批的信息，在这里登记，计入统计；本系统的公告请在公告页登记。",
        "What went out elsewhere and was never a notice here; postings of a notice go on its own page.",
    ),
    "elsewhere_one": ("登记一条", "Enter one"),
    "elsewhere_many": ("从表格登记", "Enter from a list"),
    "elsewhere_many_hint": (
        "上传 .xlsx、.csv，或粘贴。表头：标题、栏目、渠道、网址、发布日期、发布单位；缺的列用下面的补上。",
        "An .xlsx or .csv file, or a paste, with heads 标题, 栏目, 渠道, 网址, 发布日期, 发布单位.",
    ),
    "elsewhere_entry_title": ("标题", "Title"),
    "elsewhere_channel": ("渠道", "Channel"),
    "elsewhere_address": ("网址或地点", "Address or place"),
    "elsewhere_day": ("发布日期", "Published on"),
    "elsewhere_unit": ("发布单位", "Issuing unit"),
    "elsewhere_document": ("文种", "Document"),
    "elsewhere_document_none": ("一般信息", "none of these"),
    "elsewhere_enter": ("登记", "Enter"),
    "elsewhere_look": ("查看表格", "Look at the list"),
    "elsewhere_file": ("文件", "File"),
    "elsewhere_paste": ("或粘贴表格", "Or paste the list"),
    "elsewhere_same": ("这是", "This is"),
    "elsewhere_same_new": ("另一条信息", "another item"),
    "elsewhere_same_as": ("“{title}”（{day}）的又一渠道", "one more channel of “{title}” ({day})"),
    "elsewhere_same_choose": ("请选择", "choose"),
    "elsewhere_read": ("表格中有 {n} 行可以登记", "{n} rows of the list can be entered"),
    "elsewhere_bad": ("{n} 行有问题，不会登记", "{n} rows are left out"),
    "elsewhere_twins": (
        "{n} 行已经登记过，不会重复登记",
        "{n} rows are on record already, not entered again",
    ),
    "elsewhere_unknown_heads": ("没有用到的列：{heads}", "Columns not used: {heads}"),
    "elsewhere_unknown_categories": (
        "本站没有这些类别：{names}。这些行按所选的类别登记；要分类，请先把表格中的栏目改成本站的类别名。",
        "No category here is called {names}: those rows take the category chosen for all.",
    ),
    "elsewhere_row": ("行", "Row"),
    "elsewhere_why": ("原因", "Why"),
    "elsewhere_take": ("登记这些行", "Enter these rows"),
    "elsewhere_done": ("已登记 {n} 条。", "{n} entered."),
    "elsewhere_still": (
        "还有 {n} 条与已登记的同名，请选择。",
        "{n} more have a title that is known; choose.",
    ),
    "elsewhere_told": ("{n} 条没有登记：", "{n} not entered:"),
    "elsewhere_list": ("已登记（按发布日期，最新在前）", "Entered, the newest first"),
    "elsewhere_none": ("这段时间没有登记。", "Nothing was entered for this time."),
    "elsewhere_by": ("登记人", "Entered by"),
    "elsewhere_strike": ("注销", "Strike"),
    "elsewhere_strike_why": ("注销原因", "Why it is struck"),
    "elsewhere_struck": ("已注销：{why}", "struck: {why}"),
}

KINDS: dict[str, tuple[str, str]] = {
    "own": ("本镇信息", "own"),
    "relayed": ("转发其他机关", "relayed"),
    "village": ("村务公开", "village affairs"),
    "correction": ("更正", "correction"),
    "warning": ("预警", "warning"),
}

DOCUMENTS: dict[str, tuple[str, str]] = {
    "normative": ("规范性文件", "normative document"),
    "policy_reading": ("政策解读", "policy explanation"),
    "clarification": ("澄清回应", "clarification"),
}

WHICH: dict[str, tuple[str, str]] = {
    "counted": ("计入的条目", "Counted items"),
    "beside": ("按设置不计入的条目", "Items the settings leave out"),
    "further": ("以前公开、本期增加渠道的条目", "Items of earlier periods that reached a further channel"),
    "unverified": (
        "只发送到不回应的显示屏、未经证实的条目",
        "Sent to a sign that never answers, not verified",
    ),
}

FACTS: dict[str, tuple[str, str]] = {
    "corrections": ("更正公告", "Corrections"),
    "withdrawals": ("撤回的公告", "Withdrawals"),
    "objections": ("收到异议", "Objections received"),
    "objections_upheld": ("异议成立", "Objections upheld"),
    "privacy_hits": ("审批前拦下的个人信息", "Personal data stopped before approval"),
    "interruptions": ("显示屏中断", "Interruptions of signs"),
}
