"""The words of village templates: filled in once, spans written and read alike."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.boards.village.forms import shipped_templates
from ledctl.boards.village.words import (
    Cadence,
    Span,
    Words,
    committee_of,
    fill_paragraphs,
    fill_words,
    read_span,
    span_before,
    unknown_words,
    write_span,
)
from ledctl.errors import BadInput
from ledctl.notices.following import next_title

TEMPLATES = {one.code: one for one in shipped_templates()}
PARTS = {Cadence.MONTHLY: 12, Cadence.QUARTERLY: 4, Cadence.AT_ONCE: 0}
VILLAGES = st.text(min_size=2, max_size=12)


@st.composite
def spans(draw: st.DrawFn, cadence: Cadence) -> Span:
    most = PARTS[cadence]
    return Span(draw(st.integers(1990, 2999)), draw(st.integers(min(1, most), most)))


@given(st.data())
def test_a_title_names_the_village_and_its_period_and_leaves_no_word_open(data: st.DataObject) -> None:
    """Whatever the village is called, braces and all, its name stands in the title as it was typed."""
    template = TEMPLATES[data.draw(st.sampled_from(sorted(TEMPLATES)))]
    span, village = data.draw(spans(template.cadence)), data.draw(VILLAGES)
    title = fill_words(template.title, Words("鹭洲镇", village, span))
    assert village in title
    assert str(span.year) in title
    assert not unknown_words(title.replace(village, ""), template.cadence)
    assert fill_words(template.title, Words("鹭洲镇", "某村", span)).count("{") == 0


@given(st.data())
def test_a_span_is_read_as_it_is_written(data: st.DataObject) -> None:
    """Month, quarter and year come back from their own writing, and from no other cadence's."""
    cadence = data.draw(st.sampled_from(list(Cadence)))
    span = data.draw(spans(cadence))
    written = write_span(span, cadence)
    assert read_span(f" {written} ", cadence) == span
    for other in set(Cadence) - {cadence}:
        with pytest.raises(BadInput) as caught:
            read_span(written, other)
        assert caught.value.code == f"village_span_{other}"


@given(st.data())
def test_the_next_number_of_a_series_has_the_title_of_the_next_span(data: st.DataObject) -> None:
    """What a monthly or quarterly title counts on to is the title the template gives the span after."""
    regular = [one for one in TEMPLATES.values() if one.cadence is not Cadence.AT_ONCE]
    template = data.draw(st.sampled_from(regular))
    span = data.draw(spans(template.cadence).filter(lambda one: one.year < 2999))
    last = span.part == PARTS[template.cadence]
    after = Span(span.year + last, 1 if last else span.part + 1)
    now, then = (fill_words(template.title, Words("", "东坡村", one)) for one in (span, after))
    assert next_title(now) == then


@given(st.dates(dt.date(1991, 1, 1), dt.date(2999, 12, 31)), st.sampled_from(list(Cadence)))
def test_a_list_is_about_the_last_whole_month_or_quarter(day: dt.date, cadence: Cadence) -> None:
    """The span put forward is over on the day it is put forward; a list at once is of this year."""
    span = span_before(day, cadence)
    assert read_span(write_span(span, cadence), cadence) == span
    if cadence is Cadence.AT_ONCE:
        assert span == Span(day.year)
        return
    per_year = PARTS[cadence]
    now = day.year * per_year + (day.month - 1) * per_year // 12
    assert span.year * per_year + span.part - 1 == now - 1


@pytest.mark.parametrize(
    ("text", "cadence"),
    [
        ("2026-13", Cadence.MONTHLY), ("2026-00", Cadence.MONTHLY), ("2026-1", Cadence.MONTHLY),
        ("2026Q5", Cadence.QUARTERLY), ("2026Q0", Cadence.QUARTERLY), ("1989", Cadence.AT_ONCE),
        ("3000", Cadence.AT_ONCE), ("", Cadence.AT_ONCE), ("二〇二六", Cadence.AT_ONCE),
    ],
)  # fmt: skip
def test_a_span_nobody_can_mean_is_refused(text: str, cadence: Cadence) -> None:
    """The sentence shows how that cadence writes its period."""
    with pytest.raises(BadInput) as caught:
        read_span(text, cadence)
    assert caught.value.code == f"village_span_{cadence}"


@pytest.mark.parametrize(
    ("text", "cadence", "wrong"),
    [
        ("{village}{year}年", Cadence.AT_ONCE, set()),
        ("{month}", Cadence.MONTHLY, set()),
        ("{month}", Cadence.QUARTERLY, {"month"}),
        ("{quarter}", Cadence.AT_ONCE, {"quarter"}),
        ("{vilage}", Cadence.AT_ONCE, {"vilage"}),
        ("{village", Cadence.AT_ONCE, {"{"}),
        ("}", Cadence.AT_ONCE, {"}"}),
    ],
)
def test_words_nobody_can_fill_in_are_found(text: str, cadence: Cadence, wrong: set[str]) -> None:
    """A month in a quarterly title, a slip in a word, a brace alone."""
    assert unknown_words(text, cadence) == wrong


def test_a_paragraph_with_a_telephone_needs_one() -> None:
    """Where the site has no telephone for objections, nothing is printed in its place."""
    texts = ("现予公示。", "监督电话：{phone}")
    words = Words("", "东坡村", Span(2026))
    assert fill_paragraphs(texts, words) == ("现予公示。",)
    told = Words("", "东坡村", Span(2026), "0700-8123456")
    assert fill_paragraphs(texts, told) == ("现予公示。", "监督电话：0700-8123456")


def test_a_quarter_is_written_as_offices_write_it() -> None:
    """第一季度 to 第四季度, and a month without a zero before it."""
    words = [Words("", "东坡村", Span(2026, part)) for part in (1, 4, 9)]
    assert fill_words("第{quarter}季度", words[0]) == "第一季度"
    assert fill_words("第{quarter}季度", words[1]) == "第四季度"
    assert fill_words("{month}月", words[2]) == "9月"


@pytest.mark.parametrize(
    ("village", "unit"), [("东坡村", "东坡村村民委员会"), ("临河社区", "临河社区居民委员会")]
)
def test_a_village_publishes_by_its_committee(village: str, unit: str) -> None:
    """公布单位, one of the six elements: 村民委员会, of a community 居民委员会."""
    assert committee_of(village) == unit
