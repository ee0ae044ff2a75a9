"""The codes other programs read: few, in one shape, and also found in what was stored before they were."""

from __future__ import annotations

import re

import pytest

from ledctl.screening.findings import Finding, Severity, published_code, read_stored
from ledctl.screening.hits import Datum
from ledctl.sentences import CATALOGUE, Sentence


@pytest.mark.parametrize("datum", Datum)
def test_personal_data_has_one_code(datum: Datum) -> None:
    """Whatever kind of number it is, other programs read ``personal-data``; the rule says which."""
    finding = Finding(f"personal_{datum.value}", Severity.BLOCK, "title", Sentence("x", "字", "word"))
    said = finding.as_stored()
    assert (said["code"], said["rule"]) == ("personal-data", f"personal_{datum.value}")
    assert finding.as_dict().keys() == {"code", "severity", "where", "message"}, "the shape `check` prints"


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("glyph_missing", "glyph-missing"),
        ("channel_forbidden", "channel-forbidden"),
        ("personal_kept", "personal-kept"),
    ],
)
def test_other_codes_are_the_rules_own(rule: str, code: str) -> None:
    """Every other code is its rule with hyphens; a datum two people kept is no hit."""
    assert published_code(rule) == code


def test_every_code_is_kebab_case() -> None:
    """One shape for all of them."""
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", published_code(rule)) for rule in CATALOGUE)


def test_findings_of_older_versions_are_read() -> None:
    """What was stored when the code was the rule itself reads like what is stored today."""
    today = Finding("glyph_missing", Severity.BLOCK, "title", Sentence("glyph_missing", "缺字", "hole"))
    stored = today.as_stored()
    older = {key: value for key, value in stored.items() if key != "rule"} | {"code": "glyph_missing"}
    assert read_stored(older) == read_stored(stored) == stored
