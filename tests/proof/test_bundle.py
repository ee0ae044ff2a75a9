"""The bundle: what is in it, the same each time, who may take it, and that taking it is on record."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from drivers.picture import from_image
from ledctl.accounts.model import Actor, Role, Via
from ledctl.content.model import MAX_ROWS, Column, Table
from ledctl.errors import NotAllowed, NotFound
from ledctl.ledger.chain import link
from ledctl.ledger.segments import unpack
from ledctl.proof.anchors import Anchor
from ledctl.proof.proving import Proofs
from ledctl.proof.rights import MAY_TAKE
from ledctl.proof.zipping import Bundle
from ledctl.reports.shares import quiet_of
from tests.proof.conftest import Taken
from tests.publishing.office import Office, actor, short_notice

Take = Callable[..., Taken]
ANCHOR = Anchor(7, datetime(2026, 11, 23, 1, tzinfo=UTC), '{"no":7}', "ab" * 64, "cd" * 32)


@pytest.fixture
def shown(office: Office) -> Office:
    """Notice A stood for over an hour, so that an hour of it is sealed."""
    office.put_up("A")
    office.pass_time(4000, step_s=5)
    return office


def test_every_member_is_there_and_has_its_digest(shown: Office, take: Take) -> None:
    """digests.txt names every other member with its SHA-256, in the form sha256sum reads."""
    taken = take("A")
    names = taken.zip.namelist()
    assert {
        "certificate.pdf",
        "approval.pdf",
        "displays.csv",
        "summary.json",
        "frames/frames.csv",
        "record/events.jsonl",
        "record/segments.jsonl",
        "README.txt",
        "index.html",
    } <= set(names)
    lines = taken.read("digests.txt").decode().splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert told.keys() == set(names) - {"digests.txt"}
    assert all(sha256(taken.read(name)).hexdigest() == digest for name, digest in told.items())
    assert taken.made.members == told | {"digests.txt": sha256(taken.read("digests.txt")).hexdigest()}
    assert (taken.made.digest, taken.made.size) == (sha256(taken.raw).hexdigest(), len(taken.raw))


def test_the_same_record_and_moment_give_the_same_bytes(shown: Office) -> None:
    """Two bundles of one moment differ in nothing but what was recorded between them."""
    shown.worker._recorder.flush(force=True)
    first = _without_event(shown)
    assert first == _without_event(shown)


def _without_event(office: Office) -> bytes:
    """A bundle whose event was not written, as when the disk takes nothing any more."""
    proofs, out = office.station.proofs, io.BytesIO()
    proofs._record = lambda *_: None  # type: ignore[method-assign]
    proofs.make(actor("reviewer"), "A", out)
    return out.getvalue()


def test_the_list_of_displays_is_the_ledger(shown: Office, take: Take) -> None:
    """Every display stands in the list once, with its own beginning and page; the summary adds them up."""
    taken, told = take("A"), [*reversed(shown.displays())]
    rows = taken.rows()
    assert len(rows) == len(told)
    assert [(int(row[4]) - 1, int(row[8])) for row in rows] == [
        (one.page, round(one.start.timestamp() * 1000)) for one in told
    ]
    assert sum(float(row[7]) for row in rows) == pytest.approx(sum(one.seconds for one in told), abs=0.01)
    found = taken.summary()["signs"]["gate"]["displays"]
    assert found["shown"] == len(told)
    assert sum(day["shown"] for day in found["days"].values()) == len(told)
    assert rows[-1][6] == "仍在展示"
    assert taken.read("displays.csv").startswith(b"\xef\xbb\xbf")


def test_the_pictures_are_the_approved_frames(shown: Office, take: Take) -> None:
    """R38: every approved page, lamp for lamp; the list gives the digest of each frame as it was sent."""
    taken = take("A")
    sent = {frame.digest for frame in shown.sign.taken}
    rows = taken.rows("frames/frames.csv")
    assert {row[8] for row in rows} == sent
    for row in rows:
        image = Image.open(io.BytesIO(taken.read(row[0])))
        panel = shown.sign.panel
        small = image.convert("RGB").resize((panel.width, panel.height), Image.Resampling.NEAREST)
        assert from_image(small, panel).digest == row[8]


def test_every_row_of_the_record_checks_by_itself(shown: Office, take: Take) -> None:
    """An event's and a segment's hash can be computed again from the columns in the bundle alone."""
    taken = take("A")
    rows = [json.loads(line) for line in taken.read("record/events.jsonl").splitlines()]
    assert {row["notice"] for row in rows} == {"A"}
    assert {"draft_saved", "approved", "shown"} <= {row["kind"] for row in rows}
    for row in rows:
        fields = {name: value for name, value in row.items() if name not in ("prev", "hash")}
        assert link(row["prev"], fields) == row["hash"]
    segments = [json.loads(line) for line in taken.read("record/segments.jsonl").splitlines()]
    assert segments
    for row in segments:
        fields = {name: value for name, value in row.items() if name not in ("prev", "hash")}
        fields["body"] = base64.b64decode(row["body"])
        assert link(row["prev"], fields) == row["hash"]
        assert any(slot.notice == "A" for slot in unpack(fields["body"]).slots)


def test_a_checkpoint_is_printed_and_enclosed(shown: Office) -> None:
    """Where the record was signed, paper and bundle carry code, signature, key and the verifier."""
    station, out = shown.station, io.BytesIO()
    proofs = Proofs(
        station.office,
        quiet_of(station.settings),
        {"gate": "政府大门"},
        anchor=lambda: ANCHOR,
        verifier=lambda: b"print('ok')\n",
    )
    taken = Taken(proofs.make(actor("reviewer"), "A", out), out.getvalue())
    paper = taken.paper()
    assert ANCHOR.code in paper
    assert "校验点第7号" in paper
    assert ANCHOR.fingerprint[:8] in paper
    assert "政府大门" in paper
    assert json.loads(taken.read("checkpoint.json")) == {
        "statement": ANCHOR.statement,
        "signature": ANCHOR.signature,
        "public_key": ANCHOR.public_key,
    }
    assert taken.summary()["checkpoint"]["code"] == ANCHOR.code
    guide = taken.read("README.txt").decode("utf-8-sig")
    assert "verify_ledctl.py" in guide
    assert ANCHOR.code in guide
    assert [len(part) for part in ANCHOR.code.split("-")] == [4] * 6


def test_the_guide_is_chinese_first_and_links_lead_somewhere(shown: Office, take: Take) -> None:
    """README.txt begins in Chinese and is whole in English; the page names only what is there."""
    taken = take("A")
    guide = taken.read("README.txt").decode("utf-8-sig")
    assert guide.index("怎样校验") < guide.index("How to check")
    assert "本包不含异议人的任何信息" in guide
    page, names = taken.read("index.html").decode(), taken.zip.namelist()
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert all(any(name.startswith(link) for name in names) for link in links)
    assert "verify_ledctl.py" not in links


def test_what_a_person_wrote_is_text_everywhere(office: Office, take: Take) -> None:
    """A title that looks like markup, a formula or a typesetter's command stays what was written."""
    title = "#show <b>=1+1</b> $x$"
    office.approve(short_notice("A").model_copy(update={"title": title}))
    office.pass_time(30)
    taken = take("A")
    assert title.replace(" ", "") in taken.paper()
    assert "&lt;b&gt;=1+1" in taken.read("index.html").decode()
    assert "<b>" not in taken.read("index.html").decode()


