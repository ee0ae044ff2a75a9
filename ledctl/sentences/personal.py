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
    "number_half_masked": (
        "{at_zh}中有只遮了一部分的号码。本地区划代码人人知道，露出几位就可能推出本人，请整个删去。",
        "There is a number masked in part in {at_en}. The county code is known to all, and a few digits more "
        "may tell who it is. Remove the whole number.",
    ),
    # keeping one
    "personal_kept": (
        "{at_zh}保留了一项个人信息：{proposer}提出，{confirmer}复核同意，理由：{reason}。请再核对是否确需公开。",
        "A personal datum is kept in {at_en}: asked by {proposer}, agreed by {confirmer}, because: {reason}. "
        "Look once more whether the public needs it.",
    ),
    "keep_no_datum": (
        "请只填写要保留的那一项个人信息（如一个手机号码），不要带其他文字。",
        "Give exactly the one personal datum to keep (such as one mobile number) and nothing else.",
    ),
    "keep_nothing_there": (
        "公开版本的“{where}”处没有隐去的内容，请从检查结果中选择位置。",
        "Nothing is hidden at “{where}” in the public version; choose a place from the findings.",
    ),
    "keep_without_reason": (
        "保留个人信息必须写明理由。",
        "Keeping personal data needs a reason.",
    ),
    "keep_words_personal": (
        "理由和意见会写入记录，其中不得含有个人信息，请改写。",
        "Reason and opinion go into the record; no personal datum may be in them. Rewrite them.",
    ),
    "keep_no_request": (
        "这条公告没有第 {number} 号保留申请。",
        "This notice has no request number {number} to keep anything.",
    ),
    "keep_agreed_already": (
        "这项保留申请已经有人复核同意。",
        "Somebody agreed to this request already.",
    ),
    "keep_own_request": (
        "您是提出人或这一版的经办人，须由另一人复核同意。",
        "You asked for it, or made this version: another person must agree.",
    ),
    "keep_other_datum": (
        "填写的内容与申请保留的不是同一项，请与拟稿人当面核对。",
        "What you typed is not what the request is about; compare it with the drafter.",
    ),
    # the sweep
}
