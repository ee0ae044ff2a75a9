"""Sentences about accounts and signing in."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "password_short": (
        "新密码太短，至少 {least} 个字符。",
        "The new password is too short: at least {least} characters.",
    ),
    "password_same": ("新密码不能与旧密码相同。", "The new password must differ from the old one."),
    "password_weak": (
        "新密码太容易猜到：不要包含账号名，也不要只重复几个字符。",
        "The new password is easy to guess: leave the account's name out and vary the characters.",
    ),
    "password_must_change": (
        "这是一次性密码，请先改为自己的密码（网页登录时，或运行 ledctl login）。",
        "This is a one-time password: set your own first (when signing in on the page, or by ledctl login).",
    ),
    "account_shape": (
        "账号只能用小写字母开头的字母、数字、点、下划线和连字符，2 到 64 个字符。",
        "An account begins with a small letter and has letters, digits, dot, underscore, hyphen; 2 to 64.",
    ),
    "name_shape": (
        "姓名最多 {most} 个字，不能有换行等不可见字符。",
        "A name has at most {most} characters, none of them invisible.",
    ),
    "account_taken": ("账号 {account} 已存在。", "The account {account} exists already."),
    "role_missing": ("请至少给这个账号一个角色。", "Give the account at least one role."),
    "role_unknown": (
        "没有“{role}”这个角色，可用：{known}。",
        "There is no role “{role}”; there are: {known}.",
    ),
    "no_such_account": ("没有账号 {account}。", "There is no account {account}."),
    "account_locked": (
        "密码多次输错，账号暂时锁定，请 {minutes} 分钟后再试。",
        "Too many wrong passwords: the account is locked, try again in {minutes} minutes.",
    ),
    "sign_in_failed": (
        "账号或密码不对，请重新输入。",
        "The account or the password is wrong; try again.",
    ),
    "sign_ins_busy": (
        "正在登录的人太多，请稍等片刻再试。",
        "Too many people are signing in at this moment; try again shortly.",
    ),
    "not_signed_in": ("请先登录。", "Please sign in first."),
    "sign_in_over": ("登录已过期或已退出，请重新登录。", "The sign-in is over; please sign in again."),
    "form_key_wrong": (
        "页面已过期，请返回上一页刷新后再提交。",
        "The page is out of date; go back, reload it and submit again.",
    ),
    "administrators_only": ("只有管理员可以这样做。", "Only an administrator may do that."),
}
