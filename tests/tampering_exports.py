"""What a forger may do to an export, drawn at random, and the law the verifier must keep all the same.

``python -m tests.tampering_exports --runs 1000 [--seed N]`` exits 1 and names each change that went through.
A forger here knows the format: digests, counts and heads of the manifest are made right again after every
change, hashes of rows sometimes, whole chains and signatures (with a key of his own) sometimes, too.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import random
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledctl.ledger.anchoring.statements import to_sign
from ledctl.ledger.chain import GENESIS, canonical, link
from ledctl.ledger.exporting import parts
from ledctl.ledger.segments import pack, unpack
from tests.exported_site import check, make_site, write

CHAINS = {"events": "seq", "segments": "id", "facts": "seq"}
MEMBERS = (*CHAINS, "checkpoints")
UNPROVEN = frozenset({"body", "row"})
"""What may be left out of a row: only its hash is claimed then."""


@dataclass(slots=True)
class Export:
    """An export taken apart. ``raw``: members as bytes, written in place of their rows."""

    rows: dict[str, list[dict[str, Any]]]
    manifest: dict[str, Any]
    others: dict[str, bytes]
    raw: dict[str, bytes] = field(default_factory=dict)

    def packed(self) -> bytes:
        """The zip, with a manifest as right as a forger can make it."""
        texts = {f"{name}.jsonl": _lines(rows) for name, rows in self.rows.items()} | self.others | self.raw
        told = {name: sha256(text).hexdigest() for name, text in texts.items() if name != "manifest.json"}
        counts = {name: len(rows) for name, rows in self.rows.items()}
        mended = {**self.manifest, "members": told, "counts": counts}
        texts.setdefault("manifest.json", canonical(mended).encode())
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in texts.items():
                archive.writestr(name, text)
        return target.getvalue()


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the forged file, and where it was made (line 0: not in one row)."""

    what: str
    forged: bytes
    member: str = ""
    line: int = 0


def taken_apart(data: bytes) -> Export:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    rows = {name: [json.loads(line) for line in texts.pop(f"{name}.jsonl").splitlines()] for name in MEMBERS}
    return Export(rows, json.loads(texts.pop("manifest.json")), texts)


def byte_of_zip(chance: random.Random, data: bytes) -> Change:
    """One byte of the file becomes another."""
    place = chance.randrange(len(data))
    return Change(f"byte {place} of the zip", _other_byte(chance, data, place))


def cut_zip(chance: random.Random, data: bytes) -> Change:
    """The file ends early."""
    return Change("zip cut off", data[: chance.randrange(len(data))])


