"""Sentences of the sheets for paper boards: printing them, and the code on them."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "sheet_code_shape": (
        "“{code}”不是短码。短码是张贴页下方的 8 个字母或数字，如 7K3M-Q2XD。",
        "“{code}” is no short code. It is the eight letters or figures at the foot of a sheet, like 7K3M-Q2XD.",
    ),
    "sheet_code_mistyped": (
        "短码“{code}”有误：最后一位是校验位，对不上。请对照纸上逐字再输入一次。",
        "The short code “{code}” is mistyped: its last character does not fit the others. Read it off again.",
    ),
}
