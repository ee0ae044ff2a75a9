"""The words of the page of drawn glyphs, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

GLYPH_WORDS: dict[str, tuple[str, str]] = {
    "nav_glyphs": ("字形", "Glyphs"),
    "glyphs_title": ("补画的字形", "Drawn glyphs"),
    "glyphs_lead": (
        "字库里没有的字，由拟稿人画出点阵，经审批人核对批准后才能上屏。已有的字沿用原字形。",
        "A character no font has is drawn dot by dot, and used once an approver has compared it. "
        "Characters the fonts have keep their shape.",
    ),
    "glyphs_none": ("还没有补画过字形。", "No glyph has been drawn yet."),
    "glyphs_waiting": ("有 {n} 个字形等待您审批", "{n} glyphs wait for your decision"),
    "glyph_propose": ("提出字形", "Propose glyphs"),
    "glyph_file": ("字形文件（BDF，16 像素）", "Glyph file (BDF, 16 px)"),
    "glyph_file_hint": (
        "ENCODING 写该字的 Unicode 码位；全角宽 16、半角宽 8；基线以上 14 行、以下 2 行。",
        "ENCODING is the Unicode code point; 16 wide, or 8 for half width; 14 rows above the baseline, "
        "2 below.",
    ),
    "glyph_why": (
        "用途和字形依据（必填，如：某公告名单用字，GB 18030-2022 第几页）",
        "What for, and the source of the shape (required; such as GB 18030-2022, page n)",
    ),
    "glyph_dots": ("{code} 的点阵", "The dots of {code}"),
    "glyph_on_sign": ("大屏上的点阵", "On the sign"),
    "glyph_in_browser": (
        "本机字体所示（空框表示本机也没有此字）",
        "In this computer's font (an empty box: it has none either)",
    ),
    "glyph_proposed_line": ("{name} 于 {at} 提出", "proposed by {name}, {at}"),
    "glyph_digest": ("{n} 号 · 摘要 {digest}…", "number {n} · digest {digest}…"),
    "glyph_opinion": (
        "意见（不予批准、撤回时必填）",
        "Opinion (required for a no and for taking back)",
    ),
    "glyph_withdraw_hint": (
        "撤回后新公告不能再用此字形；已批准的画面不变。",
        "New notices cannot use it any more; what was approved stays as it is.",
    ),
}
