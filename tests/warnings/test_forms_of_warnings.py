"""Pure rules of warning templates: what a form must say, and what departs from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.model import Notice, Signature, Urgency, WarningLevel
from ledctl.content.units import is_own
from ledctl.errors import BadInput
from ledctl.sentences import CATALOGUE
from ledctl.templates.form import Form, departures, require_form
from tests.warnings.hands import FORM

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 6, 18, 7, 25, tzinfo=UTC)
ISSUED = "2026年6月18日15时20分"


def told(notice: Notice, form: Form = FORM, now: datetime = NOW) -> list[str]:
    return [one.code for one in departures(form, notice, now, ZONE)]


def body(notice: Notice, old: str, new: str) -> Notice:
    """The warning with one thing in its text changed."""
    assert any(old in paragraph for paragraph in notice.body)
    return notice.model_copy(update={"body": tuple(p.replace(old, new) for p in notice.body)})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source": ""}, "template_source_missing"),
        ({"levels": ()}, "template_levels_missing"),
        ({"hours": 0}, "template_hours"),
        ({"hours": 73}, "template_hours"),
        ({"phone": "9" * 201}, "template_too_long"),
        ({"pattern": "{来源}{时间}" + "发" * 500}, "template_too_long"),
        ({"pattern": "{来源}{时间}{时间}"}, "template_places"),
        ({"pattern": "{来源}{时间}{别的}"}, "template_places"),
        ({"pattern": "{来源}{时间}{"}, "template_places"),
        ({"pattern": "{时间}发布{内容}"}, "template_place_missing"),
        ({"pattern": "{来源}发布{内容}"}, "template_place_missing"),
    ],
)
def test_a_form_says_source_time_levels_and_hours(change: dict[str, object], code: str) -> None:
    """The station's name and the time are carried (Regulation on Meteorological Disasters art. 30)."""
    require_form(FORM)
    with pytest.raises(BadInput) as refusal:
        require_form(replace(FORM, **change))  # type: ignore[arg-type]  # one wrong value at a time
    assert [one.code for one in refusal.value.sentences] == [code]


def test_a_form_is_known_by_everything_it_says() -> None:
    """R1: a template of another word is another template."""
    others = [replace(FORM, phone=""), replace(FORM, hours=23), replace(FORM, levels=(WarningLevel.RED,))]
    assert len({form.digest for form in (FORM, *others)}) == 4


def test_the_sources_own_text_keeps_to_the_form(sample: Callable[[str], Notice]) -> None:
    """N09 as the station sent it departs in nothing."""
    assert told(sample("N09")) == []


@pytest.mark.parametrize(
    ("update", "code"),
    [
        ({"category": "emergency_result"}, "warning_other_category"),
        ({"urgency": Urgency.HIGH}, "warning_not_emergency"),
        ({"issuing_unit": "鹭洲镇人民政府"}, "warning_not_of_source"),
        ({"warning_level": WarningLevel.RED}, "warning_level_differs"),
        ({"title": "沅岭县气象台发布暴雨红色预警信号"}, "warning_level_differs"),
    ],
)
def test_what_is_said_beside_the_text_is_the_forms_too(
    sample: Callable[[str], Notice], update: dict[str, object], code: str
) -> None:
    """Category, urgency, source and level agree with the template and with the text."""
    assert told(sample("N09").model_copy(update=update)) == [code]


def test_a_level_outside_the_template_goes_the_long_way(sample: Callable[[str], Notice]) -> None:
    """A template covers the levels it names and no others; no level is none of them."""
    blue = replace(FORM, levels=(WarningLevel.BLUE,))
    assert told(sample("N09"), blue) == ["warning_level_not_covered"]
    bare = sample("N09").model_copy(update={"warning_level": None})
    assert told(bare) == ["warning_level_not_covered", "warning_level_differs"]


def test_who_signs_is_the_source(sample: Callable[[str], Notice]) -> None:
    """A relayed text is not signed by whoever relays it."""
    notice = sample("N09")
    signed = Signature(unit="鹭洲镇人民政府", date=notice.signature.date)
    assert told(notice.model_copy(update={"signature": signed})) == ["warning_not_of_source"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("沅岭县气象台", "县气象台", "warning_text_off_pattern"),
        (ISSUED, "今天下午", "warning_text_off_pattern"),
        ("预警信号：", "预警：", "warning_text_off_pattern"),
        ("8123119", "8123118", "warning_phone_missing"),
        (ISSUED, "2026年6月31日15时20分", "warning_time_wrong"),
        (ISSUED, "2026年6月18日24时20分", "warning_time_wrong"),
        (ISSUED, "2026年6月18日15时36分", "warning_time_ahead"),
        (ISSUED, "2026年6月17日15时25分", "warning_time_old"),
        (ISSUED, "9999年12月31日23时59分", "warning_time_ahead"),
        (ISSUED, "0001年1月1日0时0分", "warning_time_old"),
    ],
)
def test_a_changed_text_departs_by_name(
    sample: Callable[[str], Notice], old: str, new: str, code: str
) -> None:
    """No cuts, no additions, and neither tomorrow's warning nor yesterday's (art. 30; Chongqing art. 11)."""
    assert told(body(sample("N09"), old, new)) == [code]


@pytest.mark.parametrize("written", ["2026年6月18日15时", "2026年6月18日15时35分", "2026年06月18日09时05分"])
def test_times_as_stations_write_them(sample: Callable[[str], Notice], written: str) -> None:
    """Minutes may be missing, and a station's clock may be ten minutes before ours."""
    assert told(body(sample("N09"), ISSUED, written)) == []


def test_a_pattern_without_a_level_takes_the_chosen_one(sample: Callable[[str], Notice]) -> None:
    """Other bodies word theirs otherwise: what a pattern does not name is not compared in the text."""
    form = replace(FORM, pattern="{来源}{时间}发布{内容}", phone="")
    assert told(sample("N09"), form) == []


@given(st.text(max_size=60), st.text(alphabet="{}来源时间a年0时.+*(", max_size=40))
def test_no_pattern_and_no_text_breaks_the_comparison(text: str, pattern: str) -> None:
    """Whatever somebody proposes or types, the answer is sentences."""
    form = replace(FORM, source=text or "台", pattern=f"{{来源}}{{时间}}{pattern}")
    try:
        require_form(form)
    except BadInput:
        return
    signature = Signature(unit="台", date=NOW.date())
    notice = Notice.model_construct(
        id="W", title=text, category="x", issuing_unit="台", body=(text,), signature=signature
    )
    assert set(told(notice, form, NOW + timedelta(hours=1))) <= CATALOGUE.keys()


@pytest.mark.parametrize(
    ("unit", "town", "own"),
    [
        ("鹭洲镇人民政府", "沅岭县鹭洲镇人民政府", True),
        ("鹭洲镇应急管理办公室", "鹭洲镇人民政府", True),
        ("沅岭县气象台", "鹭洲镇人民政府", False),
        ("鹭洲镇人民政府", "", False),
    ],
)
def test_a_town_knows_its_own_offices(unit: str, town: str, own: bool) -> None:
    """By the name all of them share; a site that gave no name has none."""
    assert is_own(unit, town) is own
