"""Sentences of the questions auditors ask."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "instant_unreadable": (
        "“{text}”不是一个时刻。请写成 2026-05-03 15:20:07；只写 15:20:07 就是今天。",
        "“{text}” is no instant. Write 2026-05-03 15:20:07; 15:20:07 alone is of today.",
    ),
    "instant_to_come": (
        "{text} 还没有到（现在是 {now}），记录里没有将来的事。请填以前的时刻。",
        "{text} has not come yet (it is {now}): there is no record of the future. Ask for an earlier one.",
    ),
    "no_such_frame": (
        "没有这样一幅画面：画面集 {program} 的第 {page} 页。",
        "There is no such picture: page {page} of program {program}.",
    ),
    "no_one_picture": (
        "这一刻有 {n} 幅画面，不是一幅。请用 --sign 指定一块正在展示的屏。",
        "There are {n} pictures of this instant, not one. Name a sign that showed something with --sign.",
    ),
    "no_such_person": (
        "没有“{account}”这个账号，记录中也没有它做过的事。请核对账号。",
        "There is no account “{account}”, and nothing on record of one. Check the name of the account.",
    ),
    "search_empty": (
        "请填要找的字，一个字也可以。",
        "Say what to look for; a single character will do.",
    ),
    "search_too_long": (
        "要找的字太多：最多 {words} 个词、共 {characters} 个字。",
        "That is too much to look for: at most {words} words and {characters} characters.",
    ),
    "look_not_recorded": (
        "这次查阅没有写入记录：数据库现在写不进去。请告诉管理员（磁盘可能满了）。",
        "This look is not on record: the database takes nothing (a full disk?). Tell an administrator.",
    ),
}