def byte_of_member(chance: random.Random, data: bytes) -> Change:
    """One byte of a member becomes another."""
    export = taken_apart(data)
    member = chance.choice([f"{name}.jsonl" for name in MEMBERS] + ["manifest.json", "README.txt"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(member)
    place = chance.randrange(len(text))
    export.raw[member] = _other_byte(chance, text, place)
    line = text[:place].count(b"\n") + 1 if member.endswith("jsonl") else 0
    return Change(f"byte {place} of {member}", export.packed(), member, line)


def cut_member(chance: random.Random, data: bytes) -> Change:
    """A member ends early, within a line or after one."""
    export = taken_apart(data)
    name = chance.choice(MEMBERS)
    text = _lines(export.rows[name])
    export.raw[f"{name}.jsonl"] = text[: chance.randrange(len(text))]
    return Change(f"{name} cut off within", export.packed(), f"{name}.jsonl")


def value_of_row(chance: random.Random, data: bytes) -> Change:
    """A value of a row becomes another; its hash, or the rest of the chain, is mended or not."""
    export = taken_apart(data)
    name = chance.choice(MEMBERS)
    index = chance.randrange(len(export.rows[name]))
    row = export.rows[name][index]
    column = chance.choice(sorted(row))
    row[column] = _other_value(chance, row[column])
    how = _mend(chance, export, name, index)
    return Change(f"{name} {index + 1} {column}, {how}", export.packed(), f"{name}.jsonl", index + 1)


def display_of_body(chance: random.Random, data: bytes) -> Change:
    """A display in a body is longer, or was confirmed, or is not there; counts and hashes are mended."""
    export = taken_apart(data)
    index = chance.randrange(len(export.rows["segments"]))
    row = export.rows["segments"][index]
    body = unpack(base64.b64decode(row["body"]))
    displays = list(body.displays)
    place = chance.randrange(len(displays))
    displays[place] = displays[place]._replace(ack_ms=displays[place].ack_ms + 1)
    forged = pack(body.slots, displays)
    row["body"], row["body_sha256"] = base64.b64encode(forged).decode(), sha256(forged).hexdigest()
    how = _mend(chance, export, "segments", index)
    return Change(f"a display of segment {index + 1}, {how}", export.packed(), "segments.jsonl", index + 1)


def rows_moved(chance: random.Random, data: bytes) -> Change:
    """A row is taken out, stands twice, or stands before another; the chain is mended or not."""
    export = taken_apart(data)
    name = chance.choice(MEMBERS)
    rows = export.rows[name]
    index, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    what = chance.choice(["taken out", "twice", "exchanged"])
    if what == "taken out":
        del rows[index]
    elif what == "twice":
        rows.insert(other, dict(rows[index]))
    else:
        rows[index], rows[other] = rows[other], rows[index]
    how = _mend(chance, export, name, min(index, other)) if chance.random() < 0.5 else "as it is"
    return Change(f"{name} {index + 1} {what} ({other + 1}), {how}", export.packed(), f"{name}.jsonl")


def end_cut(chance: random.Random, data: bytes) -> Change:
    """The last rows of one or all members are gone, and the manifest tells of the new ends."""
    export = taken_apart(data)
    for name in chance.choice([(name,) for name in MEMBERS] + [MEMBERS]):
        rows = export.rows[name]
        del rows[chance.randrange(len(rows)) :]
    for name, key in CHAINS.items():
        last = export.rows[name][-1] if export.rows[name] else {key: 0, "hash": GENESIS}
        export.manifest["heads"][name] = {key: last[key], "hash": last["hash"]}
    return Change("ends cut off", export.packed())


def signed_anew(chance: random.Random, data: bytes) -> Change:
    """Some or all checkpoints are signed with another key, which the manifest then names."""
    export = taken_apart(data)
    rows = export.rows["checkpoints"]
    first = chance.randrange(len(rows))
    _sign(export, first)
    return Change(f"signed anew from {first + 1}", export.packed(), "checkpoints.jsonl", first + 1)


def all_rewritten(chance: random.Random, data: bytes) -> Change:
    """One value is changed, every hash after it and every checkpoint made to fit, with another key."""
    export = taken_apart(data)
    row = chance.choice(export.rows["events"])
    row["actor"] = "nobody"
    _relink(export, "events", 0)
    hashes = {one["seq"]: one["hash"] for one in export.rows["events"]}
    for one in export.rows["checkpoints"]:
        said = json.loads(one["statement"])
        said["events"]["hash"] = hashes[said["events"]["seq"]]
        one["statement"] = canonical(said)
    _sign(export, 0)
    return Change("all written anew", export.packed(), "checkpoints.jsonl")


def manifest_changed(chance: random.Random, data: bytes) -> Change:
    """The manifest tells of something else."""
    export = taken_apart(data)
    what = chance.choice([{"notice": "A"}, {"since": "2026"}, {}, {"all": 1}, ["all"], None, "all"])
    export.manifest[chance.choice(["what", "public_key", "heads", "format"])] = what
    return Change(f"manifest says {what}", export.packed())


def member_added(chance: random.Random, data: bytes) -> Change:
    """A member that does not belong there, or the same once more."""
    target = io.BytesIO(data)
    name = chance.choice(["../evil", "/etc/evil", "note.txt", "a\\b", "C:evil"])
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, b"evil")
    return Change(f"{name} added", target.getvalue())


CHANGES: tuple[Callable[[random.Random, bytes], Change], ...] = (
    *(byte_of_zip, cut_zip, byte_of_member, byte_of_member, cut_member, value_of_row, value_of_row),
    *(display_of_body, rows_moved, rows_moved, end_cut, signed_anew, all_rewritten, manifest_changed),
    member_added,
)


def judge(change: Change, original: bytes, key: str, folder: Path) -> str:
    """How the change was met; ``AssertionError`` when it went through.

    The law: what the verifier calls anchored is, row by row, what the site wrote. A change is found and
    located, or refused with the whole file, or nothing that is claimed differs by it.
    """
    file = folder / "forged.zip"
    file.write_bytes(change.forged)
    code, report = check(file, "--key", key)
    if code == 2:
        return "refused"
    if code == 1:
        places = [(bad["member"], bad["line"]) for bad in report["problems"]]
        fits = [line == 0 or line >= change.line for member, line in places if member == change.member]
        assert places, change.what
        assert any(fits) or not change.member or change.member == "manifest.json", (change.what, places)
        return "found"
    forged, true = taken_apart(change.forged), taken_apart(original)
    assert all(row in true.rows["checkpoints"] for row in forged.rows["checkpoints"]), change.what
    for name in CHAINS:
        _only_what_is_true(name, forged, true, report[name]["runs"], change.what)
    same = check(folder / "original.zip", "--key", key)[1]
    return "without effect" if report == same else "told as less"


def _only_what_is_true(name: str, forged: Export, true: Export, runs: list[list[int]], what: str) -> None:
    key = CHAINS[name]
    written = {row[key]: row for row in true.rows[name]}
    said = [json.loads(row["statement"])[name][key] for row in forged.rows["checkpoints"]]
    for first, last in runs:
        anchored = max([seq for seq in said if first <= seq <= last], default=0)
        for row in forged.rows[name]:
            if first <= row[key] <= anchored:
                left_out = {column for column in UNPROVEN & row.keys() if row[column] is None}
                assert row == {**written[row[key]], **dict.fromkeys(left_out)}, what


def _mend(chance: random.Random, export: Export, name: str, index: int) -> str:
    how = chance.choice(["nothing mended", "its hash mended", "the chain mended"])
    if name in CHAINS and how == "its hash mended":
        row = export.rows[name][min(index, len(export.rows[name]) - 1)] if export.rows[name] else None
        if row is not None:
            row["hash"] = _hash_of(name, row)
    elif name in CHAINS and how == "the chain mended":
        _relink(export, name, index)
    return how


def _relink(export: Export, name: str, start: int) -> None:
    """Number and link the rows anew from ``start`` on."""
    rows = export.rows[name]
    for number, row in enumerate(rows[start:], start=start):
        row[CHAINS[name]] = number + 1
        row["prev"] = rows[number - 1]["hash"] if number else GENESIS
        if name == "facts" and isinstance(row["row"], dict):
            row["digest"] = sha256(canonical(row["row"]).encode()).hexdigest()
        row["hash"] = _hash_of(name, row)


def _hash_of(name: str, row: dict[str, Any]) -> str:
    fields = {column: value for column, value in row.items() if column not in ("prev", "hash", "row")}
    if name == "segments":
        fields["body"] = f"sha256:{fields.pop('body_sha256')}"
    return link(row["prev"], fields)


def _sign(export: Export, first: int) -> None:
    """Sign the checkpoints from ``first`` on with a new key, each naming the one before it."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    rows = export.rows["checkpoints"]
    for number, row in enumerate(rows[first:], start=first):
        said = json.loads(row["statement"])
        said["site"] = sha256(public).hexdigest()
        said["prev"] = sha256(rows[number - 1]["statement"].encode()).hexdigest() if number else GENESIS
        row["statement"], row["public_key"] = canonical(said), public.hex()
        row["signature"] = private.sign(to_sign(row["statement"])).hex()
    export.manifest["public_key"] = public.hex()


def _lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(f"{canonical(row)}\n" for row in rows).encode()


def _other_byte(chance: random.Random, data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ chance.randrange(1, 256)]) + data[place + 1 :]


def _other_value(chance: random.Random, value: Any) -> Any:
    """Another value, of the same type more often than not."""
    strange: list[Any] = [None, True, -1, 1 << 70, "", "x" * 50, [], {}, [[[]]]]
    if chance.random() < 0.4:
        return chance.choice([one for one in strange if one != value])
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice([-1, 1, 1000])
    if isinstance(value, dict):
        return {**value, chance.choice(sorted(value) or ["a"]): "other"}
    return f"{value}"[:-1] + chance.choice("0aZ公")


def run(folder: Path, runs: int, seed: int) -> tuple[Counter[str], list[str]]:
    """So many changes; how they were met, and those that went through."""
    station, _ = make_site(folder / "site")
    signed = station.checkpoint("export")
    write(parts.whole(station.database), folder / "original.zip")
    station.close()
    original = (folder / "original.zip").read_bytes()
    met: Counter[str] = Counter()
    through: list[str] = []
    for number in range(runs):
        chance = random.Random(seed + number)  # noqa: S311 - a seeded forger
        change = chance.choice(CHANGES)(chance, original)
        try:
            met[judge(change, original, signed.public_key, folder)] += 1
        except AssertionError as error:
            through.append(f"seed {seed + number}: {change.what}: {error}")
    return met, through


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        met, through = run(Path(folder), options.runs, options.seed)
    print(dict(met), *through, sep="\n")
    return 1 if through else 0


if __name__ == "__main__":
    sys.exit(main())
