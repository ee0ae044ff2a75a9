"""A bundle is an export: the one verifier checks it whole, and finds what was changed in any member."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.exported_site import check
from tests.proof.conftest import Taken
from tests.publishing.office import Office, actor

Take = Callable[..., Taken]


@pytest.fixture
def shown(office: Office) -> Office:
    """Notice A stood for two hours, and B beside it; somebody objected, somebody remarked."""
    office.put_up("A")
    office.put_up("B")
    office.pass_time(7300, step_s=5)
    station = office.station
    station.objections.receive(actor("drafter"), "A", how="phone", summary="邻居说名单有误")
    station.remarks.add(actor("reviewer"), "A", "请先核对户口")
    return office


def save(taken: Taken, file: Path, member: str = "", change: Callable[[bytes], bytes] = bytes) -> Path:
    """The bundle as a file, one member of it changed."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new, taken.zip as old:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
    return file


def lines(taken: Taken, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in taken.read(name).splitlines()]


def test_a_bundle_verifies_with_the_key_alone(shown: Office, take: Take, tmp_path: Path) -> None:
    """The issue: the verifier that ships inside checks the whole file with the public key or the code."""
    taken = take("A")
    key, anchor = shown.station.checkpoints.key(), shown.station.checkpoints.last()
    assert key is not None
    assert anchor is not None
    file = tmp_path / "proof.zip"
    file.write_bytes(taken.raw)
    code, report = check(file, "--key", key.public_key, "--code", anchor.code)
    assert (code, report["problems"], report["what"]) == (0, [], {"notice": "A"})
    assert report["key_given"] is True
    assert report["code_at"] == anchor.no
    assert report["displays"] > 0
    assert report["segments"]["not_yet_anchored"] == report["facts"]["not_yet_anchored"] == 0
    assert check(file, "--key", "ab" * 32)[0] == 1


MEMBERS = (
    *("certificate.pdf", "approval.pdf", "displays.csv", "frame"),
    *("summary.json", "README.txt", "digests.txt"),
)


def test_one_changed_byte_of_any_paper_is_found(shown: Office, take: Take, tmp_path: Path) -> None:
    """No paper, picture or list of a bundle can be changed without the verifier naming it."""
    taken = take("A")
    frame = taken.rows("frames/frames.csv")[0][0]
    for member in MEMBERS:
        name = frame if member == "frame" else member
        file = save(
            taken, tmp_path / "proof.zip", name, lambda raw: raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:]
        )
        code, report = check(file)
        assert (code, [bad["member"] for bad in report["problems"]]) == (1, [name])


def test_what_a_forger_adds_or_takes_away_is_found(shown: Office, take: Take, tmp_path: Path) -> None:
    """A paper more, or the record's own rows fewer, is no bundle of ours."""
    taken = take("A")
    file = save(taken, tmp_path / "proof.zip")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("certificate-2.pdf", b"%PDF")
    assert [bad["member"] for bad in check(file)[1]["problems"]] == ["certificate-2.pdf"]
    file = save(taken, file, "facts.jsonl", lambda raw: raw[: raw.rindex(b"\n", 0, -1) + 1])
    assert check(file)[0] == 1


def test_the_pictures_lead_to_the_approval(shown: Office, take: Take) -> None:
    """R38: as README.txt says, from the lamps to the digest of the frame, of the program, of the approval.

    Computed here from the files of the bundle alone, by nothing of the program.
    """
    taken = take("A")
    rows = taken.rows("frames/frames.csv")
    panel = rows[0][6]
    size, colour = panel.split()
    width, height = map(int, size.split("x"))
    assert colour == "dual"
    program = hashlib.sha256(f"ledctl-program-1 {panel} {len(rows)}\n".encode())
    for row in rows:
        image = Image.open(io.BytesIO(taken.read(row[0]))).convert("RGB")
        step = image.width // width
        data = b"".join(
            packed([bool(pixel(image, x * step, y * step)[plane]) for x in range(width)])
            for plane in range(2)
            for y in range(height)
        )
        digest = hashlib.sha256(f"ledctl-frame-1 {panel}\n".encode() + data).hexdigest()
        assert digest == row[8]
        program.update(f"{row[5]} {digest}\n".encode())
    orders = [
        one["row"] for one in lines(taken, "facts.jsonl") if one["tbl"] == "display_order" and one["row"]
    ]
    assert {one["program_digest"] for one in orders} == {program.hexdigest()} == {rows[0][7]}
    assert {row["notice_id"] for row in orders} == {"A"}


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def packed(bits: list[bool]) -> bytes:
    """Eight lamps a byte, the leftmost highest, the row filled up to whole bytes."""
    filled = [*bits, *[False] * (-len(bits) % 8)]
    return bytes(
        sum(bit << 7 - n for n, bit in enumerate(filled[at : at + 8])) for at in range(0, len(filled), 8)
    )


def test_objections_and_remarks_stay_in_the_house(shown: Office, take: Take) -> None:
    """PIPL art. 6: of objections and remarks, and of other notices, a bundle has digests alone."""
    taken = take("A")
    with taken.zip as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for word in ("邻居说名单有误", "请先核对户口"):
        assert word.encode() not in everything
    told = {one["tbl"] for one in lines(taken, "facts.jsonl") if one["row"] is not None}
    assert told == {"version", "decision", "program", "display_order"}
    links = {one["tbl"] for one in lines(taken, "facts.jsonl")}
    assert {"objection", "remark"} <= links
