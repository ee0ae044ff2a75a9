"""An alert in words: for a page, a message, a terminal. Pure.

One sentence says what it means and what to do, in both languages; a message names the
sign by its label and no person at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ledctl.alerts.conditions import Value
from ledctl.alerts.entries import Entry
from ledctl.alerts.troubles import TROUBLES, Severity
from ledctl.notify.wording import Said
from ledctl.sentences import Sentence, sentence

SEVERITIES: Mapping[str, tuple[str, str]] = {
    Severity.CRITICAL: ("紧急", "critical"),
    Severity.SERIOUS: ("重要", "serious"),
    Severity.MINOR: ("一般", "minor"),
}


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a site says signs and instants."""

    label: Callable[[str], str]
    when: Callable[[datetime], str]


def sentence_of(code: str, sign: str, facts: Mapping[str, Value], label: Callable[[str], str]) -> Sentence:
    """What it means and what to do."""
    return sentence(TROUBLES[code].sentence, where=sign, name=label(sign) if sign else "", **facts)


def title_of(entry: Entry, label: Callable[[str], str]) -> tuple[str, str]:
    """A few words, with the sign if it is about one."""
    zh, en = TROUBLES[entry.code].title
    name = label(entry.sign) if entry.sign else ""
    return (f"{name} {zh}", f"{name}: {en}") if name else (zh, en)


def raised(entry: Entry, tongue: Tongue, *, again: bool = False) -> Said:
    """The message of an alert that was raised, or that still lasts."""
    zh, en = title_of(entry, tongue.label)
    mark = "告警仍在" if again else f"{SEVERITIES[entry.severity][0]}告警"
    since = tongue.when(entry.at)
    said = sentence_of(entry.code, entry.sign, entry.facts, tongue.label)
    text = f"{said.zh}\n自 {since} 起。\n{en}, since {since}. {said.en}"
    return _said(entry, f"【大屏{mark}】{zh}", text, "again" if again else "raised")


def ended(entry: Entry, tongue: Tongue) -> Said:
    """The message that it is over."""
    zh, en = title_of(entry, tongue.label)
    until = entry.ended_at or entry.at
    span = f"{tongue.when(entry.at)} — {tongue.when(until)}"
    return _said(entry, f"【大屏恢复】{zh}", f"已恢复：{span}。\nOver: {en}, {span}.", "ended")


def digest(entries: Sequence[Entry], tongue: Tongue, *, practice: bool) -> Said:
    """One message in the morning for all that came and went in the quiet hours."""
    lines = [_line(entry, tongue) for entry in entries]
    subject = f"【大屏告警汇总】夜间 {len(entries)} 项"
    data = {"kind": "digest", "alerts": [entry.as_dict() for entry in entries]}
    english = f"{len(entries)} alerts in the quiet hours."
    return Said(_mark(practice) + subject, "\n".join([*lines, english]), data)


def _line(entry: Entry, tongue: Tongue) -> str:
    zh, en = title_of(entry, tongue.label)
    state = f"已恢复 {tongue.when(entry.ended_at)}" if entry.ended_at else "仍在"
    return f"{tongue.when(entry.at)} {zh}（{en}）{state}"


def _said(entry: Entry, subject: str, text: str, step: str) -> Said:
    return Said(
        _mark(entry.practice) + subject, text, {"kind": "alert", "step": step, "alert": entry.as_dict()}
    )


def _mark(practice: bool) -> str:
    return "【演练】" if practice else ""
