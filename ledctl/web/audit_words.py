"""The words of the auditor's questions, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

AUDIT_WORDS: dict[str, tuple[str, str]] = {
    "look_missed": (
        "这次查阅没有写入记录：数据库现在写不进去。请告诉管理员（磁盘可能满了）。",
        "This look is not on record: the database takes nothing (a full disk?). Tell an administrator.",
    ),
    "audit_title": ("查阅与追溯", "Questions to the record"),
    "audit_lead": (
        "只看不改。不隐藏任何记录；审计员的每次查阅都会写入记录。",
        "Looking only. Nothing is hidden, and every look of an auditor is itself on record.",
    ),
    "audit_at": ("某一时刻屏上是什么", "What stood at an instant"),
    "audit_instant": ("时刻", "Instant"),
    "audit_instant_hint": (
        "如 2026-05-03 15:20:07；只写 15:20:07 就是今天",
        "such as 2026-05-03 15:20:07; 15:20:07 alone is of today",
    ),
    "audit_at_of": ("{at} 屏上是什么", "What stood at {at}"),
    "audit_notice": ("一条公告的全部记录", "Everything about one notice"),
    "audit_person": ("一个人做过的全部事情", "Everything one person did"),
    "audit_category": ("一个类别的全部公告", "All of a category"),
    "audit_search": ("全文检索", "Search all texts"),
    "audit_search_hint": (
        "一个字也可以找；几个词用空格隔开，须同时出现",
        "one character will do; several words, parted by spaces, must all be there",
    ),
    "audit_words": ("要找的字", "Words"),
    "audit_gaps": ("记录有没有缺口", "Where the record has gaps"),
    "audit_since": ("自 {at} 起", "since {at}"),
    "audit_until": ("至 {at}", "until {at}"),
    "audit_lasting": ("至今", "until now"),
    "audit_picture": (
        "{sign} 的画面：“{title}”第 {n} 页（共 {m} 页）",
        "Picture on {sign}: “{title}”, page {n} of {m}",
    ),
    "audit_picture_exact": (
        "批准时绑定的原始画面，逐点一致；画面集 {digest}",
        "The very pixels the approval bound; program {digest}",
    ),
    "audit_picture_guess": (
        "控制卡自行翻页，这一页是推算的，可能是另一页",
        "The card turned by itself: this page is an estimate and may have been another",
    ),
    "audit_log_disposed": (
        "这一时段的逐页展示记录已按第 {n} 号处置决定处置，只保留摘要和合计。",
        "The page-by-page log of that time was given up under disposal {n}; its digest and sums stay.",
    ),
    "audit_last_known": ("最后有记录时屏上是什么", "What stood there when it was last on record"),
    "audit_around": ("当时轮流展示的有", "Standing there in turn"),
    "audit_picture_disposed": (
        "画面已按第 {n} 号处置决定处置（节目 {digest}）。",
        "The picture was given up under disposal {n} (program {digest}).",
    ),
    "audit_text_disposed": (
        "第 {no} 版的正文和名单已按第 {n} 号处置决定处置。",
        "Text and lists of version {no} were given up under disposal {n}.",
    ),
    "audit_gone_log": (
        "{sign}：{since} 至 {until} 的逐页展示记录已按第 {n} 号处置决定处置；"
        "合计展示 {shown} 次，其中确认 {acked} 次，{length}。",
        "{sign}: the page-by-page log from {since} to {until} was given up under disposal {n}; "
        "it added up to {shown} displays, {acked} confirmed, {length}.",
    ),
    "audit_given_up": ("已处置的内容", "Given up after its time"),
    "audit_version": ("第 {no} 版", "version {no}"),
    "audit_proven": ("证明程度", "How far proven"),
    "audit_approved": (
        "{name}，{at}",
        "{name}, {at}",
    ),
    "audit_window": ("批准的展示时段", "Window approved"),
    "audit_program": ("画面集", "Program"),
    "audit_why": ("原因", "Why"),
    "audit_no_signs": ("没有任何显示屏的记录。", "There is no sign on record."),
    "audit_story": ("经过（由前到后）", "From beginning to end"),
    "audit_versions": ("各版本", "Versions"),
    "audit_written_by": ("起草 {author}，编辑 {editor}", "written by {author}, edited by {editor}"),
    "audit_submitted_by": ("{who} 于 {at} 提交", "handed in by {who}, {at}"),
    "audit_not_submitted": ("未提交", "not handed in"),
    "audit_digest": ("内容指纹 {digest}", "digest {digest}"),
    "audit_frames": ("批准的画面", "Approved pictures"),
    "audit_frames_first": (
        "共 {n} 页，这里是前 {shown} 页；其余按时刻查询。",
        "{n} pages, the first {shown} here; ask for the others by instant.",
    ),
    "audit_day_line": (
        "发送 {shown} 次，其中显示屏确认 {acked} 次，确认时长 {length}",
        "{shown} pages sent, {acked} confirmed by the sign, {length} confirmed on air",
    ),
    "audit_day_pages": ("逐页查看", "page by page"),
    "audit_day_of": ("{day}，{sign}：逐页", "{day} on {sign}, page by page"),
    "audit_out_line": ("至 {end}", "until {end}"),
    "audit_out_lasting": ("仍未恢复", "still out"),
    "audit_kept": ("保留的个人信息", "Personal data kept"),
    "audit_kept_line": (
        "{place}：{name} 申请（{at}），理由：{reason}",
        "{place}: asked for by {name} ({at}), because: {reason}",
    ),
    "audit_kept_agreed": ("{name} 同意（{at}）", "agreed by {name} ({at})"),
    "audit_kept_waits": ("尚未同意", "not agreed yet"),
    "audit_print": ("打印本页即可存档。", "Print this page to file it."),
    "audit_part": ("关系", "Part"),
    "audit_person_now": ("现在的角色", "Roles now"),
    "audit_person_gone": (
        "账号表中没有这个账号，只有记录中出现过。",
        "No account any more: only the record names it.",
    ),
    "audit_first_display": ("首次展示", "First display"),
    "audit_never": ("从未展示", "never"),
    "audit_confirmed": ("确认次数", "Confirmed"),
    "audit_decisions": ("审签", "Decisions"),
    "audit_state": ("状态", "State"),
    "audit_total": (
        "{items} 条公告（条数）；发送 {displays} 次，确认 {confirmed} 次，确认时长 {length}",
        "{items} notices (items); {displays} pages sent, {confirmed} confirmed, {length} confirmed on air",
    ),
    "audit_total_practice": (
        "另有演练（不计入）：{items} 条，展示 {displays} 次",
        "practice beside, in no figure: {items} items, {displays} displays",
    ),
    "audit_nothing": ("这段时间没有记录。", "Nothing on record in this time."),
    "audit_hits": ("{n} 处（最新在前）", "{n} places, newest first"),
    "audit_no_hits": ("没有找到。", "Nothing found."),
    "audit_older": ("更早的", "older"),
    "audit_gap_none": ("没有缺口：每一刻都有记录。", "No gap: every moment has its word."),
    "audit_gap_some": (
        "有 {n} 处没有任何记录，请立即报告。",
        "{n} gaps without a word: report this at once.",
    ),
    "audit_began": ("记录始于 {at}", "on record since {at}"),
    "audit_not_began": ("没有记录", "not on record"),
    "audit_stretches": ("要看的时段", "Stretches to look at"),
    "audit_jumps": ("记录链中的时间跳变", "Where the chain jumps in time"),
    "audit_no_jumps": (
        "没有：时间一路向前，没有超过一天的空白。",
        "None: time goes forward, no silence over a day.",
    ),
    "audit_jump_line": (
        "第 {seq} 条：{before} → {at}",
        "event {seq}: {before} → {at}",
    ),
    "audit_clock": ("时钟不可信的时段", "When the clock was not believed"),
    "audit_no_doubts": ("没有。", "None."),
    "audit_clock_steps": ("时钟跳变 {n} 次", "The clock stepped {n} times"),
    "audit_sums": ("合计", "Sums"),
}
