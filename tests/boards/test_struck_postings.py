"""A posting that was struck never hung: every reader leaves it out, or says that it was struck."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest

from ledctl.accounts.model import Actor
from ledctl.archive.due import _hanging
from ledctl.archive.year import _missing
from ledctl.boards.sheets.codes import code_of
from ledctl.clock import FrozenClock
from ledctl.content.channels import CHANNELS
from ledctl.notices.elsewhere import Entry
from ledctl.notices.queries import one
from ledctl.proof.certificate import certificate
from ledctl.proof.evidence import Evidence
from ledctl.proof.story import limits
from ledctl.questions.casefile import casefile
from ledctl.questions.timeline import timeline
from ledctl.reports.elsewhere import posted_within, postings_of
from ledctl.station import Station
from tests.boards.posting_hands import DAY, carry, list_of, print_sheet, set_up_board
from tests.boards.register import a_photo


@pytest.fixture
def office(station: Station, person: Callable[..., Actor], clock: FrozenClock) -> Station:
    """L1 hung on the town's board, with sheet and photo, and an hour later that was struck."""
    set_up_board(station, "b01")
    carry(station, list_of())
    number = station.postings.up(person("operator"), "L1", "b01", a_photo(), print_sheet(station, "L1"))
    clock.advance(3600)
    station.postings.strike(person("operator"), number, "登记错了公开栏")
    clock.advance(1)
    return station


def one_code(station: Station) -> str:
    """The code on the sheet that was printed."""
    version = one(station.database, "L1").approved
    assert version is not None
    return code_of("L1", version.digest)


def evidence(station: Station) -> Evidence:
    file = casefile(station.office, "L1", lambda _sign, _ms, _span: ())
    zone = station.settings.zoneinfo
    return Evidence(file, {}, station.clock.now(), zone, station.office.categories.get("dibao_review"))


def test_a_count_knows_a_strike_from_its_moment_on(office: Station) -> None:
    """As of an earlier moment the posting counts as it did then (as ``outside_strike`` does)."""
    now, zone = office.clock.now(), office.settings.zoneinfo
    span = (now - dt.timedelta(days=1), now + dt.timedelta(days=1))
    before = now - dt.timedelta(minutes=1)
    with office.database.read() as session:
        connection = session.connection()
        assert posted_within(connection, span, before, False) == {"L1"}
        assert posted_within(connection, span, now, False) == set()
        assert postings_of(connection, ["L1"], before, zone, False).keys() == {("L1", "board_town")}
        assert postings_of(connection, ["L1"], now, zone, False) == {}


def test_the_same_may_be_entered_again(office: Station) -> None:
    """What is known to have been published elsewhere does not know it."""
    entry = Entry(one(office.database, "L1").title, "board_town", dt.date(2026, 11, 23), "b01门前")
    (looked,) = office.elsewhere.look([entry])
    assert looked.twin == ""


def test_it_keeps_no_text_and_makes_nothing_public(office: Station) -> None:
    """A text is not kept for a sheet that never hung; a notice that never hung was never public."""
    with office.database.read() as session:
        connection = session.connection()
        assert connection.execute(_hanging(office.clock.now())).all() == []
        missing = _missing(connection, office.office, 2026, dt.date(2026, 11, 23))
    assert [found.index for found in missing] == ["L1"]


def test_search_finds_why_it_was_struck(office: Station) -> None:
    """What people wrote is found once, under the posting's notice."""
    hits = office.questions.search("登记错了公开栏").as_dict()["hits"]
    assert [(hit["source"], hit["notice"]) for hit in hits] == [("posting_strike", "L1")]


def test_the_case_tells_of_it_and_the_certificate_says_struck(office: Station) -> None:
    """It stays to be read; it is no evidence of anything."""
    found = evidence(office)
    lines = timeline(found.file, office.settings.zoneinfo)
    told = {line.code: line.said for line in lines}
    assert (told["posted_elsewhere"], told["posting_struck"]) == ("b01门前", "登记错了公开栏")
    assert found.file.stays == {}
    (row,) = certificate(found)["postings"]
    assert row[:2] == [CHANNELS["board_town"][1], "b01门前"]
    assert row[3] == "已注销，不计入（登记错了公开栏）"
    assert not any("张贴" in zh for zh, _ in limits(found))


def test_the_certificate_names_board_copy_and_photo(
    office: Station, person: Callable[..., Actor], clock: FrozenClock
) -> None:
    """Which board, which copy of which version, the first digits of the photo; what is missing is said."""
    code = one_code(office)
    clock.advance(2 * DAY)
    first = office.postings.up(person("operator"), "L1", "b01", a_photo(), code)
    clock.advance(60)
    office.postings.down(person("operator"), first, "换新纸", a_photo("grey"))
    office.postings.up(person("operator"), "L1", "b01")
    rows = certificate(evidence(office))["postings"]
    digest, after = a_photo().digest[:8], a_photo("grey").digest[:8]
    assert (
        rows[1][1]
        == f"b01门前，公开栏 b01，纸张 {code} 第 1 版第 1 份，照片摘要 {digest}，撤下后照片摘要 {after}"
    )
    assert rows[2][1] == "b01门前，公开栏 b01，未登记纸张编号，没有照片"
    assert any("不证明拍摄的时间和地点" in zh for zh, _ in limits(evidence(office)))
    lines = certificate(evidence(office))["period"]
    assert any("村公开栏" in line and "空档" in line for line in lines)


def test_the_certificate_tells_of_a_sheet_that_was_outdated(
    office: Station, person: Callable[..., Actor], clock: FrozenClock
) -> None:
    """R1: the older text hung on without a gap; the paper does not let it pass for the newer one."""
    number = office.postings.up(person("operator"), "L1", "b01", a_photo(), one_code(office))
    clock.advance(DAY)
    office.after.revise(person("drafter"), "L1", "补充")
    assert not any("仍张贴着" in zh for zh, _ in limits(evidence(office)))
    carry(office, list_of(body=("另一内容。",)), anew=False)
    clock.advance(60)
    told = "第 2 版批准后仍张贴着第 1 版"
    assert any(told in zh for zh, _ in limits(evidence(office)))
    office.postings.down(person("operator"), number, "换新版")
    assert any(told in zh for zh, _ in limits(evidence(office)))


def test_the_bundle_says_the_same(office: Station, person: Callable[..., Actor], clock: FrozenClock) -> None:
    """``summary.json`` has board, code, copy and the whole digests."""
    code = one_code(office)
    office.postings.up(person("operator"), "L1", "b01", a_photo(), code)
    out = BytesIO()
    office.proofs.make(person("auditor"), "L1", out)
    with ZipFile(out) as bundle:
        (name,) = [name for name in bundle.namelist() if name.endswith("summary.json")]
        told = json.loads(bundle.read(name))["postings"]
    assert told[0]["struck"] == "登记错了公开栏"
    assert (told[1]["board"], told[1]["code"], told[1]["copy"]) == ("b01", code, 1)
    assert told[1]["photo"] == a_photo().digest
