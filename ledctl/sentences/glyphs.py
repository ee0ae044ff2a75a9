"""Sentences about glyphs a site draws: reading BDF files, proposing, deciding."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # reading a BDF file
    "bdf_too_large": (
        "字形文件太大（最多 {limit_kb} KB）。只导出要补的字，不要导出整个字库。",
        "The glyph file is too large (at most {limit_kb} KB): export only the characters that are missing.",
    ),
    "bdf_ended": (
        "字形文件不完整：没有等到 {expected} 就结束了，请重新导出。",
        "The glyph file ends before {expected}: export it again.",
    ),
    "bdf_keyword": (
        "字形文件第 {line} 行是“{found}”，这里应为 {expected}。请用字体编辑器导出 BDF 2.1 格式。",
        "Line {line} of the glyph file says “{found}” where {expected} belongs: export it as BDF 2.1.",
    ),
    "bdf_numbers": (
        "字形文件第 {line} 行：{keyword} 后面应有 {count} 个整数。",
        "Line {line} of the glyph file: {keyword} needs {count} whole numbers.",
    ),
    "bdf_missing": (
        "字形文件第 {line} 行（{before}）之前缺少 {keyword}，请补上。",
        "The glyph file lacks {keyword} before {before} in line {line}: add it.",
    ),
    "bdf_pixel_size": (
        "字形文件第 {line} 行：字号是 {found} 像素，这里只收 {size} 像素的字形"
        "（半角宽 8，全角宽 16，基线以上 14 行）。",
        "Line {line} of the glyph file: the size is {found} px; draw at {size} px "
        "(8 or 16 wide, 14 rows above the baseline).",
    ),
    "bdf_count": (
        "字形文件第 {line} 行 CHARS 的数目与实际的 {found} 个字形不符，请更正。",
        "Line {line} of the glyph file: CHARS differs from the {found} glyphs there are; correct it.",
    ),
    "bdf_too_many": (
        "字形文件第 {line} 行：一次最多 {most} 个字形，请分成几个文件。",
        "Line {line} of the glyph file: at most {most} glyphs at once; split the file.",
    ),
    "bdf_empty": (
        "字形文件里没有字形，请至少画一个字再导出。",
        "The glyph file holds no glyph: draw at least one and export again.",
    ),
    "bdf_twice": (
        "字形文件第 {line} 行起的字形与前面重复（{code}），请删去一个。",
        "The glyph from line {line} on is there twice ({code}): remove one.",
    ),
    "bdf_encoding": (
        "字形文件第 {line} 行：ENCODING 应是该字的 Unicode 码位（十进制，如 131073 即 U+20001）。",
        "Line {line} of the glyph file: ENCODING is the character's Unicode code point in decimal "
        "(131073 for U+20001).",
    ),
    "bdf_advance": (
        "字形文件第 {line} 行：DWIDTH 应为“16 0”（全角）或“8 0”（半角）。",
        "Line {line} of the glyph file: DWIDTH must be “16 0” (full width) or “8 0” (half width).",
    ),
    "bdf_box": (
        "字形文件第 {line} 行：BBX 的宽高应在 0 到 {most} 之间，偏移不超过 {most}。",
        "Line {line} of the glyph file: BBX is 0 to {most} wide and high, its offsets {most} at most.",
    ),
    "bdf_row": (
        "字形文件第 {line} 行：按 BBX 的宽度，BITMAP 的每一行应是 {digits} 位十六进制数字。",
        "Line {line} of the glyph file: by the width in BBX, a row of BITMAP is {digits} hexadecimal digits.",
    ),
    "bdf_padding": (
        "字形文件第 {line} 行：BBX 宽 {width}，超出宽度的点必须为空。请加宽 BBX 或擦去这些点。",
        "Line {line} of the glyph file: BBX is {width} wide, and dots beyond it are lit. "
        "Widen BBX or clear them.",
    ),
    "bdf_rows": (
        "字形文件第 {line} 行是“{found}”：按 BBX，BITMAP 应有 {height} 行，然后是 ENDCHAR。",
        "Line {line} of the glyph file says “{found}”: by BBX there are {height} rows, then ENDCHAR.",
    ),
    "bdf_outside": (
        "字形文件第 {line} 行（{code}）：有点画在字格之外。字格宽 {advance}、高 16，"
        "左边从 0 起，基线以上 14 行、以下 2 行，请移回格内。",
        "Line {line} of the glyph file ({code}): dots lie outside the cell. It is {advance} wide and 16 "
        "high, from 0 at the left, 14 rows above the baseline and 2 below: move them inside.",
    ),
    "bdf_no_ink": (
        "字形文件第 {line} 行（{code}）：这个字形一个点也没有，请画出来。",
        "Line {line} of the glyph file ({code}): the glyph has no dot at all; draw it.",
    ),
    # which characters
    "glyph_private_use": (
        "{code} 是私用区编码，换一台机器就是另一个字，不能补画。请查明该字的正式码位，改用正式码位。",
        "{code} is a private-use code and means another character elsewhere: "
        "find the character's real code point and use that.",
    ),
    "glyph_old_code": (
        "{code} 是旧编码，文字中的它会自动换成“{today}”。如需补画，请用后者的码位。",
        "{code} is an old code that texts have replaced by “{today}”: draw that one if it is missing.",
    ),
    "glyph_no_character": (
        "{code} 不是可以显示的字符（控制字符、看不见的字符或尚未规定的码位），请核对 ENCODING。",
        "{code} is no character that can be shown (control, invisible or unassigned): check ENCODING.",
    ),
    "glyph_shipped": (
        "“{character}”（{code}）字体中已有，沿用原字形，不能补画。",
        "The fonts have “{character}” ({code}) already; their shape stays.",
    ),
    # proposing and deciding
    "no_such_glyph": ("没有 {id} 号字形。", "There is no glyph {id}."),
    "glyph_there_already": (
        "{code} 的同一字形已经提出（{id} 号），不必再提。",
        "The same shape for {code} is there already: glyph {id}.",
    ),
    "glyph_taken": (
        "{code} 已有批准的字形（{id} 号）。要换用新字形，请先撤回它。",
        "{code} has an approved glyph ({id}): withdraw that one first.",
    ),
    "glyph_step_not_possible": (
        "这个字形现在是“{state_zh}”，不能“{step_zh}”。",
        "The glyph is “{state_en}” now; “{step_en}” is not possible.",
    ),
    "glyph_own_work": (
        "这个字形是您提出的，不能由您审批，请交由他人办理。",
        "You proposed this glyph: someone else must decide on it.",
    ),
    "glyph_not_yours": (
        "拟稿人只能撤回自己提出、尚未批准的字形；已批准的请由审批人或值班操作员撤回。",
        "A drafter may withdraw only own glyphs not yet approved; ask an approver or the operator.",
    ),
    "glyph_changed": (
        "这个字形与您看到的（或当初提出的）不一致，请刷新页面看清后再办理；仍不一致请报告管理员。",
        "The glyph is not the one you saw, or not as proposed: reload; if that does not help, "
        "tell an administrator.",
    ),
    "glyph_damaged": (
        "{id} 号字形的存档已损坏，没有使用。请报告管理员并运行 ledctl verify。",
        "Glyph {id} is damaged in the database and was not used: tell an administrator, run ledctl verify.",
    ),
    "glyph_of_practice": (
        "这是演练时提出的字形，正式运行时不能办理；请重新提出。",
        "This glyph was proposed in practice and goes no further in live running: propose it anew.",
    ),
    "glyph_of_live": (
        "这是正式运行时提出的字形，演练模式下不能办理；请先恢复正式运行，或撤回。",
        "This glyph was proposed in live running; in practice mode it goes no further, or withdraw it.",
    ),
}
