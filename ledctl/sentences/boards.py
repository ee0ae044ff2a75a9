"""Sentences of the register of boards, and of photos."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "no_such_board": ("没有代码为“{code}”的公开栏。", "There is no board “{code}”."),
    "board_not_yet": (
        "公开栏“{code}”在这一时刻还没有登记。",
        "Board “{code}” was not in the register at that instant.",
    ),
    "board_exists": (
        "代码“{code}”已有公开栏使用，请换一个代码；修改原登记请打开该公开栏。",
        "There is a board “{code}” already: choose another code, or open that board to change it.",
    ),
    "board_moved_on": (
        "公开栏“{code}”的登记在您打开之后已被修改，请核对最新内容后再改。",
        "The entry of board “{code}” was changed since you opened it: look at it again, then change it.",
    ),
    "board_unchanged": ("内容没有变化，没有保存。", "Nothing is different, so nothing was saved."),
    "board_in_use": (
        "这块公开栏上还登记着 {n} 份张贴，请先登记撤下，再停用。",
        "{n} sheets are still up on this board: enter that they came down, then take it out of use.",
    ),
    "board_field_missing": ("请填写“{zh}”。", "Fill in “{en}”."),
    "board_village_missing": (
        "请填写“{zh}”：村和村民小组的公开栏要写明是哪个村。",
        "Fill in “{en}”: a board of a village or a villagers' group names the village.",
    ),
    "board_code_wrong": (
        "“{zh}”用小写英文字母、数字和短横线，最多 40 个字符，如 b01；不能用 {taken}。",
        "“{en}”: small letters, digits and hyphens, at most 40, such as b01; not {taken}.",
    ),
    "board_not_whole": ("“{zh}”应为整数。", "“{en}” is a whole number."),
    "board_not_read": ("“{zh}”的内容看不懂。", "“{en}” cannot be read."),
    "board_number_out": ("“{zh}”应在 {least} 到 {most} 之间。", "“{en}” is between {least} and {most}."),
    "board_not_one_of": ("“{zh}”应为：{expected}。", "“{en}” is one of: {expected}."),
    "board_category_unknown": (
        "“{zh}”中的“{category}”不是已有的公告类别。",
        "“{en}”: there is no category “{category}”.",
    ),
    "board_text_long": ("“{zh}”太长，最多 {most} 个字。", "“{en}” is too long: {most} characters at most."),
    "board_text_personal": (
        "“{zh}”中有个人信息（身份证号、手机号、银行卡号等），请删去。",
        "There is personal data in “{en}” (an ID, phone or account number): take it out.",
    ),
    "board_too_small": (
        "面积 {area} 平方米，{zh}应不小于 {least} 平方米。",
        "{area} m²: a {en} should measure {least} m² at least.",
    ),
    "board_too_fixed": (
        "固定版面占 {share}%，应不超过 {most}%。",
        "Fixed panels take {share} %; they should take {most} % at most.",
    ),
    "board_photo_altered": (
        "照片的内容与其摘要不符",
        "its digest is not that of the picture it holds",
    ),
    "board_photo_gone": (
        "登记所指的照片不存在",
        "it names a photo that is not there",
    ),
    "photo_too_large": (
        "照片太大，最多 {most} MB、6000 万像素。请用手机的普通画质重新拍摄。",
        "The photo is too large: {most} MB and 60 million pixels at most. Take it again in normal quality.",
    ),
    "photo_unreadable": (
        "读不出这张照片。请使用 JPEG、PNG 或 WebP 格式（苹果手机：设置→相机→格式→兼容性最佳）。",
        "This photo cannot be read. Use JPEG, PNG or WebP (iPhone: Camera settings, Most Compatible).",
    ),
    "no_such_photo": ("没有这张照片。", "There is no such photo."),
}
