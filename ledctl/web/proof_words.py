"""The words of the card that gives the evidence of a notice; ``words`` takes them in."""

from __future__ import annotations

PROOF_WORDS: dict[str, tuple[str, str]] = {
    "proof_title": ("证明材料", "Evidence"),
    "proof_hint": (
        "下载压缩包：证明（可打印盖章）、审批单、画面、每次展示、中断、张贴和异议处理、记录原文与校验方法。"
        "下载会记入操作记录。",
        "One zip file: certificate to print and seal, approval sheet, frames, every display, outages, "
        "postings, what became of objections, the record itself and how to check it. Taking it is on record.",
    ),
    "proof_go": ("下载证明材料", "Download the evidence"),
}
