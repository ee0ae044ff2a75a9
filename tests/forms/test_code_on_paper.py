"""What a form on paper carries is enough to check the record by."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from ledctl.accounts.model import Actor
from ledctl.forms.outputs import write_form
from ledctl.reports.periods import quarter
from ledctl.station import Station
from tests.pdf_text import text_of

CODE = re.compile(r"(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}")
Q1 = quarter(2026, 1)


@pytest.mark.parametrize("is_filed", [False, True])
def test_the_code_on_a_form_is_typed_back_and_holds(
    station: Station, person: Callable[..., Actor], is_filed: bool
) -> None:
    """A draft carries the newest checkpoint, a filed form its own; typed with mistakes, both hold."""
    station.checkpoint("daily")
    forms, clerk = station.forms, person("drafter")
    signers = {signer.address: f"某{signer.label}" for signer in forms.all()["2017"].signers}
    forms.enter(clerk, "2017", Q1, signers, source="登记簿", zero_rest=True)
    filed = forms.file(person("reviewer"), "2017", Q1) if is_filed else None
    form, imprint = (filed.form, filed.imprint) if filed else (forms.fill("2017", Q1), forms.draft())
    paper = text_of(write_form("pdf", form, imprint, station.settings.zoneinfo, at=station.clock.now()))
    (code,) = set(CODE.findall(paper))
    typed = code.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")
    verdict = station.verify(anchors=[typed])
    assert verdict.ok
    assert verdict.not_yet_anchored is not None
    assert verdict.not_yet_anchored.code == code
    assert verdict.not_yet_anchored.checkpoint == (2 if is_filed else 1)
