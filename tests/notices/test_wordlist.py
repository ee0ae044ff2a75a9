"""A site's own rules: its word list, changed at once and on record, and its own categories."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.accounts.model import Actor
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.errors import BadInput, NotAllowed, Refused
from ledctl.ledger.log import events
from ledctl.notices.rulebook import categories_of, refuse_unknown, shipped_categories, shipped_words
from ledctl.notices.wordlist import Rank, digest_of, write_words
from ledctl.screening.words import Words, load_words
from ledctl.station import Station, open_station

People = Callable[..., Actor]

OWN_CATEGORY = """\
[[category]]
code = "{code}"
label_zh = "本镇专项"
label_en = "The town's own"
kind = "公示"
led_allowed = true
board_allowed = true
led_default_days = 4
privacy_profile = "standard"
citation = "本镇制度"
certainty = "practice"
"""


def test_a_new_word_counts_at_once_and_is_on_record(
    station: Station, person: People, sample: Callable[[str], Notice]
) -> None:
    """No restart: the next notice is looked through for it; the ledger says who and which word."""
    assert station.desk.examine(sample("N06")).ok
    station.words.add(person("administrator"), Rank.BLOCK, "重点项目")
    assert not station.desk.examine(sample("N06")).ok
    station.words.remove(person("administrator"), Rank.WARN, "草稿")
    with station.database.read() as session:
        last, first = events(session, kind="config_changed")
    assert (first.actor, first.facts["what"], first.facts["came"]) == (
        "administrator",
        "words",
        ["block: 重点项目"],
    )
    assert (last.facts["came"], last.facts["went"]) == ([], ["warn: 草稿"])
    assert station.verify().ok


def test_the_list_stays_when_the_program_starts_again(
    site: Path, station: Station, person: People, clock: FrozenClock, quick_passwords: Passwords
) -> None:
    """It is the site's file; a second program on the site sees a change without a restart."""
    other = open_station(site, clock=clock, passwords=quick_passwords)
    assert "新词" not in other.words.now().warn
    station.words.add(person("administrator"), Rank.WARN, "新词")
    assert "新词" in other.words.now().warn
    other.close()
    assert load_words((site / "words.toml").read_text("utf-8")) == station.words.now()
    assert list(site.glob("*.new")) == []


@pytest.mark.parametrize("role", ["drafter", "reviewer", "approver", "operator", "auditor"])
def test_only_an_administrator_changes_it(role: str, station: Station, person: People, site: Path) -> None:
    """Everybody reads; another's change is refused and leaves no file and no event."""
    with pytest.raises(NotAllowed) as refusal:
        station.words.add(person(role), Rank.BLOCK, "新词")
    assert refusal.value.code == "administrators_only"
    assert station.words.now() == shipped_words()
    assert not (site / "words.toml").exists()


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("机密★", "words_twice"),
        ("", "words_not_a_list"),
        (" 空格", "word_unusable"),
        ("两\n行", "word_unusable"),
        ("\x7f", "word_unusable"),
        ("长" * 41, "word_unusable"),
        ("13800138000", "word_personal"),
        ("439999195602143116", "word_personal"),
    ],
)
def test_a_word_that_cannot_stand_is_refused(
    word: str, code: str, station: Station, person: People, site: Path
) -> None:
    """Twice, empty, invisible, long, or somebody's number: said, and nothing is changed."""
    with pytest.raises(BadInput) as refusal:
        station.words.add(person("administrator"), Rank.BLOCK, word)
    assert refusal.value.code == code
    assert "138" not in str(refusal.value)
    assert not (site / "words.toml").exists()


def test_nobody_saves_over_a_list_they_did_not_see(station: Station, person: People) -> None:
    """R1 for rules: of two administrators at two pages the second looks again."""
    admin, seen = person("administrator"), digest_of(station.words.now())
    station.words.add(person("administrator", "li"), Rank.WARN, "新词")
    with pytest.raises(Refused) as refusal:
        station.words.save(admin, Words(), seen=seen)
    assert refusal.value.code == "words_changed_meanwhile"
    station.words.save(admin, Words(), seen=digest_of(station.words.now()))
    assert station.words.now() == Words()


def test_saving_the_same_list_is_no_change(station: Station, person: People, site: Path) -> None:
    """Nothing to record, nothing to write."""
    station.words.save(person("administrator"), station.words.now())
    with station.database.read() as session:
        assert events(session, kind="config_changed") == []
    assert not (site / "words.toml").exists()


def test_a_word_that_is_not_there_cannot_go(station: Station, person: People) -> None:
    """Said, and not passed over."""
    with pytest.raises(BadInput) as refusal:
        station.words.remove(person("administrator"), Rank.BLOCK, "没有的词")
    assert refusal.value.code == "word_not_listed"


WORDS = st.lists(
    st.text(min_size=1, max_size=8).filter(lambda w: w.isprintable() and w.strip() == w), unique=True
)


@given(WORDS, WORDS)
def test_what_is_written_is_read_again(block: list[str], warn: list[str]) -> None:
    """Law: quotes, backslashes and every printable character survive the file."""
    words = Words(tuple(block), tuple(warn))
    assert load_words(write_words(words)) == words


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("words.toml", b"block = [", "words_not_toml"),
        ("words.toml", b"blok = []", "words_key_unknown"),
        ("words.toml", "block = ['秘']".encode("gb18030"), "file_not_utf8"),
        ("categories.toml", b"[[category]]\n", "category_key_missing"),
        ("categories.toml", b"", "categories_empty"),
    ],
)
def test_a_wrong_file_is_named_with_its_fault(
    name: str, text: bytes, code: str, site: Path, clock: FrozenClock, sample: Callable[[str], Notice]
) -> None:
    """A site with a file that cannot be used does not quietly go by the shipped rules."""
    (site / name).write_bytes(text)

    def look() -> None:
        open_station(site, clock=clock).desk.examine(sample("N06"))

    with pytest.raises(BadInput) as caught:
        look()
    said = caught.value.sentences
    assert code in {one.code for one in said}
    assert str(site / name) in str(caught.value)


def test_a_word_file_that_is_no_file(site: Path, station: Station) -> None:
    """A folder of that name is told as a file that cannot be read."""
    (site / "words.toml").mkdir()
    with pytest.raises(BadInput) as caught:
        station.words.now()
    assert caught.value.code == "file_unreadable"


def test_signers_of_a_category_that_is_none_are_refused(site: Path) -> None:
    """A slip in ``[desk.signers]`` would let one leader sign what two were to; ``*`` is every category."""
    own = categories_of(None)
    refuse_unknown(["*", "land_compensation"], own, site)
    with pytest.raises(BadInput) as told:
        refuse_unknown(["land_compensation_plan", "*"], own, site)
    assert [one.where for one in told.value.sentences] == ["desk.signers.land_compensation_plan"]
    (site / "site.toml").write_text('[desk.signers]\nland_compnsation = ["a"]\n', "utf-8")
    with pytest.raises(BadInput):
        open_station(site)


def test_own_categories_go_over_the_shipped_ones(site: Path) -> None:
    """An entry takes the place of the shipped one of its code; a new code comes besides; the others stay."""
    text = OWN_CATEGORY.format(code="general") + OWN_CATEGORY.format(code="town_own")
    (site / "categories.toml").write_text(text, "utf-8")
    own = categories_of(site)
    assert len(own) == len(shipped_categories()) + 1
    assert own.get("general").citation == own.get("town_own").citation == "本镇制度"
    assert own.get("dibao_review") == shipped_categories().get("dibao_review")
    assert categories_of(None) is shipped_categories()
