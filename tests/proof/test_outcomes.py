"""What can be said of all signs together, for records no office of the other tests comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ledctl.content.model import Notice
from ledctl.ledger.downtime import How, Outage
from ledctl.ledger.outages import OutageFact
from ledctl.proof.certificate import MOST_OUTAGES, certificate
from ledctl.proof.evidence import Evidence, Outcome
from ledctl.proof.framefiles import frame_files
from ledctl.proof.story import statements
from ledctl.proof.tallies import SignSum, Sum
from ledctl.questions.casefile import casefile
from ledctl.reports.shares import quiet_of
from tests.publishing.office import Office


@pytest.fixture
def evidence(office: Office, sample: Callable[[str], Notice]) -> Evidence:
    """Of an approved notice with a publicity period of which nothing is on record yet."""
    station = office.station
    office.approve(sample("N01"))
    file = casefile(station.office, "N01", quiet_of(station.settings))
    category = station.categories.get("dibao_review")
    return Evidence(file, {}, station.clock.now(), station.settings.zoneinfo, category)


def first(total: Sum, **more: Any) -> dict[str, SignSum]:
    return {"gate": SignSum(total, **more)}


def test_only_estimates_are_no_display(evidence: Evidence) -> None:
    """R22: hours a card may have shown it are no proof of a second."""
    found = replace(evidence, signs=first(Sum(estimated=9, estimated_ms=90_000)))
    assert found.outcome is Outcome.ESTIMATED
    assert "没有任何回执；不能证明展示过" in statements(found)[0][0]


def test_what_was_only_sent_is_told_beside_what_was_received(evidence: Evidence) -> None:
    """A sign that answers and one that never does are not added up."""
    ends = {"first_ms": 0, "last_ms": 9, "weakest": 0, "strongest": 2}
    found = replace(evidence, signs=first(Sum(shown=2, shown_ms=20_000, sent=5, sent_ms=50_000), **ends))
    said = statements(found)
    assert "得到回执 2 次" in said[0][0]
    assert "最弱一级回执：P2" in said[0][0]
    assert said[1][0].startswith("另有 5 次已发送，无回执")


def test_what_no_sign_was_meant_for_says_so(evidence: Evidence) -> None:
    """An item of a category that keeps off the screen is no item that failed to show."""
    dossier = replace(evidence.file.dossier, orders=())
    found = replace(evidence, file=replace(evidence.file, dossier=dossier))
    assert found.outcome is Outcome.OFF_SCREEN
    assert "没有安排上显示屏" in statements(found)[0][0]
    assert certificate(found)["caption"] == ""


def test_a_period_nobody_approved_is_covered_by_nothing(evidence: Evidence) -> None:
    """Before an approval nothing has to hang anywhere, and no gap is told."""
    dossier = replace(evidence.file.dossier, decisions=())
    found = certificate(replace(evidence, file=replace(evidence.file, dossier=dossier)))
    assert found["period"][-1].startswith("本件公示期")
    assert dict(found["head"])["批准"] == "未批准"


def test_the_longest_outages_are_named_and_the_others_added_up(evidence: Evidence) -> None:
    """Hundreds of short outages do not hide the long one; none is left out of the sum."""
    start = evidence.at - timedelta(days=1)
    short = [
        OutageFact(n, "gate", Outage.LINK, start, start + timedelta(seconds=n), How.CONFIRMED, {})
        for n in range(1, MOST_OUTAGES + 4)
    ]
    told = certificate(replace(evidence, file=replace(evidence.file, outages=tuple(short))))["outages"]
    assert len(told["rows"]) == MOST_OUTAGES
    assert told["rows"][-1][-1] == f"{MOST_OUTAGES + 3}秒"
    assert "3 次，合计 6秒" in told["rest"]


def test_an_end_nobody_saw_is_no_end(evidence: Evidence) -> None:
    """Where nobody looked in between, the end is told as the latest it can have been."""
    start = evidence.at - timedelta(hours=1)
    lost = OutageFact(1, "gate", Outage.HOST, start, evidence.at, How.LATEST, {})
    told = certificate(replace(evidence, file=replace(evidence.file, outages=(lost,))))["outages"]
    assert told["rows"][0][3].startswith("不晚于 ")


def test_a_program_no_longer_kept_has_no_picture(evidence: Evidence) -> None:
    """After the time for pictures is over the other facts stay."""
    assert [*frame_files(evidence.file.dossier.orders, {})] == []
    assert replace(evidence, file=replace(evidence.file, programs={})).pictured is None


def test_a_stand_in_is_named_with_whom_they_stood_in_for(evidence: Evidence) -> None:
    """R5: who signed for whom stands on the certificate."""
    last = replace(evidence.file.dossier.decisions[-1], on_behalf_name="李镇长")
    decisions = (*evidence.file.dossier.decisions[:-1], last)
    dossier = replace(evidence.file.dossier, decisions=decisions)
    head = dict(certificate(replace(evidence, file=replace(evidence.file, dossier=dossier)))["head"])
    assert "（代 李镇长）" in head["批准"]
