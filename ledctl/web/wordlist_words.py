"""The words of the page of the word list, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

WORDLIST_WORDS: dict[str, tuple[str, str]] = {
    "nav_words": ("词表", "Words"),
    "wordlist_title": ("词表", "Word list"),
    "wordlist_lead": (
        "每件公告的公开文字都按此词表检查，改动后立即生效，并记入操作记录。",
        "The public text of every notice is looked through for these words. A change counts at once and is "
        "on record.",
    ),
    "wordlist_hint": ("每行一个词。", "One word a line."),
    "wordlist_count": ("{n} 个", "{n}"),
    "wordlist_none": ("没有。", "None."),
    "wordlist_saved": ("词表已保存。", "The word list is saved."),
    "wordlist_save": ("保存词表", "Save the list"),
}
