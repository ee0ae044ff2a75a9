"""Searching everything that was ever written: any width, any case, all words, newest first."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from ledctl.accounts.model import Actor, Role, Via
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput
from ledctl.questions.corpus import search
from ledctl.questions.search import Text, find, literals, sieve, texts_in, words_of
from ledctl.questions.tables import NOTICE, VERSION
from ledctl.screening.folds import fold, unfolded
from ledctl.station import Station
from tests.publishing.office import Office, actor

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TYPED = st.text(st.sampled_from('村道维修2２xXⅩ-－a"\\\n 𝟐𠮷٣'), min_size=1, max_size=8)
AT = datetime(2026, 5, 3, tzinfo=UTC)


def test_every_character_that_folds_is_known_by_what_it_folds_to() -> None:
    """The table of ways to write a character is exactly the inverse of folding."""
    ways = unfolded()
    for code in (*range(0xD800), *range(0xE000, 0x20000)):
        character = chr(code)
        folded = fold(character)
        assert character == folded or character in ways[folded]
    assert all(fold(one) == folded for folded, many in ways.items() for one in many)


def test_a_hit_as_programs_get_it() -> None:
    """Where the text stands, and the passage around the first word."""
    hit = find([Text("version", "body[0]", AT, "明日维修村道", "N1", 2, "某人", True)], words_of("维修"))
    assert hit is not None
    assert hit.as_dict() == {
        "at": "2026-05-03T00:00:00.000Z", "source": "version", "place": "body[0]", "notice": "N1",
        "version": 2, "who": "某人", "practice": True, "before": "明日", "found": "维修", "after": "村道",
    }  # fmt: skip


@given(ANY, TYPED)
def test_a_sieve_lets_everything_through_that_holds_the_words(text: str, typed: str) -> None:
    """Its no is always right, whatever JSON makes of the characters."""
    if not typed.split() or not fold(typed).split():
        return
    words = words_of(typed)
    for told in (text, f"{text}{typed}", f"{typed}{text}"):
        stored = json.dumps({"body": [told]}, ensure_ascii=False)
        if find([Text("version", "body[0]", AT, told)], words):
            assert sieve(words)(stored)
            assert all(part in stored for part in literals(words))


@given(ANY, TYPED, ANY)
def test_a_word_that_was_written_is_found_where_it_is(before: str, typed: str, after: str) -> None:
    """The passage is cut from the text as it was written, never from the folded one."""
    if len(fold(typed).split()) != 1 or typed.strip() != typed:
        return
    whole = before + typed + after
    hit = find([Text("remark", "text", AT, whole)], words_of(typed))
    assert hit is not None
    assert fold(hit.found) == fold(typed)
    assert hit.before.removeprefix("…") + hit.found + hit.after.removesuffix("…") in whole


def test_words_are_all_wanted_in_any_order() -> None:
    """Several words: each must be there, in one place of the thing or another; the fullest place is shown."""
    title = Text("version", "title", AT, "鹭洲镇村道维修公示（ＤＮ３００）")
    body = Text("version", "body[0]", AT, "维修经费已经落实。")
    for typed, place in [("维修　村道", title), ("dn300", title), ("经费", body), ("村道 经费", title)]:
        hit = find([title, body], words_of(typed))
        assert hit is not None
        assert hit.text is place
    assert find([title, body], words_of("维修 学校")) is None
    assert find([], words_of("维修")) is None


@pytest.mark.parametrize("typed", ["", "   ", "　", "一 二 三 四 五 六 七 八 九", "长" * 101])
def test_nothing_and_too_much_are_refused(typed: str) -> None:
    """In words, and before anything is read."""
    with pytest.raises(BadInput):
        words_of(typed)


def test_codes_of_the_program_are_no_words_of_people() -> None:
    """A search for a code does not find every notice of a category."""
    found = dict(
        texts_in({"category": "general", "title": "通知", "body": ["一", "二"], "rows": [{"n": "甲"}]})
    )
    assert found == {"title": "通知", "body[0]": "一", "body[1]": "二", "rows[0].n": "甲"}


def test_everything_people_wrote_is_found(
    office: Office, station: Station, clock: FrozenClock, write: Callable[..., None]
) -> None:
    """Versions of all states, opinions, remarks, objections and what became of them, postings, reasons."""
    approver, drafter = actor("approver"), actor("drafter")
    office.put_up("A")
    write("B", title="从未批准的草稿甲乙丙")
    station.remarks.add(drafter, "A", "备注丁戊")
    clock.advance(60)
    number = station.objections.receive(drafter, "A", how="phone", summary="反映己庚有误")
    clock.advance(60)
    station.objections.decide(approver, number, outcome="rejected", note="辛壬核实无误")
    station.publications.put_up(drafter, "A", channel="board_town", place="癸子公告栏")
    clock.advance(60)
    station.desk.withdraw(approver, "A", "撤回因丑寅")
    for account, role in (("zhou", Role.APPROVER), ("qian", Role.REVIEWER)):
        station.registry.add(account, account, (role,), by="system")
    today = clock.now().date()
    zhou = Actor("zhou", "某周", frozenset({Role.APPROVER}), Via.WEB)
    station.delegations.give(zhou, "zhou", "qian", first=today, last=today, reason="出差卯辰")
    for words, source in [
        ("甲乙丙", "version"),
        ("丁戊", "remark"),
        ("己庚", "objection"),
        ("辛壬", "objection_decision"),
        ("癸子", "posting"),
        ("丑寅", "decision"),
        ("卯辰", "event"),
    ]:
        hits = station.questions.search(words).hits
        assert [hit.text.source for hit in hits] == [source], words
    assert station.questions.search("甲乙丙").hits[0].text.notice == "B"
    newest = [hit.text.at for hit in station.questions.search("管道").hits]
    assert newest == sorted(newest, reverse=True)


def test_ranges_and_pages(
    office: Office, station: Station, clock: FrozenClock, write: Callable[..., None]
) -> None:
    """R35: any range, today included; the pages together are the whole, each hit once."""
    began = clock.now()
    for number in range(7):
        write(f"N{number}", title=f"防火巡查第{number}期", body=("无",))
        clock.advance(60)
    whole = [hit.text.notice for hit in station.questions.search("防火").hits]
    assert whole == [f"N{number}" for number in reversed(range(7))]
    paged = [
        hit.text.notice
        for skip in (0, 3, 6)
        for hit in station.questions.search("防火", skip=skip, limit=3).hits
    ]
    assert paged == whole
    assert station.questions.search("防火", limit=3).more
    assert not station.questions.search("防火", skip=6, limit=3).more
    later = station.questions.search("防火", began + timedelta(seconds=61), clock.now())
    assert [hit.text.notice for hit in later.hits] == ["N6", "N5", "N4", "N3", "N2"]
    with pytest.raises(BadInput):
        station.questions.search("防火", clock.now(), began)


def test_thousands_of_versions_are_searched_at_once(station: Station) -> None:
    """A plain scan is enough: 3,000 versions well within a second, whatever is typed."""
    chance = random.Random(7)  # noqa: S311 - no secret
    rows = []
    for number in range(3000):
        body = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(500))
        content = {"id": f"N{number}", "title": f"公示{number:05}", "body": [body]}
        rows.append((f"N{number}", AT + timedelta(minutes=number), json.dumps(content, ensure_ascii=False)))
    with station.database.write() as session:
        connection = session.connection()
        shared = {"title": "t", "category": "general", "state": "draft", "version": 1, "practice": False}
        connection.execute(
            insert(NOTICE),
            [{"id": i, "created_by": "a", "created_at": at, "updated_at": at, **shared} for i, at, _ in rows],
        )
        digests = {"digest": "", "source_digest": "", "findings": "[]", "redacted": False}
        connection.execute(
            insert(VERSION),
            [
                {
                    "notice_id": i,
                    "no": 1,
                    "content": text,
                    "author": "a",
                    "editor": "a",
                    "created_at": at,
                    **digests,
                }
                for i, at, text in rows
            ],
        )
    began = time.monotonic()
    (hit,) = search(station.database, "０１２３４").hits
    assert hit.text.notice == "N1234"
    assert search(station.database, "鑫鑫鑫鑫").hits == ()
    assert time.monotonic() - began < 2
