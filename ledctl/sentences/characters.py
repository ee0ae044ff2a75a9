"""Why a character cannot stand on a sign, and what a clerk does about it; by the reason's short name.

Parts of the sentences ``glyph_missing`` and ``glyph_not_drawable``; and the sentences about characters
that only look like others.
"""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "character_lookalike": (
        "{at_zh}第 {place} 个字“{character}”（{code}）不是通用汉字编码（{kind_zh}{standard_zh}），"
        "与通用字相像而不相同。请核对原文，改用通用字。",
        "Character {place} of {at_en}, “{character}” ({code}), is {kind_en}{standard_en}: it looks like an "
        "ordinary one and is not. Compare with the source and use the ordinary one.",
    ),
    "more_characters": (
        "还有 {count} 处字符有同样的问题，此处不一一列出。请先处理上面列出的，再检查一次。",
        "{count} more places have such characters and are not listed. Mend those above, then check again.",
    ),
}

_SHAPED = (
    "该文字须连写、叠写或从右向左书写，屏上排印会出错",
    "its script joins, stacks or runs from right to left, and the sign would write it wrongly",
)

WHY: dict[str, tuple[str, str]] = {
    "control": ("控制字符或看不见的字符", "a control or invisible character"),
    "unassigned": ("不是规定的字符", "not an assigned character"),
    "private-use": ("私用区编码，各机所指不一", "a private-use code, read differently elsewhere"),
    "complex-script": _SHAPED,
    "combining": (
        "附加在前一个字上的符号，屏上会叠错位置",
        "a mark that combines with the character before it and would land in the wrong place",
    ),
    "emoji": ("表情符号", "an emoji"),
    "lost": ("乱码，原字在转换中已丢失", "a mark for a character that was lost in a conversion"),
    "no-glyph": ("字体中没有此字", "no font has it"),
    "other-size": (
        "此字有 16 点字形，这块屏的字号没有",
        "it can be drawn at 16 px, but not at the size of this sign",
    ),
}

ADVICE: dict[str, tuple[str, str]] = {
    "control": ("请删去后重新输入该处文字。", "Delete it and type the passage again."),
    "unassigned": ("请核对原文，改用正确的字。", "Compare with the source and use the right character."),
    "private-use": ("请核对原文，改用正确的字。", "Compare with the source and use the right character."),
    "complex-script": (
        "请改附汉文文本，原文另行张贴。",
        "Give a Chinese text for the sign and post the original on the board.",
    ),
    "combining": (
        "请改用带该符号的单个字符，或删去。",
        "Use the single character that has the mark, or delete it.",
    ),
    "emoji": ("请删去，或改用文字。", "Delete it or say it in words."),
    "lost": ("请对照原文重新输入此字。", "Compare with the source and type the character again."),
    "no-glyph": (
        "请对照本人证件核对用字；确属此字的，请在“字形”页补画该字，经批准后再提交。",
        "Compare it with the person's documents; if it is right, have it drawn and approved under “Glyphs”, "
        "then submit.",
    ),
    "other-size": (
        "请管理员在 signs.toml 中为该屏换用 16 或 32 点的预设（default、large）。",
        "Have the administrator give that sign a preset of 16 or 32 px (default, large) in signs.toml.",
    ),
}


def reason_facts(reason: str) -> dict[str, str]:
    """``why`` and ``advice`` in both languages, as facts for a sentence."""
    why_zh, why_en = WHY[reason]
    advice_zh, advice_en = ADVICE[reason]
    return {"why_zh": why_zh, "why_en": why_en, "advice_zh": advice_zh, "advice_en": advice_en}
