"""Sentences about personal data: what is hidden, what is kept and by whom, what a sweep found.

None of them repeats a personal datum. ``{at_zh}`` and ``{at_en}`` say the place.
"""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "personal_passbook": (
        "{at_zh}中有存折或银行账号，不得公开，请删去。",
        "There is a passbook or account number in {at_en}; it must not be public. Remove it.",
    ),
    "personal_passport": (
        "{at_zh}中有护照或通行证号码，不得公开，请删去。",
        "There is a passport or travel permit number in {at_en}; it must not be public. Remove it.",
    ),
    "personal_chat": (
        "{at_zh}中有个人微信号或 QQ 号，不得公开，请删去，或改用办公电话。",
        "There is a personal WeChat or QQ number in {at_en}; it must not be public. "
        "Remove it or give an office telephone.",
    ),
    "column_to_village": (
        "{at_zh}只公开到村、组，门牌等已去掉。",
        "The {at_en} shows village and group only; house numbers are left out.",
    ),
    "address_unread": (
        "{at_zh}看不出是哪个村，公开版本已留空。请改写为“某某村几组”。",
        "No village can be read in {at_en}; it is left empty. Write village and group.",
    ),
    "house_number": (
        "{at_zh}中像有门牌号，住址只能公开到村、组，请核对并删去。",
        "There seems to be a house number in {at_en}; addresses are public to village and group only. "
        "Look at it and remove it.",
    ),
}
