"""Words of signing in and of passwords, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

LOGIN_WORDS: dict[str, tuple[str, str]] = {
    "login_title": ("登录", "Sign in"),
    "account": ("账号", "Account"),
    "password": ("密码", "Password"),
    "login_hint": (
        "首次登录请使用管理员给您的一次性密码。",
        "For the first time, use the one-time password your administrator gave you.",
    ),
    "password_title": ("修改密码", "Change password"),
    "password_first": (
        "您使用的是一次性密码。请先设置自己的密码，再开始办理。",
        "You signed in with a one-time password. Set your own first.",
    ),
    "password_old": ("现在的密码", "Present password"),
    "password_new": ("新密码（至少 10 个字符）", "New password (at least 10 characters)"),
    "password_again": ("再输入一次新密码", "New password again"),
    "password_save": ("保存新密码", "Save new password"),
}