@pytest.mark.parametrize("role", list(Role))
def test_whoever_reads_the_record_may_take_it_and_it_is_told(shown: Office, take: Take, role: Role) -> None:
    """The event names who took which file; of an auditor it is a look as well; a village poster may not."""
    if role not in MAY_TAKE:
        with pytest.raises(NotAllowed):
            take("A", actor(role.value))
        assert shown.told("proof_made", "auditor_looked") == []
        return
    taken = take("A", actor(role.value))
    (event,) = shown.told("proof_made")
    assert (event.actor, event.notice, event.via) == (role.value, "A", Via.WEB)
    assert event.facts["digest"] == sha256(taken.raw).hexdigest()
    looks = [one.facts["what"] for one in shown.told("auditor_looked")]
    assert looks == (["proof A"] if role is Role.AUDITOR else [])
    assert shown.station.verify().ok


def test_what_may_not_be_taken_leaves_nothing(shown: Office) -> None:
    """R12: no such notice, or a password somebody else has seen: nothing written, nothing signed."""
    signed: list[str] = []

    def sign() -> None:
        signed.append("signed")

    proofs = Proofs(shown.station.office, quiet_of(shown.station.settings), {}, anchor=sign)
    newcomer = Actor("new", "新人", frozenset({Role.REVIEWER}), Via.WEB, must_change_password=True)
    out = io.BytesIO()
    with pytest.raises(NotFound):
        proofs.make(actor("reviewer"), "nobody", out)
    with pytest.raises(NotAllowed):
        proofs.make(newcomer, "A", out)
    assert (out.getvalue(), signed, shown.told("proof_made")) == (b"", [], [])


def test_a_bundle_takes_no_name_twice_and_streams() -> None:
    """Members are written part by part; two of one name would hide each other."""
    out = io.BytesIO()
    at = datetime(2026, 5, 3, 7, 20, tzinfo=UTC)
    with Bundle(out, at, ZoneInfo("Asia/Shanghai")) as bundle:
        bundle.add("a.csv", (f"{n}\n" for n in range(3)))
        with pytest.raises(ValueError, match=r"a\.csv"):
            bundle.add("a.csv", b"")
    taken = Taken(None, out.getvalue())  # type: ignore[arg-type] # no notice's
    assert taken.read("a.csv") == b"0\n1\n2\n"
    info = taken.zip.getinfo("a.csv")
    assert info.date_time == (2026, 5, 3, 15, 20, 0)
    assert info.external_attr >> 16 == 0o100644


def test_a_bundle_that_failed_is_closed_without_its_list() -> None:
    """A failure in the middle is told as it is, and leaves no half list that would look whole."""
    out = io.BytesIO()
    at, zone = datetime(2026, 5, 3, tzinfo=UTC), ZoneInfo("Asia/Shanghai")

    def lines() -> Iterator[str]:
        yield "甲"
        raise RuntimeError("disk")

    with pytest.raises(RuntimeError, match="disk"), Bundle(out, at, zone) as bundle:
        bundle.add("a.txt", lines())
    assert Taken(None, out.getvalue()).zip.namelist() == ["a.txt"]  # type: ignore[arg-type] # no notice's


def test_a_list_of_five_thousand_rows_prints(office: Office, take: Take) -> None:
    """The longest list there may be is set small and whole: every row, in no more than ninety pages."""
    cells = ({"no": str(n), "name": f"某甲{n}"} for n in range(1, MAX_ROWS + 1))
    columns = (Column(key="no", label="序号"), Column(key="name", label="名称"))
    long = short_notice("A").model_copy(update={"table": Table(columns=columns, rows=tuple(cells))})
    office.station.desk.draft(actor("drafter"), long)
    paper = take("A").paper("approval.pdf")
    assert all(f"某甲{n}" in paper for n in (1, MAX_ROWS // 2, MAX_ROWS))
    assert f"共{MAX_ROWS}行" in paper
    assert int(paper.rpartition("页，共")[2].removesuffix("页")) <= 90
