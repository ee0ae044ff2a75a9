"""Sentences about notice files and forms."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "notice_not_an_object": (
        "文件内容应是一条公告（用大括号括起的 JSON 对象）。请对照 config/examples/notices 中的样例。",
        "The file must hold one notice (a JSON object in braces). Compare with config/examples/notices.",
    ),
    "file_too_large": (
        "文件超过 {limit_mb} MB，请拆分后再导入。{where}",
        "The file is larger than {limit_mb} MB; split it and import the parts. {where}",
    ),
    "file_not_utf8": (
        "文件不是 UTF-8 编码，请另存为 UTF-8 后重试。{where}",
        "The file is not UTF-8; save it as UTF-8 and try again. {where}",
    ),
    "file_not_json": (
        "文件不是有效的 JSON：第 {line} 行第 {column} 列附近有误，请更正。{where}",
        "The file is not valid JSON: look near line {line}, column {column}. {where}",
    ),
    "file_too_deep": (
        "文件的括号层数过多，不是公告文件。{where}",
        "The file nests too deeply to be a notice. {where}",
    ),
    "number_too_long": (
        "文件中有过长的数字，请检查金额和编号。{where}",
        "A number in the file is too long; check amounts and numbers. {where}",
    ),
    "not_a_number": (
        "文件中的 {word} 不是数字，请改为具体数值或留空。",
        "{word} in the file is not a number; give a figure or leave it empty.",
    ),
    "file_unreadable": (
        "无法读取文件 {where}：请检查路径是否正确、是否有权限。",
        "Cannot read {where}: check the path and the permission.",
    ),
    "key_twice": (
        "“{where}”写了两次，无法判断以哪个为准，请删去一个。",
        "“{where}” is given twice; remove one so that it is clear which counts.",
    ),
    "field_missing": (
        "缺少“{where}”，请补上。",
        "“{where}” is missing; add it.",
    ),
    "field_unknown": (
        "“{where}”不是公告的字段，请检查拼写或删去。",
        "“{where}” is not a field of a notice; check the spelling or remove it.",
    ),
    "field_empty": (
        "“{where}”是空的，请填写。",
        "“{where}” is empty; fill it in.",
    ),
    "field_too_long": (
        "“{where}”太长（最多 {limit} 个字符），请缩短。",
        "“{where}” is too long (at most {limit} characters); shorten it.",
    ),
    "field_too_many": (
        "“{where}”的条目太多（最多 {limit} 条），请拆分。",
        "“{where}” has too many entries (at most {limit}); split it.",
    ),
    "field_not_one_of": (
        "“{where}”的值不在允许范围内，应为：{expected}。",
        "“{where}” is not one of the allowed values: {expected}.",
    ),
    "field_not_text": (
        "“{where}”应为文字，请加上引号。",
        "“{where}” must be text; put it in quotes.",
    ),
    "field_number_range": (
        "“{where}”的数值超出范围（界限为 {limit}），请更正。",
        "“{where}” is out of range (the limit is {limit}); correct it.",
    ),
    "field_not_a_date": (
        "“{where}”不是有效的日期，请写成 2026-11-24 的样子；时刻请写成 2026-11-24T09:00+08:00。",
        "“{where}” is not a valid date; write it as 2026-11-24, a time as 2026-11-24T09:00+08:00.",
    ),
    "field_shape": (
        "“{where}”的写法不对，请对照样例更正。",
        "“{where}” is not written as it should be; compare with the examples.",
    ),
    "field_wrong_kind": (
        "“{where}”的内容类型不对，请对照样例更正。",
        "“{where}” holds the wrong kind of value; compare with the examples.",
    ),
    "id_shape": (
        "编号只能用字母、数字、点、下划线和连字符，不超过 64 个字符。",
        "An id has only letters, digits, dot, underscore and hyphen, at most 64 characters.",
    ),
    "duplicate_column": (
        "“{where}”中有两列用了同一个名称，请改名。",
        "Two columns in “{where}” have the same key; rename one.",
    ),
    "unknown_cell": (
        "“{where}”中有一行写了表头没有的“{cell}”，请检查拼写。",
        "A row in “{where}” has a cell “{cell}” that no column has; check the spelling.",
    ),
    "period_reversed": (
        "公示期的截止日期早于起始日期，请更正“{where}”。",
        "The publicity period ends before it starts; correct “{where}”.",
    ),
    "left_out_unknown": (
        "“{where}”中要求屏上不显示的列“{cell}”不在表中，请核对列的键名。",
        "“{where}” leaves out a column “{cell}” that the table does not have; check its key.",
    ),
    "withheld_without_reason": (
        "选择“不予公开”时必须写明理由。",
        "Say why the item is withheld: write the reason in “disclosure.reason”.",
    ),
    "left_out_all": (
        "屏上不显示的列把全部列都去掉了，请至少保留一列（“{where}”）。",
        "Every column is left out on signs; keep at least one (“{where}”).",
    ),
    "zone_missing": (
        "“{where}”中的时刻没有写明时区，请写成 2026-11-24T09:00+08:00。",
        "The time in “{where}” names no zone; write it as 2026-11-24T09:00+08:00.",
    ),
}
