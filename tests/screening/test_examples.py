"""The nine examples, each with what an office would want to be told about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ledctl.content.model import Notice
from ledctl.screening.findings import Screened
from ledctl.screening.texts import texts_of

Check = Callable[[Notice], Screened]
Example = Callable[[str], Notice]

EXPECTED: dict[str, set[tuple[str, str, str]]] = {
    "N01": {
        ("info", "character_normalised", "table.rows[13].head"),
        ("warn", "same_name_in_group", "table.rows[13].head"),
    },
    "N02": {
        ("info", "column_dropped", "table.columns[7]"),
        ("warn", "column_to_review", "table.columns[2]"),  # social aid lists no sex
        ("warn", "column_to_review", "table.columns[3]"),
        ("warn", "column_to_review", "table.columns[6]"),
    },
    "N03": {
        ("info", "column_generalised", "table.columns[4]"),
        ("warn", "column_to_review", "table.columns[6]"),
        ("warn", "child_name_masked", "table.rows[4].name"),
        ("block", "personal_birth", "table.rows[4].remark"),
        ("block", "personal_mobile", "table.rows[4].remark"),
        ("block", "personal_bank_card", "table.rows[11].remark"),
    },
    "N04": {
        ("info", "column_dropped", "table.columns[4]"),
        ("info", "column_dropped", "table.columns[5]"),
        ("warn", "id_mistyped", "table.rows[18].id_no"),
        ("info", "id_empty", "table.rows[21].id_no"),
        ("warn", "amount_differs", "table.rows[24].amount"),
        ("warn", "same_name_in_group", "table.rows[33].name"),
    },
    "N06": set(),
    "N07": set(),
    "N08": set(),
    "N09": set(),
    "N10": {("warn", "correction_repeats_old_text", "table.columns[3]")},
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_exactly_the_faults_that_are_there_are_found(name: str, check: Check, example: Example) -> None:
    """Each planted fault is answered, and nothing else is remarked on."""
    screened = check(example(name))
    found = {(finding.severity.value, finding.code, finding.where) for finding in screened.findings}
    assert found == EXPECTED[name] | {("info", "publisher_open", "published_by")}
    assert screened.ok == (name != "N03")


def rows_of(screened: Screened) -> tuple[dict[str, str], ...]:
    assert screened.public.table is not None
    return screened.public.table.rows


def test_a_private_use_name_becomes_the_character_meant(check: Check, example: Example) -> None:
    """U+E863 is the old code of 䶮; it is mapped and then the same name as in row 2 comes to light."""
    rows = rows_of(check(example("N01")))
    assert rows[13]["head"] == rows[1]["head"] == "王䶮"
    assert rows[9]["head"] == "欧阳𣗋菲"
    assert rows[11]["head"] == "阿依古丽·买买提江"


def test_health_is_not_in_the_public_version(check: Check, example: Example) -> None:
    """The column goes before approval, its words are nowhere."""
    public = check(example("N02")).public
    assert not any(word in text for text in texts_of(public).values() for word in ("残疾", "高血压", "健康"))


def test_reasons_a_child_and_numbers_of_a_relief_list(check: Check, example: Example) -> None:
    """Illnesses become classes, the child a surname, birth month and numbers are gone."""
    screened = check(example("N03"))
    rows = rows_of(screened)
    assert {row["reason"] for row in rows} == {"因病", "因意外", "因灾", "因学"}
    assert rows[4]["name"] == "周**"
    text = "".join(texts_of(screened.public).values())
    hidden = ("尿毒症", "癌", "脑梗", "周子涵", "2013", "19000000000", "6200000000000000018")
    assert not any(word in text for word in hidden)


def test_no_number_of_a_subsidy_list_is_public(check: Check, example: Example) -> None:
    """ID numbers in eight shapes and every account go with their columns; the figures stay as written."""
    notice = example("N04")
    screened = check(notice)
    assert notice.table is not None
    secrets = [row[key] for row in notice.table.rows for key in ("id_no", "card") if row[key]]
    assert len(secrets) == 79
    answer = str(screened.as_dict())
    assert not any(secret in answer for secret in secrets)
    assert rows_of(screened)[24]["amount"] == "2116.87"


def test_certificate_numbers_stay(check: Check, example: Example) -> None:
    """A builder's certificate is neither an ID number nor an account."""
    assert rows_of(check(example("N07")))[0]["cert"] == "湘240228479004"


@pytest.mark.parametrize("name", ["N06", "N07", "N08", "N09"])
def test_what_has_no_fault_goes_out_as_it_came(name: str, check: Check, example: Example) -> None:
    """Office telephones, stations, mixed signs and a locked warning are not touched."""
    assert check(example(name)).public == example(name)
