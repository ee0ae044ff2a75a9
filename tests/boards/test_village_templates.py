"""The table of village templates: what is shipped holds together, what a site writes is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledctl.boards.village.forms import FILE, as_dict, shipped_templates
from ledctl.boards.village.templates import Template, load_templates
from ledctl.calendars.categories import Certainty
from ledctl.errors import BadInput, NotFound
from ledctl.intake.shipped import shipped_vocabulary
from ledctl.notices.rulebook import shipped_categories
from ledctl.screening.channels import is_barred
from ledctl.station import Station

TEMPLATES = list(shipped_templates())
ENTRY = """[[template]]
code = "one"
label_zh = "某项"
label_en = "Something"
category = "village_affairs"
cadence = "at_once"
title = "{village}某项公布"
opening = ["现予公布。"]
channels = ["board_village"]
columns = [{ key = "no", label = "序号", type = "int" }]
"""


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.code)
def test_every_head_is_known_without_a_doubt(template: Template) -> None:
    """The import makes of a blank list's heads just the key, type and privacy the template says."""
    for column in template.columns:
        entry = shipped_vocabulary().find(column.label)
        assert entry is not None, column.label
        assert (entry.type, entry.privacy) == (column.type, column.privacy)
        assert column.key.rstrip("2") == entry.key


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.code)
def test_every_template_hangs_where_its_category_may(template: Template) -> None:
    """No shipped template names a channel its category is kept from; each hangs on the village's board."""
    category = shipped_categories().get(template.category)
    assert not any(is_barred(code, category) for code in template.channels)
    assert template.channels[0] == "board_village"


def test_no_citation_is_made_up() -> None:
    """A basis is the category's; where that does not carry the list, it says that nobody verified it."""
    own = {one.certainty for one in TEMPLATES if one.citation}
    assert own == {Certainty.UNVERIFIED}
    lent = next(one for one in TEMPLATES if one.code == "finance").basis(shipped_categories())
    own_words = as_dict(next(one for one in TEMPLATES if one.code == "party"), shipped_categories())
    assert own_words["certainty"] == "unverified"
    assert lent == (shipped_categories().get("village_finance").citation, Certainty.TEXT)


def test_no_head_is_one_that_is_never_public() -> None:
    """A blank list never asks a village for IDs, accounts, telephones or house numbers."""
    assert {column.privacy.value for one in TEMPLATES for column in one.columns} == {"public"}


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("[[template", "village_not_toml", ""),
        ("", "village_empty", ""),
        ("template = []", "village_empty", ""),
        ("version = 2\n" + ENTRY, "village_key_unknown", "version"),
        (ENTRY + ENTRY, "village_twice", "one"),
        (ENTRY + 'colour = "red"\n', "village_value", "one"),
        (ENTRY.replace('cadence = "at_once"\n', ""), "village_value", "one"),
        (ENTRY.replace("at_once", "daily"), "village_value", "one"),
        (ENTRY.replace("{village}", "{month}"), "village_value", "one"),
        (ENTRY.replace("board_village", "board_moon"), "village_value", "one"),
        (ENTRY.replace("board_village", "led_gate"), "village_value", "one"),
        (ENTRY + 'citation = "某条"\n', "village_value", "one"),
        (ENTRY + 'certainty = "text"\n', "village_value", "one"),
        (ENTRY.replace("[{", '[{ key = "no", label = "号" }, {'), "village_value", "one"),
        (ENTRY.replace("village_affairs", "moon_affairs"), "category_unknown", "one"),
        ("template = [3]", "village_value", "#1"),
    ],
)
def test_what_is_wrong_in_a_table_is_named(text: str, code: str, where: str) -> None:
    """A slip in a site's own file is told with its entry; nothing of the file counts."""
    with pytest.raises(BadInput) as caught:
        load_templates(text, shipped_categories())
    assert (caught.value.code, caught.value.sentences[0].where) == (code, where)


def test_a_sites_own_entry_takes_the_place_of_the_shipped_one(station: Station, site: Path) -> None:
    """``SITE/village.toml`` counts at once, entry by entry; the others stay."""
    forms, before = station.village_forms, len(TEMPLATES)
    (site / FILE).write_text(ENTRY + ENTRY.replace('"one"', '"finance"'), "utf-8")
    found = forms.all()
    assert len(list(found)) == before + 1
    assert found.get("finance").label_zh == "某项"
    with pytest.raises(NotFound) as caught:
        found.get("moon")
    assert "finance" in caught.value.sentences[0].zh


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"\xff\xfe", "file_not_utf8"), (b"x = 1", "rules_file_wrong")],
)
def test_a_site_file_that_cannot_be_used_is_named(
    station: Station, site: Path, raw: bytes, code: str
) -> None:
    """The sentence names the file, so that whoever edited it knows where to look."""
    (site / FILE).write_bytes(raw)
    with pytest.raises(BadInput) as caught:
        station.village_forms.all()
    assert caught.value.code == code
    assert FILE in caught.value.sentences[0].zh


def test_a_site_file_that_cannot_be_opened_is_named(station: Station, site: Path) -> None:
    """A folder of that name is no file."""
    (site / FILE).mkdir()
    with pytest.raises(BadInput) as caught:
        station.village_forms.all()
    assert caught.value.code == "file_unreadable"
