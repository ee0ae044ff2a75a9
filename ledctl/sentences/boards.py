"""Sentences of the paper boards: the register, sheets, postings, duties and photos."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "no_such_board": ("没有代码为“{code}”的公开栏。", "There is no board “{code}”."),
    "photo_too_large": (
        "照片太大，最多 {most} MB、6000 万像素。请用手机的普通画质重新拍摄。",
        "The photo is too large: {most} MB and 60 million pixels at most. Take it again in normal quality.",
    ),
    "photo_unreadable": (
        "读不出这张照片。请使用 JPEG、PNG 或 WebP 格式（苹果手机：设置→相机→格式→兼容性最佳）。",
        "This photo cannot be read. Use JPEG, PNG or WebP (iPhone: Camera settings, Most Compatible).",
    ),
    "no_such_photo": ("没有这张照片。", "There is no such photo."),
}
