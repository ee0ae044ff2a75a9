"""Sentences about lists: recognising columns, rows that are no data, limits, and lists held for a while."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # the file of heads
    "heads_not_toml": (
        "表头词表不是有效的 TOML：{detail}。",
        "The words for heads are not valid TOML: {detail}.",
    ),
    "heads_key_unknown": (
        "表头词表中没有“{where}”这个键，请检查拼写。",
        "The words for heads have an unknown key “{where}”; check the spelling.",
    ),
    "heads_entry_wrong": (
        "表头词表第 {number} 项有误：须有 key（字母、数字、下划线）和 type，is、has 须为文字的列表。",
        "Entry {number} of the words for heads is wrong: it needs key (letters, digits, underscore) and"
        " type; is and has are lists of texts.",
    ),
    # limits
    "list_without_rows": (
        "名单里没有数据行：请检查表头在第几行，表头下面要有内容。",
        "The list has no rows of data: see which row the heads are in; below them something must follow.",
    ),
    "list_without_columns": (
        "所有列都没有采用，请至少保留一列。",
        "Every column was left out; keep at least one.",
    ),
    "list_too_many_rows": (
        "名单有 {rows} 行，最多 {most} 行，请分成几条公告。",
        "The list has {rows} rows, at most {most} are possible; split it into several notices.",
    ),
    "list_too_many_columns": (
        "名单有 {columns} 列，最多 {most} 列，请去掉不需要公开的列。",
        "The list has {columns} columns, at most {most} are possible; leave out what need not be public.",
    ),
    "list_label_wrong": (
        "第 {column} 列要有列名，不超过 {most} 个字。",
        "Column {column} needs a name of at most {most} characters.",
    ),
    "list_cell_too_long": (
        "第 {row} 行第 {column} 列的内容太长，最多 {most} 个字，请缩短。",
        "Row {row}, column {column} is too long: at most {most} characters.",
    ),
    # what somebody should look at
    "doubt_head_unknown": (
        "第 {column} 列的表头不认识，请选择类型和公开方式。",
        "The head of column {column} is not known: choose its type and privacy.",
    ),
    "doubt_head_empty": (
        "第 {column} 列没有表头，请起一个列名，或不采用。",
        "Column {column} has no head: give it a name, or leave it out.",
    ),
    "doubt_words": (
        "第 {column} 列按表头应是数字，但有的格是文字，已按文字处理，请核对。",
        "By its head column {column} holds figures, but some cells are words; it is taken as text.",
    ),
    "doubt_of_persons": (
        "第 {column} 列像是身份证号、银行账号或电话，已设为不公开，请核对。",
        "Column {column} looks like ID numbers, accounts or telephones: set to never public, please check.",
    ),
    "doubt_head_twice": (
        "第 {column} 列的表头和前面的列相同（是否左右并排了两张表？），请改列名，或改成上下排列。",
        "Column {column} has the head of an earlier one (two lists side by side, perhaps): rename it, or put"
        " one list below the other.",
    ),
    "doubt_heads": (
        "没有把握哪一行是表头，请核对。",
        "It is not certain which row holds the heads: please check.",
    ),
    "row_above": ("第 {row} 行是标题或说明，不进名单。", "Row {row} is a title or remark, not data."),
    "row_again": ("第 {row} 行重复表头，不进名单。", "Row {row} repeats the heads, not data."),
    "row_numbering": ("第 {row} 行是栏次，不进名单。", "Row {row} numbers the columns, not data."),
    "row_note": ("第 {row} 行是表后说明，不进名单。", "Row {row} is a remark below the table, not data."),
    "row_subtotal": (
        "第 {row} 行像是小计，暂不进名单；要保留请勾选。",
        "Row {row} looks like a subtotal and is left out; tick it to keep it.",
    ),
    "row_section": (
        "第 {row} 行只有一段文字，像是分段标题，暂不进名单；要保留请勾选。",
        "Row {row} holds one text, like the heading of a section, and is left out; tick it to keep it.",
    ),
    "row_below": (
        "第 {row} 行在合计下面，像是说明或签名，暂不进名单；要保留请勾选。",
        "Row {row} stands below the total, like a remark or names, and is left out; tick it to keep it.",
    ),
    "heads_rows_wrong": (
        "表头要填第 {first} 行至第 {last} 行之间的行号，最多 {most} 行；没有表头，两格都填 0。",
        "The heads must be between row {first} and row {last}, at most {most} rows;"
        " without heads, write 0 in both.",
    ),
    # lists held between two pages
    "list_nothing_given": (
        "请粘贴名单，或选择一个文件。",
        "Paste the list, or choose a file.",
    ),
    "list_both_given": (
        "请只用一种方式：粘贴名单，或选择文件。",
        "Do one of the two: paste the list, or choose a file.",
    ),
    "list_gone": (
        "这份名单已不在内存里（放了太久，或程序重新启动过；源文件从不保存）。请重新粘贴或上传。",
        "This list is no longer held (it waited too long, or the program was started again; the source is"
        " never stored). Paste or upload it again.",
    ),
    "lists_full": (
        "正在处理的名单太多，请几分钟后再试。",
        "Too many lists are being worked on; try again in a few minutes.",
    ),
    "list_no_sheet": (
        "文件里没有表格。",
        "There is no table in the file.",
    ),
    "sheet_choice_wrong": (
        "文件里没有第 {number} 个表。",
        "The file has no sheet {number}.",
    ),
    # from the command line
    "list_needs_more": (
        "{where} 是名单文件，还缺：{missing}。请用 --like 指定以前的公告，或给出这些选项。",
        "{where} is a list, and this is missing: {missing}. Name an earlier notice with --like, or give"
        " these options.",
    ),
    "list_unsure": (
        "{where} 有没有把握的地方，见下；确认无误请加 --as-recognised，或在网页上核对。",
        "Of {where} some things are not certain, see below; add --as-recognised if they are right, or"
        " check them in the browser.",
    ),
    "list_taken": (
        "{where}：{rows} 行、{columns} 列进了名单；不进名单的行：{out}。",
        "{where}: {rows} rows and {columns} columns were taken; rows that are no data: {out}.",
    ),
    "list_several_sheets": (
        "{where} 有 {count} 张有内容的表，请用 --sheet 1、--sheet 2 等指定一张：{names}。",
        "{where} has {count} sheets with content; name one with --sheet 1, --sheet 2 and so on: {names}.",
    ),
    "series_has_no_next": (
        "公告 {id} 没有下一期：预警、更正和待机页不接着做。",
        "There is no next number of {id}: warnings, corrections and idle pages have none.",
    ),
    "import_none_saved": (
        "有文件不对，所有文件都没有导入。改正后请重新选择全部文件。",
        "Some files are wrong, so none was imported. Mend them and choose all files again.",
    ),
    "import_id_twice": (
        "编号“{id}”在这次导入里出现两次，请更正。",
        "The number “{id}” comes twice in this import; correct it.",
    ),
}
