"""The one small file that checks exports: its mathematics, its reading, and what strangers may hand it."""

from __future__ import annotations

import ast
import io
import json
import sys
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from ledctl.ledger import chain
from ledctl.ledger.exporting.file import VERIFIER
from ledctl.ledger.segments import Body, Display, Result, Slot, pack
from ledctl.ledger.tally import tally
from tests.exported_site import VERIFY, check

SOURCE = VERIFIER.read_text(encoding="utf-8")

RFC_8032 = [  # section 7.1: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
        "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
        "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac1"
        "8ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    return bool(VERIFY["is_signed"](public, message, signature))


def library_says(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_vectors_of_the_standard(public: str, message: str, signature: str) -> None:
    """RFC 8032's own signatures hold, and not over another message."""
    key, text, proof = map(bytes.fromhex, (public, message, signature))
    assert is_signed(key, text, proof)
    assert not is_signed(key, text + b"\0", proof)


@settings(max_examples=60, deadline=None)
@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=80), data=st.data())
def test_signatures_hold_where_the_library_says_so(seed: bytes, message: bytes, data: st.DataObject) -> None:
    """Of true and of damaged keys, messages and signatures, the verdict is that of a known library."""
    private = Ed25519PrivateKey.from_private_bytes(seed)
    parts = [private.public_key().public_bytes_raw(), message, private.sign(message)]
    assert is_signed(*parts)
    which = data.draw(st.sampled_from([0, 1, 2] if message else [0, 2]))
    bit = data.draw(st.integers(0, len(parts[which]) * 8 - 1))
    parts[which] = bytes(b ^ (1 << bit % 8 if i == bit // 8 else 0) for i, b in enumerate(parts[which]))
    assert is_signed(*parts) == library_says(*parts)


ORDER = 2**252 + 27742317777372353535851937790883648493


def test_a_second_spelling_of_a_signature_is_none() -> None:
    """S and S + the order are one number to careless mathematics; the standard takes the smaller alone."""
    key, text, proof = map(bytes.fromhex, RFC_8032[1])
    larger = int.from_bytes(proof[32:], "little") + ORDER
    assert not is_signed(key, text, proof[:32] + larger.to_bytes(32, "little"))


@pytest.mark.parametrize("key", ["00" * 31, "00" * 33, "ff" * 32, "01" + "00" * 30 + "80", ""])
def test_what_is_no_key_signs_nothing(key: str) -> None:
    """A key of another length, off the curve or in a spelling of its own is refused, without a traceback."""
    assert not is_signed(bytes.fromhex(key), b"", bytes(64))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_one_canonical_spelling(value: object) -> None:
    """The verifier spells what it hashes as the ledger does, and reads that spelling alone."""
    text = chain.canonical(value)
    assert VERIFY["canonical"](value) == text
    if isinstance(value, dict):
        assert VERIFY["read"](text) == value
        with pytest.raises(ValueError, match="canonical"):
            VERIFY["read"](f" {text}")


SLOTS = tuple(
    Slot(f"n{i}", 1, "公示", "general", "1", "ab" * 32, 1 + i, "zhao", False, "plan", 3) for i in range(3)
)
SPELLS = st.lists(
    st.tuples(*map(st.integers, (0, 0, 0), (2, 5000, 5000)), st.booleans(), st.booleans()),
    min_size=1,
    max_size=30,
)


@given(SPELLS, st.integers(0, 10**13))
def test_displays_are_counted_as_the_ledger_counts_them(
    spells: list[tuple[int, int, int, bool, bool]], at: int
) -> None:
    """A body read by a plain loop adds up to what the ledger's own reading does."""
    displays = []
    for slot, gap, length, acked, continued in spells:
        at += gap
        displays.append(Display(slot, slot, at, at + length, 40, Result(acked), continued))
        at += length
    found = VERIFY["recount"](pack(SLOTS, displays))
    total = tally(Body(SLOTS, tuple(displays)), ZoneInfo("Asia/Shanghai")).total
    assert (found["shown"], found["acked"], found["on_air_ms"]) == (total.shown, total.acked, total.on_air_ms)
    assert (found["displays"], found["from_ms"]) == (len(displays), displays[0].start_ms)


def test_a_stranger_reads_it_in_a_quarter_of_an_hour() -> None:
    """One file, under 300 lines of code, nothing but the standard library, grammar of Python 3.9."""
    tree = ast.parse(SOURCE, feature_version=(3, 9))
    documented = len((ast.get_docstring(tree) or "").splitlines()) + 1
    code = [line for line in SOURCE.splitlines() if line.strip() and not line.strip().startswith("#")]
    assert len(code) - documented < 300
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_it_is_imported_by_nothing() -> None:
    """The verifier is data: the program reads its own record by other code."""
    root = VERIFIER.parents[3]
    texts = [file.read_text(encoding="utf-8") for file in (root / "ledctl").rglob("*.py") if file != VERIFIER]
    assert not [text for text in texts if "import verify_ledctl" in text]


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def manifest(**other: object) -> bytes:
    heads = {"events": {"seq": 0}, "segments": {"id": 0}, "facts": {"seq": 0}}
    counts = dict.fromkeys(("events", "segments", "facts", "checkpoints"), 0)
    said = {"format": "ledctl-export-1", "what": {"all": True}, "public_key": None, "heads": heads}
    return chain.canonical({**said, "counts": counts, "members": {}, **other}).encode()


DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "no zip": b"PK\3\4 of a kind",
    "empty": zipped({}),
    "another zip in it": zipped({"manifest.json": zipped({"manifest.json": manifest()})}),
    "a name that climbs": zipped({"manifest.json": manifest(), "../evil": b""}),
    "a name from the root": zipped({"manifest.json": manifest(), "/evil": b""}),
    "a name of Windows": zipped({"manifest.json": manifest(), "C:\\evil": b""}),
    "far too much": zipped({"manifest.json": manifest(), "events.jsonl": bytes(300_000_000)}),
    "deep": zipped({"manifest.json": DEEP}),
    "no object": zipped({"manifest.json": b"[]"}),
    "no text": zipped({"manifest.json": b"\xff\xfe"}),
    "a number too long": zipped({"manifest.json": b'{"a":' + b"9" * 50_000 + b"}"}),
    "another format": zipped({"manifest.json": manifest(format="ledctl-export-9")}),
    "what is no object": zipped({"manifest.json": manifest(what=7)}),
    "members are no object": zipped({"manifest.json": manifest(members=[[]])}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_words(tmp_path: Path, name: str) -> None:
    """What is no export is refused with exit 2 and a reason in both languages, never with a traceback."""
    file = tmp_path / "hostile.zip"
    file.write_bytes(HOSTILE[name])
    code, report = check(file)
    assert code == 2
    assert "文件不能核验 / THE FILE CANNOT BE CHECKED" in report["said"]


LINES = [
    DEEP,
    b"[]",
    b"{}",
    b'{"seq":"1"}',
    b'{"seq":1.5,"hash":[],"prev":{}}',
    b'{"seq":NaN}',
    b"\xff",
    b'{"id":1,"body":7,"body_sha256":7,"hash":7}',
    b'{"public_key":"zz","signature":"","statement":"[[[]]]"}',
    b'{"public_key":"","signature":"","statement":"{}"}',
]


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
@pytest.mark.parametrize("member", ["events", "segments", "facts", "checkpoints"])
def test_nonsense_in_a_line_is_told_with_its_place(tmp_path: Path, member: str, line: bytes) -> None:
    """A line of the wrong shape or type is a finding in that member and line, never a traceback."""
    texts = {f"{name}.jsonl": b"" for name in ("events", "segments", "facts", "checkpoints")}
    texts[f"{member}.jsonl"] = line + b"\n"
    file = tmp_path / "nonsense.zip"
    file.write_bytes(zipped({"manifest.json": manifest(), **texts}))
    code, report = check(file)
    assert code == 1
    assert (f"{member}.jsonl", 1) in {(bad["member"], bad["line"]) for bad in report["problems"]}


def test_names_twice_are_refused(tmp_path: Path) -> None:
    """Two members of one name would be two truths."""
    file = tmp_path / "twice.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", manifest())
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("manifest.json", manifest())
    assert check(file)[0] == 2


def test_its_help_is_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever runs it without knowing what it is reads that in Chinese and English."""
    with pytest.raises(SystemExit):
        VERIFY["main"](["--help"])
    said = capsys.readouterr().out
    assert "离线核验" in said
    assert "Check a record" in said


def test_its_report_is_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An export of nothing holds, and says that nothing is anchored."""
    texts = {f"{name}.jsonl": b"" for name in ("events", "segments", "facts", "checkpoints")}
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    file = tmp_path / "empty.zip"
    file.write_bytes(zipped({"manifest.json": manifest(members=dict.fromkeys(texts, digest)), **texts}))
    assert VERIFY["main"]([str(file)]) == 0
    assert "没有检查点，全部尚未固定 / no checkpoint: nothing is anchored" in capsys.readouterr().out
    assert VERIFY["main"]([str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"]
