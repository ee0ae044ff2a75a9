"""The word list: strict to read, forgiving to match."""

from __future__ import annotations

import pytest

from ledctl.errors import BadInput
from ledctl.screening.words import Words, find_words, load_words


def test_the_shipped_list_blocks_secrecy_marks(words: Words) -> None:
    """Text under a secrecy mark never goes out; an illness asks for a look."""
    assert "机密★" in words.block
    assert "尿毒症" in words.warn


@pytest.mark.parametrize("text", ["机密★1年", "机 密 ★", "（机密\u3000★）"])
def test_spaces_do_not_hide_a_word(text: str) -> None:
    """Spaced-out marks are how letterheads print them."""
    assert list(find_words(text, ("机密★", "内部资料"))) == ["机密★"]


def test_full_width_letters_do_not_hide_a_word() -> None:
    """Letters and signs are folded on both sides."""
    assert list(find_words("联系人ｘｘ", ("XX", "××"))) == ["XX", "××"]


def test_an_absent_list_is_empty() -> None:
    """A town may keep only one of the two lists."""
    assert load_words('block = ["一"]') == Words(("一",), ())


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("block = [", "words_not_toml", ""),
        ('blok = ["一"]', "words_key_unknown", "blok"),
        ('warn = "一"', "words_not_a_list", "warn"),
        ("warn = [1]", "words_not_a_list", "warn"),
        ('warn = [" "]', "words_not_a_list", "warn"),
        ('block = ["一", "一"]', "words_twice", "block"),
        (f"block = {[str(n) for n in range(5001)]}", "words_not_a_list", "block"),
    ],
)
def test_a_fault_in_the_list_is_named(text: str, code: str, where: str) -> None:
    """A town that edits its copy is told what is wrong; an empty word would match everything."""
    with pytest.raises(BadInput) as caught:
        load_words(text)
    assert (caught.value.code, caught.value.sentences[0].where) == (code, where)
