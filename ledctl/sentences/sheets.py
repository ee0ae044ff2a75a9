"""Sentences about files with lists: what is refused and why, and what a person is told of what was read."""

from __future__ import annotations

_VALUES_ZH = "请选中表格，复制，再用“选择性粘贴—数值”贴回原处，保存后重试。"
_VALUES_EN = "Select the list, copy it, paste it back with Paste Special, Values, save, and try again."

SENTENCES: dict[str, tuple[str, str]] = {
    # what kind of file it is
    "sheet_file_empty": (
        "文件是空的，请检查是否选对了文件。{where}",
        "The file is empty: check that it is the right one. {where}",
    ),
    "sheet_file_old": (
        "这是旧格式或 WPS、ODS 自有格式的文件（.xls、.et、.doc、.wps、.ods 等）。"
        "请用 Excel 或 WPS 打开，另存为 .xlsx（表格）或 .docx（文档）后重试。{where}",
        "This is a file of an old or another format (.xls, .et, .doc, .wps, .ods). "
        "Open it in Excel or WPS, save as .xlsx (a list) or .docx (a document), and try again. {where}",
    ),
    "sheet_file_locked": (
        "文件设有打开密码，无法读取。请先取消密码，另存后重试。{where}",
        "The file has a password and cannot be read: remove the password, save it, and try again. {where}",
    ),
    "sheet_file_page": (
        "文件其实是网页或 XML，只是后缀像表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后重试。{where}",
        "The file is a web page or XML under another name. "
        "Open it in Excel or WPS, save as .xlsx, and try again. {where}",
    ),
    "sheet_file_other": (
        "文件不是表格（可能是 PDF、图片或压缩包）。请上传 .xlsx、.docx、.csv，或从表格中复制粘贴。{where}",
        "The file is no list (a PDF, a picture or an archive, perhaps). "
        "Upload .xlsx, .docx or .csv, or copy and paste the list. {where}",
    ),
    "sheet_text_unreadable": (
        "文本文件的编码无法识别。请在 Excel 或 WPS 中另存为“CSV UTF-8”或 .xlsx 后重试。{where}",
        "The encoding of the text file is not known. "
        "Save it as CSV UTF-8 or .xlsx in Excel or WPS, and try again. {where}",
    ),
    "sheet_text_quotes": (
        "文本表格的引号不成对（第 {line} 行附近），无法分清单元格。请更正，或另存为 .xlsx 后重试。{where}",
        "The quotes of the text do not pair (near line {line}), so its cells cannot be told apart. "
        "Correct them, or save as .xlsx. {where}",
    ),
    # what is in it
    "sheet_nothing": (
        "文件中没有内容，请检查是否选对了文件。{where}",
        "There is nothing in the file: check that it is the right one. {where}",
    ),
    "sheet_no_table": (
        "文档中没有表格。请把名单做成表格，或直接复制文字粘贴。{where}",
        "The document has no table. Put the list into a table, or copy its text. {where}",
    ),
    "sheet_too_long": (
        "“{where}”有内容的区域有 {count} 行，最多 {limit} 行。请拆分，或删去远处多余的内容。",
        "“{where}” has content over {count} rows; the most is {limit}. "
        "Split it, or delete what stands far off.",
    ),
    "sheet_too_wide": (
        "“{where}”有内容的区域有 {count} 列，最多 {limit} 列。请删去不公开的列和远处多余的内容。",
        "“{where}” has content over {count} columns; the most is {limit}. "
        "Delete columns that are not published, and what stands far off.",
    ),
    "sheet_too_many": (
        "文件中有超过 {limit} 张表。请只保留要公示的表。{where}",
        "The file has more than {limit} tables: keep only the one to be published. {where}",
    ),
    "sheet_cell_long": (
        "单元格 {where} 的文字超过 {limit} 个字符，请缩短。",
        "The text of cell {where} is longer than {limit} characters: shorten it.",
    ),
    "sheet_formula": (
        "单元格 {where} 是公式。公式的结果会变，不能作为公示依据。" + _VALUES_ZH,
        "Cell {where} holds a formula; what it shows may change. " + _VALUES_EN,
    ),
    "sheet_error_value": (
        "单元格 {where} 显示为错误值 {value}，请更正。",
        "Cell {where} shows the error {value}: correct it.",
    ),
    "sheet_digits_lost": (
        "单元格 {where} 的长号码被当作数字保存，15 位以后的数字已经丢失。"
        "身份证号、银行账号不得公示，请删去该列；其他编号请先把单元格设为“文本”再重新输入。",
        "Cell {where} holds a long number kept as a figure: its digits after the 15th are lost. "
        "Delete the column if it holds ID or account numbers, which are never published; "
        "otherwise format the cell as text and type the number again.",
    ),
    # a package that is broken or hostile
    "package_broken": (
        "文件已损坏或不完整，无法读取。请重新打开并另存为 .xlsx 或 .docx 后重试。{where}",
        "The file is damaged or incomplete. Open it, save it as .xlsx or .docx, and try again. {where}",
    ),
    "package_bomb": (
        "文件展开后过大（压缩比异常），已拒绝。请只复制要公示的表到新文件后重试。{where}",
        "The file unpacks to far too much and was refused. Copy only the list into a new file. {where}",
    ),
    "package_names": (
        "文件内部结构异常（部件名称重复或越界），已拒绝。请复制表格到新文件后重试。{where}",
        "The inside of the file is not as it should be (names twice, or out of place); it was refused. "
        "Copy the list into a new file. {where}",
    ),
    "package_entities": (
        "文件内含 XML 实体定义，正常的表格没有，已拒绝。请复制表格到新文件后重试。{where}",
        "The file defines XML entities, which no proper list does; it was refused. "
        "Copy the list into a new file. {where}",
    ),
    "package_macros": (
        "文件含有宏，已拒绝。请另存为不带宏的 .xlsx 或 .docx 后重试。{where}",
        "The file has macros and was refused. Save it as .xlsx or .docx without macros. {where}",
    ),
    "package_links": (
        "文件链接到外部文件或数据，已拒绝。请断开链接，或" + _VALUES_ZH.removeprefix("请") + "{where}",
        "The file links to other files or data and was refused. Break the links, or do this: "
        + _VALUES_EN
        + " {where}",
    ),
    "package_objects": (
        "文件嵌有其他文件或控件，已拒绝。请删去嵌入的对象，或复制表格到新文件后重试。{where}",
        "The file has other files or controls embedded and was refused. "
        "Remove them, or copy the list into a new file. {where}",
    ),
    "package_styles": (
        "文件的单元格格式过多（超过 {limit} 种），已拒绝。"
        "请复制表格到新文件，用“选择性粘贴—数值”粘贴。{where}",
        "The file has too many cell formats (more than {limit}) and was refused. "
        "Copy the list into a new file with Paste Special, Values. {where}",
    ),
    "document_changes": (
        "文档中还有未处理的修订。请先全部接受或拒绝修订，保存后重试。{where}",
        "The document has tracked changes: accept or reject all of them, save, and try again. {where}",
    ),
    "document_field": (
        "文档中有会自动变化的域。请全选（Ctrl+A），按 Ctrl+Shift+F9 转为文字，保存后重试。{where}",
        "The document has fields that change by themselves. "
        "Select all (Ctrl+A), turn them into text with Ctrl+Shift+F9, save, and try again. {where}",
    ),
    # notes: read, and a person should know
    "note_text_read_as": (
        "文本按 {encoding} 编码读取，以{zh}分列。如有乱码，请另存为 .xlsx。",
        "The text was read as {encoding}, parted by {en}. If it looks wrong, save it as .xlsx.",
    ),
    "note_hidden_sheet": (
        "工作表“{where}”是隐藏的，也已读入，请确认是否需要。",
        "The sheet “{where}” is hidden; it was read all the same. Check whether you want it.",
    ),
    "note_hidden_rows": (
        "“{where}”有 {count} 行是隐藏的（从第 {first} 行起），也已读入，请核对。",
        "“{where}” has {count} hidden rows (from row {first}); they were read all the same. Check them.",
    ),
    "note_hidden_columns": (
        "“{where}”的 {columns} 列是隐藏的，也已读入，请核对是否含有不得公开的内容。",
        "“{where}” has hidden columns ({columns}); they were read all the same. "
        "Check that nothing in them must stay private.",
    ),
    "note_hidden_text": (
        "“{where}”中的隐藏文字没有读入，请核对。",
        "Hidden text in “{where}” was left out. Check the list.",
    ),
    "note_under_merge": (
        "“{where}”的合并单元格下面还压着看不见的内容（如 {cell}），没有读入。",
        "Merged cells of “{where}” cover content nobody sees ({cell}, for one); it was left out.",
    ),
    "note_plain_numbers": (
        "“{where}”有 {count} 个单元格的数字格式特殊（如 {cell}），按原始数值读入，请核对。",
        "“{where}” has {count} cells with unusual number formats ({cell}, for one); "
        "they were read as plain numbers. Check them.",
    ),
    "note_comments": (
        "文件中的批注没有读入。",
        "Comments in the file were left out.",
    ),
    "note_automatic_numbers": (
        "“{where}”中的自动编号没有读入，请核对序号列。",
        "Automatic numbering in “{where}” was left out. Check the column of numbers.",
    ),
    "note_pictures": (
        "“{where}”单元格中的图片和文本框没有读入，请核对。",
        "Pictures and text boxes in cells of “{where}” were left out. Check the list.",
    ),
    "note_symbols": (
        "“{where}”中用符号字体插入的符号（如方框里的勾）和公式没有读入，请核对，或改成普通文字。",
        "Symbols of a symbol font (a tick in a box, for one) and formulas in “{where}” were left out. "
        "Check the list, or write them as plain text.",
    ),
    "note_struck": (
        "“{where}”中有加了删除线的文字，也已读入；不要公示的请先删去。",
        "Words in “{where}” are struck through; they were read all the same. "
        "Delete first what is not to be published.",
    ),
    "note_nested": (
        "“{where}”的单元格里还有表格，已另作一张表读入。",
        "A cell of “{where}” holds a table; it was read as a table of its own.",
    ),
}
