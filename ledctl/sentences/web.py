"""Sentences about requests to the office pages and the API."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "page_not_found": (
        "没有这个页面，请检查地址，或从首页进入。",
        "There is no such page: check the address, or start from the front page.",
    ),
    "method_not_allowed": (
        "这个地址不能这样使用，请从页面上的按钮操作。",
        "This address cannot be used that way: use the buttons on the pages.",
    ),
    "request_wrong": (
        "请求中的“{where}”不对：{reason}",
        "“{where}” in the request is wrong: {reason}",
    ),
    "request_too_large": (
        "提交的内容太大（最多 {limit_mb} MB），请拆分后再提交。",
        "What was sent is too large (at most {limit_mb} MB): split it and send the parts.",
    ),
    "foreign_form": (
        "请求来自其他网站，已拒绝。请直接打开本系统的页面操作。",
        "The request came from another site and was refused: open the office pages themselves.",
    ),
    "program_failed": (
        "程序出错，这次操作没有完成，也没有改动任何内容。请重试；仍不行请联系管理员。",
        "The program failed; nothing was done or changed. Try again; if it stays so, tell an administrator.",
    ),
    "password_repeat": (
        "两次输入的新密码不一样，请重新输入。",
        "The two new passwords differ; type them again.",
    ),
    "file_chosen_none": (
        "请先选择要导入的文件。",
        "Choose the files to import first.",
    ),
    "table_not_readable": (
        "表格内容无法读取，请从 Excel 或 WPS 重新复制粘贴（第一行是表头）。",
        "The table cannot be read: copy it again from Excel or WPS (heads in the first row).",
    ),
    "table_row_long": (
        "表格第 {row} 行有 {cells} 格，表头只有 {columns} 列，请检查。",
        "Row {row} of the table has {cells} cells, but there are {columns} heads.",
    ),
    "table_head_empty": (
        "表格第 {column} 列没有表头，请补上。",
        "Column {column} of the table has no head; give it one.",
    ),
}
