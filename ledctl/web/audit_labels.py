"""What the office calls the answers to an auditor's questions: pairs, as ``labels`` holds them."""

from __future__ import annotations

from collections.abc import Mapping

from ledctl.ledger.kinds import KINDS
from ledctl.ledger.outages import Known
from ledctl.questions.gaps import Leap
from ledctl.questions.moments import Moment, Word
from ledctl.questions.people import Part
from ledctl.web import labels
from ledctl.web.words import Pair

MOMENT_WORDS: Mapping[str, Pair] = {
    Word.SHOWN: ("正在展示", "on the sign"),
    Word.ESTIMATED: ("推算：由控制卡自行翻页，无人见证", "estimated: turned by the card, seen by nobody"),
    Word.DARK: ("关屏（显示屏自己确认没有内容）", "dark, by the sign's own word"),
    Word.OUTAGE: ("中断", "out"),
    Word.SKIPPED: ("时钟被拨快，这一刻不曾有过", "the clock was set forward: this moment never was"),
    Word.UNKNOWN: ("不明：在最后一次记录之后", "unknown: after the last sign of life"),
    Word.GAP: ("记录缺失，请立即报告", "missing from the record: report this at once"),
    Word.DISPOSED: (
        "逐页展示记录已按处置决定处置，只保留合计",
        "the page-by-page log of that time was given up under a decision; its sums stay",
    ),
    Word.NOT_RECORDED: (
        "尚无记录：这块屏的记录从后面才开始",
        "not recorded: this sign's record begins later",
    ),
}
_SENT: Pair = ("已发送，未证实在展示", "sent; nobody can say that it stood")


def moment_words(one: Moment) -> Pair:
    """What the record says of a moment; a page that was only sent (P0) is not said to stand."""
    only_sent = one.word is Word.SHOWN and one.page is not None and not one.page.proof
    return _SENT if only_sent else MOMENT_WORDS[one.word]


KNOWN_LABELS: Mapping[str, Pair] = {
    Known.OUTAGE: ("中断", "out"),
    Known.DISPLAY: ("展示（已确认）", "displays, confirmed"),
    Known.DISPOSED: ("已处置（只保留合计）", "given up (sums stay)"),
    Known.DARK: ("关屏", "dark"),
    Known.ESTIMATED: ("推算", "estimated"),
    Known.SKIPPED: ("时钟拨快跳过", "skipped by the clock"),
    Known.UNKNOWN: ("不明", "unknown"),
    Known.GAP: ("记录缺失", "missing"),
}
PARTS: Mapping[str, Pair] = {
    Part.DID: ("本人所做", "did"),
    Part.FOR_THEM: ("他人代办", "done for them"),
    Part.ABOUT_THEM: ("他人对该账号所做", "done to the account"),
}
LEAPS: Mapping[str, Pair] = {
    Leap.BACK: ("时间倒退", "time went back"),
    Leap.SILENT: ("长时间没有任何记录", "nothing on record for long"),
}
SOURCES: Mapping[str, Pair] = {
    "version": ("公告文本", "text of a notice"),
    "decision": ("审签意见", "opinion"),
    "remark": ("内部备注", "internal remark"),
    "objection": ("异议摘要", "objection"),
    "objection_decision": ("异议处理说明", "what became of an objection"),
    "posting": ("张贴地点", "place of a posting"),
    "posting_strike": ("登记注销原因", "why a posting was struck"),
    "posting_end": ("撤下原因", "why a posting came down"),
    "refresh": ("复核说明", "note of a second look"),
}


def source(kind: str, place: str) -> Pair:
    """Where a text was found: the kind of fact, and the field where a notice has several."""
    if kind == "event":
        return labels.of(labels.EVENTS, place.partition(".")[0])
    zh, en = labels.of(SOURCES, kind)
    if kind != "version":
        return zh, en
    head = place.partition(".")[0].partition("[")[0]
    field_zh, field_en = labels.of(labels.FIELDS, head)
    return f"{zh}：{field_zh}", f"{en}: {field_en}"


def happened(row: str, code: str) -> Pair:
    """What a line of a notice's history tells of."""
    if code in KINDS:
        return labels.of(labels.EVENTS, code)
    return ("展示", "displayed") if row == "day" else (code, code)
