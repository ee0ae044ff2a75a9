"""Numbers, elements and characters: the form a notice has to have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.calendars.categories import Categories
from ledctl.content.model import Notice
from ledctl.errors import BadInput
from ledctl.notices.rulebook import standard_forms
from ledctl.screening.docno import check_doc_no, right_form
from ledctl.screening.elements import Element, check_elements, elements_of
from ledctl.screening.findings import Severity
from ledctl.screening.standard import NO_STANDARD, Odd, Standard, find_odd, load_forms

Draft = Callable[..., Notice]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("鹭政示[2026]41号", "鹭政示〔2026〕41号"),
        ("鹭政示(2026)41号", "鹭政示〔2026〕41号"),
        ("鹭政示（2026）41号", "鹭政示〔2026〕41号"),
        ("鹭政示【2026】41号", "鹭政示〔2026〕41号"),
        ("鹭政示〔2026〕第41号", "鹭政示〔2026〕41号"),
        ("鹭政示第〔2026〕41号", "鹭政示〔2026〕41号"),
        ("鹭政示〔2026〕041号", "鹭政示〔2026〕41号"),
        ("鹭政示〔２０２６〕４１号", "鹭政示〔2026〕41号"),
        ("鹭政示 〔2026〕 41 号", "鹭政示〔2026〕41号"),
        ("鹭政示〔2026年〕41", "鹭政示〔2026〕41号"),
        ("41号", ""),
        ("鹭政示〔2026〕0号", ""),
        ("鹭政示2026-41", ""),
    ],
)
def test_the_right_form_of_a_document_number_is_told(
    written: str, right: str, categories: Categories, draft: Draft
) -> None:
    """GB/T 9704-2012, 7.2.5: 〔〕, no 第, no leading zeros; where the parts cannot be told only the rule."""
    assert right_form(written) == right
    (finding,) = check_doc_no(draft(doc_no=written), categories.get("general"))
    assert finding.severity is Severity.WARN
    assert finding.code == ("doc_no_should_be" if right else "doc_no_shape")
    assert right in finding.sentence.zh


def test_a_right_number_and_a_stations_own_are_left_alone(categories: Categories, draft: Draft) -> None:
    """Nothing is said of 鹭政示〔2026〕41号, of no number, and of how a weather station counts."""
    notice = draft(doc_no="鹭政示〔2026〕41号")
    assert [*check_doc_no(notice, categories.get("general"))] == []
    assert [*check_doc_no(draft(), categories.get("general"))] == []
    warning = draft(doc_no="气预警2026061801")
    assert [*check_doc_no(warning, categories.get("emergency_warning"))] == []


def test_the_year_of_the_number_is_the_year_of_signing(categories: Categories, draft: Draft) -> None:
    """A number of last year on a notice signed in this one: both years are named."""
    (finding,) = check_doc_no(draft(doc_no="鹭政示〔2025〕41号"), categories.get("general"))
    assert finding.code == "doc_no_year"
    assert "2025" in finding.sentence.zh
    assert "2026" in finding.sentence.zh


@given(
    st.integers(1, 99999), st.sampled_from(["〔〕", "[]", "()", "（）", "【】", "［］"]), st.integers(0, 3)
)
def test_putting_a_number_right_ends_at_once(number: int, brackets: str, zeros: int) -> None:
    """Law: the right form of a right form is itself, however it was typed."""
    right = right_form(f"鹭政示{brackets[0]}2026{brackets[1]}第{'0' * zeros}{number}号")
    assert right == right_form(right) == f"鹭政示〔2026〕{number}号"


def test_four_of_six_elements_stand_in_the_notice(draft: Draft) -> None:
    """时间、公布单位、公开事项、内容 are the notice's; 公布人 and 审核人 come from the chain."""
    six = elements_of(draft(published_by=None))
    assert six.missing == (Element.PUBLISHER, Element.REVIEWER)
    whole = elements_of(draft(published_by=None), submitter="某拟稿", reviewer="某审核")
    assert (whole.publisher, whole.reviewer, whole.missing) == ("某拟稿", "某审核", ())
    assert elements_of(draft(), submitter="某拟稿").publisher == "某公布员", "a name in the notice goes first"


def test_an_open_publisher_is_told_and_an_empty_text_stops(draft: Draft) -> None:
    """Spaces are no content; who publishes is filled in from the submission."""
    found = [(f.severity, f.code) for f in check_elements(draft(published_by=None, body=[" ", "\u3000"]))]
    assert found == [(Severity.BLOCK, "content_empty"), (Severity.INFO, "publisher_open")]
    assert [*check_elements(draft())] == []


TABLE = Standard(frozenset("国王村河务"), {"國": "国"})


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("國务", [Odd(0, "國", "国")]),
        ("国國國", [Odd(1, "國", "国")]),
        ("王喆", [Odd(1, "喆", "")]),
        ("喆村", []),
        ("喆国河", []),
        ("國村", [Odd(0, "國", "国")]),
        ("ABC12，。㎡〇", []),
        ("国王", []),
    ],
)
def test_characters_outside_the_table_are_told(text: str, odd: list[Odd]) -> None:
    """国家通用语言文字法 art. 9; before 村 or 河 a rare character is a name, a traditional one is a slip."""
    assert find_odd(text, TABLE) == odd
    assert find_odd(text, NO_STANDARD) == []


def test_the_shipped_forms_lead_from_outside_the_table_into_it() -> None:
    """No standard character is called wrong, and no form offered is itself outside."""
    standard = standard_forms()
    assert len(standard.characters) == 8105
    assert not standard.forms.keys() & standard.characters
    assert set(standard.forms.values()) <= standard.characters
    assert [standard.forms[c] for c in "臺灣國務"] == list("台湾国务")


@pytest.mark.parametrize("text", ["國", "國国國", "國国 國国"])
def test_a_slip_in_the_table_of_forms_is_named(text: str) -> None:
    """A pair is two characters, once."""
    with pytest.raises(BadInput) as caught:
        load_forms(f"# remark\n{text}\n")
    assert caught.value.code == "form_wrong"


def test_names_keep_their_characters_in_the_whole_check(draft: Draft, categories: Categories) -> None:
    """A family's 喆 or 國 is its own business; in running text both are told, and nothing is replaced."""
    from ledctl.screening.checks import screen

    table = {
        "columns": [{"key": "n", "label": "姓名", "type": "name"}, {"key": "m", "label": "备注"}],
        "rows": [{"n": "王國", "m": "國"}],
    }
    notice = draft(title="测试公告", table=table, body=["龘"])
    screened = screen(
        notice,
        category=categories.get("general"),
        normalise=lambda text: (text, ()),
        holes=lambda _: (),
        standard=standard_forms(),
    )
    assert [(f.code, f.where, f.severity) for f in screened.findings] == [
        ("character_traditional", "table.rows[0].m", "warn"),
        ("character_not_standard", "body[0]", "warn"),
    ]
    assert "应写作“国”" in screened.findings[0].sentence.zh
    assert screened.public == notice
