"""The bundle: what is in it, the same each time, who may take it, and that taking it is on record."""

from __future__ import annotations

import io
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
from ledctl.proof.proving import Proofs
from ledctl.proof.rights import MAY_TAKE
from ledctl.proof.zipping import Bundle
from ledctl.reports.shares import quiet_of
from tests.proof.conftest import Taken
from tests.publishing.office import Office, actor, short_notice

Take = Callable[..., Taken]


@pytest.fixture
def shown(office: Office) -> Office:
    """Notice A stood for over an hour, so that an hour of it is sealed."""
    office.put_up("A")
    office.pass_time(4000, step_s=5)
    return office


def test_every_member_is_there_and_has_its_digest(shown: Office, take: Take) -> None:
    """digests.txt names every member before it for sha256sum; the manifest that names them comes last."""
    taken = take("A")
    names = taken.zip.namelist()
    assert {
        "certificate.pdf",
        "approval.pdf",
        "displays.csv",
        "summary.json",
        "frames/frames.csv",
        "events.jsonl",
        "segments.jsonl",
        "facts.jsonl",
        "checkpoints.jsonl",
        "verify_ledctl.py",
        "manifest.json",
        "README.txt",
        "index.html",
    } <= set(names)
    lines = taken.read("digests.txt").decode().splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert names[-2:] == ["digests.txt", "manifest.json"]
    assert told.keys() == set(names[:-2])
    assert all(sha256(taken.read(name)).hexdigest() == digest for name, digest in told.items())
    last = {name: sha256(taken.read(name)).hexdigest() for name in names[-2:]}
    assert taken.made.members == told | last
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


def test_a_checkpoint_is_signed_and_printed(shown: Office, take: Take) -> None:
    """What leaves the house is signed first; both papers carry code, key, and whose sign it was."""
    taken = take("A")
    (signed,) = [one for one in shown.told("checkpoint_signed") if one.facts["why"] == "export"]
    assert signed.actor == "reviewer"
    anchor = shown.station.checkpoints.last()
    assert anchor is not None
    for paper in (taken.paper(), taken.paper("approval.pdf")):
        assert anchor.code in paper
        assert f"校验点第{anchor.no}号" in paper
        assert anchor.fingerprint.replace(" ", "") in paper
    assert taken.summary()["checkpoint"] | {"why": "export"} == anchor.as_dict()
    assert anchor.code in taken.read("README.txt").decode("utf-8-sig")


def test_a_sign_has_the_name_the_office_gave_it(shown: Office) -> None:
    """Papers name signs as people do."""
    station, out = shown.station, io.BytesIO()
    labels = {"gate": "政府大门"}
    proofs = Proofs(station.office, station.sealing, quiet_of(station.settings), labels)
    taken = Taken(proofs.make(actor("reviewer"), "A", out), out.getvalue())
    assert "政府大门" in taken.paper()


def test_the_guide_is_chinese_first_and_links_lead_somewhere(shown: Office, take: Take) -> None:
    """README.txt begins in Chinese and is whole in English; the page names only what is there."""
    taken = take("A")
    guide = taken.read("README.txt").decode("utf-8-sig")
    assert guide.index("怎样校验") < guide.index("How to check")
    assert "本包不含异议人的任何信息" in guide
    page, names = taken.read("index.html").decode(), taken.zip.namelist()
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert all(any(name.startswith(link) for name in names) for link in links)
    assert {"verify_ledctl.py", "manifest.json"} <= set(links)


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
    proofs = shown.station.proofs
    before = shown.told("checkpoint_signed")
    newcomer = Actor("new", "新人", frozenset({Role.REVIEWER}), Via.WEB, must_change_password=True)
    out = io.BytesIO()
    with pytest.raises(NotFound):
        proofs.make(actor("reviewer"), "nobody", out)
    with pytest.raises(NotAllowed):
        proofs.make(newcomer, "A", out)
    assert (out.getvalue(), shown.told("proof_made")) == (b"", [])
    assert shown.told("checkpoint_signed") == before


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
