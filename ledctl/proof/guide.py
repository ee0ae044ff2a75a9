"""What is in the bundle and how to check it: README.txt for anybody, index.html to click through. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ledctl.proof.evidence import Evidence
from ledctl.proof.guide_steps import steps
from ledctl.proof.levels import LEVELS
from ledctl.proof.story import limits, statements, title
from ledctl.proof.wording import moment

MEMBERS: dict[str, tuple[str, str]] = {
    "certificate.pdf": ("证明（可打印、盖章）", "the certificate, to be printed and sealed"),
    "approval.pdf": ("审批单：公开内容、版本、审核和批准意见", "approval sheet: text, versions, opinions"),
    "displays.csv": ("每一次展示（Excel、WPS 可打开）", "every display, for Excel or WPS"),
    "frames/frames.csv": ("画面清单和画面摘要", "the pictures and their digests"),
    "summary.json": ("同样的事实，供程序读取", "the same facts, for programs"),
    "events.jsonl": ("系统记录：与本件有关的事件，按存储原样", "the record: its events, as stored"),
    "segments.jsonl": ("系统记录：展示过本件的各时段", "the record: the stretches in which it stood"),
    "facts.jsonl": (
        "系统记录：版本、审批、画面、中断等",
        "the record: versions, decisions, programs, outages",
    ),
    "checkpoints.jsonl": ("签名的检查点", "the signed checkpoints"),
    "manifest.json": ("各文件的摘要和记录的范围", "digests of all files, and how much of the record"),
    "verify_ledctl.py": ("独立校验程序（需要 Python）", "the verifier; it needs nothing but Python"),
    "digests.txt": ("每个文件的 SHA-256 摘要", "the SHA-256 digest of every file"),
}


def readme(evidence: Evidence, names: Iterable[str]) -> str:
    """README.txt: Chinese first, English complete; lines end as Notepad likes them."""
    there = _there(names)
    dossier, at = evidence.file.dossier, moment(evidence.at, evidence.zone)
    zh = [
        f"{title(evidence)[0]}：{evidence.content.title}（{dossier.id}），{at} 出具",
        *(["演练，不作证据。"] if evidence.practice else []),
        *[said for said, _ in statements(evidence)],
        "",
        "文件：",
        *[f"  {name}  {MEMBERS[name][0]}" for name in there],
        "",
        "怎样校验：",
        *[f"  {number}. {said}" for number, (said, _) in enumerate(steps(evidence), 1)],
        "",
        "证明级别：",
        *[f"  {level.name} {level.says[0]}；{level.leaves_open[0]}" for level in LEVELS.values()],
        "",
        "不能证明：",
        *[f"  - {said}" for said, _ in limits(evidence)],
        "  - 本包不含异议人的任何信息，也不含异议的内容；这些行和内部备注只有摘要。",
    ]
    en = [
        f"{title(evidence)[1]}: {dossier.id}, made {at} ({evidence.zone.key})",
        *(["PRACTICE: no evidence of anything."] if evidence.practice else []),
        *[said for _, said in statements(evidence)],
        "",
        "Files:",
        *[f"  {name}  {MEMBERS[name][1]}" for name in there],
        "",
        "How to check:",
        *[f"  {number}. {said}" for number, (_, said) in enumerate(steps(evidence), 1)],
        "",
        "Levels of proof:",
        *[f"  {level.name} {level.says[1]}; {level.leaves_open[1]}" for level in LEVELS.values()],
        "",
        "What this does not prove:",
        *[f"  - {said}" for _, said in limits(evidence)],
        "  - Nothing in here tells who objected or what was said; of such rows, and of internal remarks,",
        "    there are digests alone.",
    ]
    return "\ufeff" + "\r\n".join([*zh, "", "-" * 60, "", *en, ""])


def index(evidence: Evidence, names: Iterable[str]) -> str:
    """A page with a link to every file; it needs nothing from anywhere."""
    head = escape(f"{title(evidence)[0]}：{evidence.content.title}")
    mark = "<p><strong>演练，不作证据 / practice, no evidence</strong></p>" if evidence.practice else ""
    said = "".join(f"<p>{escape(zh)}</p>" for zh, _ in statements(evidence))
    links = "".join(f'<li><a href="{name}">{name}</a> {MEMBERS[name][0]}</li>' for name in _there(names))
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{head}</title>'
        '<body style="max-width:44em;margin:2em auto;font:16px/1.6 sans-serif">'
        f"<h1>{head}</h1>{mark}{said}<ul>{links}</ul></body></html>\n"
    )


def _there(names: Iterable[str]) -> list[str]:
    found = set(names)
    return [one for one in MEMBERS if one in found or any(name.startswith(one) for name in found)]
