"""What the certificate says in sentences: title, what the record holds, what ended it, what stays open. Pure.

Every sentence is true of the record as it was read and claims no more than the
receipts (``levels``). A notice that never stood, that is practice, relayed or a
warning gets the words for just that.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledctl.calendars.categories import Kind
from ledctl.ledger.spans import Span
from ledctl.notices.states import STATE_LABELS, State, Step
from ledctl.proof.evidence import Evidence, Outcome
from ledctl.proof.levels import LEVELS, level_of
from ledctl.proof.wording import Pair, joined, length, moment

_ENDED: dict[Step, Pair] = {
    Step.WITHDRAW: ("撤回", "withdrawn"),
    Step.END: ("提前结束展示", "ended early"),
    Step.LIFT: ("解除", "lifted"),
    Step.SIGN_OFF_REFUSE: ("补审不同意并撤下", "taken down when reviewed afterwards"),
}
_NEVER: dict[State, Pair] = {
    State.REJECTED: (
        "本件经审批决定不予公开，没有上屏。",
        "It was decided not to publish this; it never stood.",
    ),
    State.WITHDRAWN: ("本件在批准前已撤回，没有上屏。", "Withdrawn before any approval; it never stood."),
    State.LAPSED: ("本件逾期未批，已失效，没有上屏。", "Nobody decided in time; it lapsed and never stood."),
}


def title(evidence: Evidence) -> Pair:
    """A certificate where there is a receipt to certify; else only a statement of what the record holds."""
    if evidence.outcome is not Outcome.SHOWN:
        return ("展示情况说明", "Statement of what the record holds")
    if evidence.warning:
        return ("预警展示证明", "Certificate of a warning's display")
    if evidence.category is not None and evidence.category.kind is Kind.PUBLICITY:
        return ("公示证明", "Certificate of publicity")
    return ("展示证明", "Certificate of display")


def statements(evidence: Evidence) -> list[Pair]:
    """The sentences under the head, the chief one first."""
    chief = [_chief(evidence), *_besides(evidence), *given_up(evidence)]
    return [*chief, *_nature(evidence), *_ending(evidence)]


_POSTED: Pair = (
    "张贴和撤下依登记人的登记；照片摘要只表明照片没有换过，不证明拍摄的时间和地点。",
    "Postings are as people wrote them down. A photo's digest shows that it is still the same photo, "
    "not when or where it was taken.",
)


def limits(evidence: Evidence) -> list[Pair]:
    """What this paper does not prove, for the levels that occur on it."""
    found = [
        ("不证明任何具体的人知悉本件。", "It does not prove that any person knew of the notice."),
        (
            f"只依据截至 {_at(evidence)} 的系统记录；此后的变化不在内。",
            f"It rests on the record as of {_at(evidence)} and on nothing later.",
        ),
    ]
    if evidence.pictured is not None:
        picture = "The picture is the approved page, not a photograph of the sign."
        found.append(("画面图样是经批准的画面，不是现场照片。", picture))
    if any(not one.struck for one in evidence.file.around.postings):
        found.append(_POSTED)
    found += _older_sheets(evidence)
    levels = {one.weakest for one in evidence.signs.values() if one.weakest is not None}
    for proof in sorted(levels):
        level = level_of(proof)
        found.insert(
            0, (f"{level.name} 级回执{level.leaves_open[0]}。", f"{level.name}: {level.leaves_open[1]}.")
        )
    if evidence.practice:
        found.insert(0, ("本件为演练，不作任何证据。", "This was practice and is no evidence of anything."))
    return found


def _older_sheets(evidence: Evidence) -> Iterator[Pair]:
    """Sheets of an earlier text that hung on when a newer one was approved: no gap, and yet not this text."""
    newest = evidence.approval
    if newest is None:
        return
    said = {one.no: one.digest for one in evidence.file.dossier.versions}
    hung = [one for one in evidence.file.stays.values() if one.ended_at is None or one.ended_at > newest.at]
    older = {one.version for one in hung if one.version and said.get(one.version) != newest.version_digest}
    if older:
        numbers, no = ", ".join(map(str, sorted(older))), newest.version_no
        yield (
            f"第 {no} 版批准后仍张贴着第 {numbers} 版；“没有空档”不表示张贴的都是第 {no} 版。",
            f"Version {numbers} still hung after version {no} was approved: "
            f"“no gap” does not say that all that hung was version {no}.",
        )


def _chief(evidence: Evidence) -> Pair:
    at, outcome = _at(evidence), evidence.outcome
    if outcome is Outcome.NOT_APPROVED:
        return _not_approved(evidence)
    if outcome is Outcome.SHOWN:
        return _shown(evidence)
    said: dict[Outcome, Pair] = {
        Outcome.OFF_SCREEN: (
            "本件已批准公开，没有安排上显示屏；其他渠道见下。",
            "Approved, and meant for no sign; other channels are below.",
        ),
        Outcome.NOT_BEGUN: (
            f"本件已批准，截至 {at} 展示时段尚未开始，没有展示记录。",
            f"Approved; by {at} its window had not begun and nothing is on record.",
        ),
        Outcome.NOTHING: (
            f"本件已批准，但截至 {at}，系统没有它在任何显示屏上的展示记录。",
            f"Approved, but by {at} the record holds no display of it on any sign.",
        ),
        Outcome.ESTIMATED: (
            f"截至 {at}，系统只有按节目单推算的时间，没有任何回执；不能证明展示过。",
            f"By {at} there are only estimates and no receipt: no proof of display.",
        ),
        Outcome.SENT: _sent(evidence),
        Outcome.DISPOSED: (
            f"本件的逐页展示记录已超过保管期限并经批准处置；截至 {at}，只保留以下合计，不能再逐次核对。",
            f"Its page-by-page log was given up after its time under a decision. By {at} "
            "these sums remain, which cannot be checked display by display any more.",
        ),
    }
    return said[outcome]


def _not_approved(evidence: Evidence) -> Pair:
    state = evidence.file.dossier.state
    zh, en = STATE_LABELS[state]
    otherwise = (f"本件目前“{zh}”，尚未批准，没有上屏。", f"Not approved yet ({en}); it never stood.")
    return _NEVER.get(state, otherwise)


def _shown(evidence: Evidence) -> Pair:
    proven = {sign: one for sign, one in evidence.signs.items() if one.total.shown or one.total.shown_ms}
    times = sum(one.total.shown for one in proven.values())
    zh, en = length(sum(one.total.shown_ms for one in proven.values()))
    weakest = LEVELS[min(level for level in LEVELS if level in _levels(evidence) and level > 0)]
    names = joined([evidence.label(sign) for sign in proven])
    span = _span(evidence, [*proven])
    first, last = moment(span[0], evidence.zone), moment(span[1], evidence.zone)
    return (
        f"{first} 至 {last}，系统向{names}发送本件画面，得到回执 {times} 次；"
        f"画面自回执至换下的时间合计 {zh}。其中最弱一级回执：{weakest.name} {weakest.says[0]}。",
        f"From {first} to {last} {times} receipts for pages of this notice came back ({names}); "
        f"from receipt to the next change they add up to {en}. "
        f"Weakest receipt: {weakest.name} {weakest.says[1]}.",
    )


def _sent(evidence: Evidence) -> Pair:
    times = sum(one.total.sent for one in evidence.signs.values())
    names = joined([evidence.label(sign) for sign, one in evidence.signs.items() if one.total.sent])
    level = LEVELS[min(LEVELS)]
    return (
        f"截至 {_at(evidence)}，系统向{names}发送本件画面 {times} 次（{level.name} {level.says[0]}）；"
        f"{level.leaves_open[0]}。",
        f"By {_at(evidence)} pages were sent {times} times ({level.name} {level.says[1]}): "
        f"{level.leaves_open[1]}.",
    )


def _levels(evidence: Evidence) -> set[int]:
    ends = [(one.weakest, one.strongest) for one in evidence.signs.values()]
    return {level for pair in ends for level in pair if level is not None}


def _span(evidence: Evidence, signs: list[str]) -> Span:
    found = [evidence.signs[sign] for sign in signs]
    first = [one.first_ms for one in found if one.first_ms is not None]
    last = [one.last_ms for one in found if one.last_ms is not None]
    return min(first), max(last)


def _besides(evidence: Evidence) -> Iterator[Pair]:
    """What there is beside the receipts, where there are any."""
    if evidence.outcome is not Outcome.SHOWN:
        return
    sent = sum(one.total.sent for one in evidence.signs.values())
    guessed = sum(one.total.estimated for one in evidence.signs.values())
    if sent:
        level = LEVELS[min(LEVELS)]
        yield (
            f"另有 {sent} 次{level.says[0]}，不计入上述次数和时长。",
            f"{sent} more were {level.says[1]}; they are in none of these figures.",
        )
    if guessed:
        yield (
            f"另有 {guessed} 次按节目单推算、未逐次确认，不计入上述次数和时长。",
            f"{guessed} more are estimates and in none of these figures.",
        )


def given_up(evidence: Evidence) -> Iterator[Pair]:
    """What was disposed of after its time, with the decision: no paper passes over it."""
    gone = evidence.file.given_up
    for one in gone.log:
        since, until = moment(one.from_ms, evidence.zone), moment(one.to_ms, evidence.zone)
        zh, en = length(one.on_air_ms)
        sign = evidence.label(one.sign)
        yield (
            f"{sign}：{since} 至 {until} 的逐页展示记录已按第 {one.disposal} 号处置决定处置；"
            f"保留的合计为展示 {one.shown} 次，其中确认 {one.acked} 次，{zh}（证明程度不再逐次可查）。",
            f"{sign}: the log from {since} to {until} was given up under disposal "
            f"{one.disposal}; it added up to {one.shown} displays, {one.acked} confirmed, {en}.",
        )
    for number in sorted({*gone.frames.values()}):
        count = sum(one == number for one in gone.frames.values())
        yield (
            f"经批准的画面（{count} 个节目）已按第 {number} 号处置决定处置，只保留摘要。",
            f"The approved pictures ({count}) were given up under disposal {number}; digests stay.",
        )
    for no, number in sorted(gone.texts.items()):
        yield (
            f"第 {no} 版的正文和名单已按第 {number} 号处置决定处置，只保留摘要。",
            f"Text and lists of version {no} were given up under disposal {number}; the digest stays.",
        )


def _nature(evidence: Evidence) -> Iterator[Pair]:
    if unreal := [evidence.label(sign) for sign in evidence.signs if sign in evidence.virtual]:
        yield (
            f"{joined(unreal)}为虚拟显示屏，没有实物；其记录只说明系统运行，不证明公开。",
            f"Virtual, without any lamp: {', '.join(unreal)}. It ran; nothing was public.",
        )
    if evidence.relayed:
        unit = evidence.content.issuing_unit
        yield (f"本件由{unit}发布，本单位转发展示。", f"Issued by {unit}; this office only relayed it.")
    if evidence.emergency:
        yield ("本件按应急级别安排，优先于其他公告。", "Ordered as an emergency, before every other notice.")
    if (current := evidence.file.dossier.current).no > evidence.version.no:
        yield (
            f"本证明说的是第 {evidence.version.no} 版；第 {current.no} 版尚未批准。",
            f"This speaks of version {evidence.version.no}; version {current.no} is not approved.",
        )


def _ending(evidence: Evidence) -> Iterator[Pair]:
    step = evidence.ended
    if step is not None and evidence.approval is not None:
        zh, en = _ENDED[step.step]
        at = moment(step.at, evidence.zone)
        yield (
            f"本件已于 {at} {zh}，理由：{step.opinion or '无'}。",
            f"It was {en} at {at}: {step.opinion or '-'}.",
        )
    elif evidence.runs and evidence.outcome is not Outcome.NOT_BEGUN:
        until = moment(max(spans[-1][1] for spans in evidence.windows.values()), evidence.zone)
        if evidence.warning:
            yield ("预警尚未解除，展示时段仍未结束。", "The warning is not lifted; its window is still open.")
        else:
            yield (
                f"展示时段尚未结束（至 {until}），本件只说明到此刻为止的情况。",
                f"Its window is open until {until}; this speaks only of what has passed.",
            )


def _at(evidence: Evidence) -> str:
    return moment(evidence.at, evidence.zone)
