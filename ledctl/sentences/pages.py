"""Sentences about pages: presets, what fits, how long a round takes, from how far it is read."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "preset_unknown": (
        "没有名为“{name}”的预设（{where}），可用的有：{known}。",
        "There is no preset “{name}” ({where}); there are: {known}.",
    ),
    "preset_name_taken": (
        "预设文件 {where} 与自带的预设“{name}”同名，请改个文件名。",
        "The preset file {where} has the name of the shipped preset “{name}”: rename the file.",
    ),
    "preset_name_odd": (
        "预设文件 {where} 的文件名只能用字母、数字、下划线和连字符，不超过 40 个字符。",
        "The preset file {where} must be named in letters, digits, underscore and hyphen, at most 40.",
    ),
    "preset_key_unknown": (
        "预设文件 {where} 中没有“{key}”这个键，可用的有：{allowed}。",
        "The preset file {where} has a key “{key}” that no preset has; there are: {allowed}.",
    ),
    "preset_value_wrong": (
        "预设文件 {where} 中“{key}”应为 {allowed}，不能是 {value}，请更正。",
        "In the preset file {where}, {key} must be {allowed}, not {value}.",
    ),
    "preset_too_small": (
        "显示屏“{name}”的预设“{preset}”字高 {size} 点，小于 {least} 点时姓名容易认错。"
        "请换大一些的预设；确实要用，请在 signs.toml 中为该屏写上 small_names = true。",
        "The sign “{name}” has the preset “{preset}” of {size} px; under {least} px names are mistaken"
        " for one another. Take a larger preset, or write small_names = true for this sign in signs.toml.",
    ),
    "sign_size_too_small": (
        "显示屏“{name}”的字太小：{size} 点高 {height} 毫米，{reach} 米内看得清，"
        "而观看距离是 {distance} 米。换用 {wanted} 点的预设就够。",
        "The characters on the sign “{name}” are too small: {size} px are {height} mm, read to {reach} m,"
        " but people stand {distance} m away. A preset of {wanted} px would do.",
    ),
    "sign_too_far": (
        "显示屏“{name}”离得太远：{size} 点高 {height} 毫米，{reach} 米内看得清，"
        "而观看距离是 {distance} 米，48 点也不够。请让人走近看，或换更大的屏。",
        "The sign “{name}” is too far away: {size} px are {height} mm, read to {reach} m, but people stand"
        " {distance} m away, too far even for 48 px. Let people come closer, or get a larger sign.",
    ),
    "sign_reaches": (
        "显示屏 {name}：{size} 点高 {height} 毫米，{reach} 米内看得清，观看距离 {distance} 米。",
        "Sign {name}: {size} px are {height} mm, read to {reach} m; people stand {distance} m away.",
    ),
    "round_long": (
        "这条公告在显示屏“{name}”上轮播一遍要 {time}（{pages} 页），路人等不到。"
        "可以在屏上少显示几列、换一种版式，或换大一些的屏。",
        "One round of this notice takes {time} ({pages} pages) on the sign “{name}”; nobody waits that long."
        " Leave columns out, take another layout, or a larger sign.",
    ),
    "list_as_cards": (
        "名单太宽，在显示屏“{name}”上排不成表格（需要 {needed} 点，只有 {available} 点），"
        "已改为逐户卡片，内容不少。{way_zh}",
        "The list is too wide for a table on the sign “{name}” (needs {needed} px of {available}), so each"
        " row is a card of its own; nothing is lost. {way_en}",
    ),
    "list_as_cards_low": (
        "显示屏“{name}”只排得下一行字，放不了表格，已改为逐户卡片，内容不少。名单长时请换高一些的屏。",
        "The sign “{name}” has room for one line, too little for a table, so each row is a card of its own;"
        " nothing is lost. For a long list take a higher sign.",
    ),
    "table_too_wide": (
        "名单太宽，排不成表格：需要 {needed} 点，屏上只有 {available} 点（{where}）。"
        "{way_zh}也可以改用“逐户卡片”版式，或者版式选“自动选择”，放不下的屏自动改用卡片。",
        "The list is too wide for a table: it needs {needed} px, the sign has {available} px ({where})."
        " {way_en} Or take the layout “cards”, or “automatic”, which takes cards only where needed.",
    ),
    "table_too_low": (
        "屏上（{where}）只排得下一行字，放不了表格。请改用“逐户卡片”版式，或版式选“自动选择”。",
        "The sign ({where}) has room for one line, too little for a table. Take the layout “cards” or"
        " “automatic”.",
    ),
    "wrong_on_sign": (
        "以上问题出在显示屏“{name}”上；在该屏排好之前，这条公告各屏都不能批准。",
        "That is so on the sign “{name}”; until it is settled the notice can be approved for no sign.",
    ),
    "page_too_small": (
        "内容放不下：{what_zh}需要 {needed} 像素，屏幕只有 {available} 像素（{where}）。请换大屏或较小字号。",
        "It does not fit: {what_en} needs {needed} px, the sign has {available} px ({where}). "
        "Use a larger sign or smaller characters.",
    ),
    "clock_line_too_wide": (
        "时间和“{text}”放不下：需要 {needed} 点，屏上只有 {available} 点（{where}）。"
        "请缩短这一行，或换大一些的屏。",
        "The time and “{text}” do not fit: they need {needed} px, the sign has {available} px ({where})."
        " Shorten that line, or take a larger sign.",
    ),
    "layout_unknown": (
        "没有名为“{name}”的版式，可用的有：{known}。",
        "There is no layout “{name}”; there are: {known}.",
    ),
    "warning_needs_level": (
        "“预警”版式要有预警级别（蓝、黄、橙、红），请选择级别，或换一种版式。",
        "The layout “warning” needs a warning level (blue, yellow, orange, red): choose one, or another"
        " layout.",
    ),
    "text_too_long_for_layout": (
        "文字共 {length} 个字符，“{layout}”版式最多 {most} 个，读完要等太久。请缩短，或改用分页的版式。",
        "The text has {length} characters, a {layout} at most {most}: nobody would wait for its end. "
        "Shorten it, or set it in pages.",
    ),
    "layout_unsuited": (
        "“{layout}”版式没有“{part_zh}”的位置。请删去这一项，或改用别的版式。",
        "The layout {layout} has no place for “{part_en}”. Remove it, or use another layout.",
    ),
    "program_too_large": (
        "在 {where} 屏上共有 {pages} 页，要占 {mb} MB，最多 {most} MB。请拆分内容；"
        "时钟在这样大的屏上请改用普通的待机页。",
        "On {where} this makes {pages} pages of {mb} MB in all, at most {most} MB. Split it; "
        "on a sign as large as this use an ordinary idle page instead of a clock.",
    ),
}
