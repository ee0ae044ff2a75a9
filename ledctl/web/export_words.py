"""Words of the page of exports, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

EXPORT_WORDS: dict[str, tuple[str, str]] = {
    "export_title": ("导出记录", "Take the record along"),
    "export_hint": (
        "导出的文件里有核验程序和说明，离开本机、不用本系统也能核验。导出前先签发一个检查点；"
        "谁在什么时候导出了什么，连同文件的摘要，都记入记录。",
        "The file holds a verifier and how to use it: it can be checked without this machine. A checkpoint "
        "is signed first, and who took what is on record with the digest of the file.",
    ),
    "export_notice": ("公告编号", "Notice"),
    "export_how_much": (
        "都不填：全部记录。填日期：这几天的记录，首尾两天都算。填编号：只要这一条公告的记录。",
        "Nothing: the whole record. Days: these days, both included. A number: what there is of that notice.",
    ),
    "export_go": ("导出", "Export"),
    "export_not_you": (
        "只有审计员、审批人和管理员可以导出记录。",
        "Only an auditor, an approver or an administrator may export the record.",
    ),
}
