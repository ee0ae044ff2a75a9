"""An export of the record: one zip that a stranger checks with one small Python file.

Here is the file; which rows go into it is told by ``parts``, who may have it by
``questions.exports``. Rows are written as they are read, so that ten years need
no more memory than an hour, in the one canonical spelling the verifier takes.

==================== =======================================================
``manifest.json``     format, what, public key, heads, counts, SHA-256 of every other member
``events.jsonl``      rows of ``event``, as stored
``segments.jsonl``    rows of ``segment``; ``body`` in base64, or null beside its ``body_sha256``
``facts.jsonl``       rows of ``fact``, each with its table's row as stored under ``row``, or null
``checkpoints.jsonl`` statement, signature, public key
``verify_ledctl.py``  the verifier, ``README.txt`` how to use it
==================== =======================================================

A bundle of evidence (``proof``) is an export as well: it has these members beside its
papers, and its manifest names them all.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ledctl.ledger.chain import canonical

FORMAT = "ledctl-export-1"
OFFLINE = Path(__file__).parent / "offline"
VERIFIER = OFFLINE / "verify_ledctl.py"

Row = Mapping[str, object]
"""One line of a member, as plain JSON values."""

Heads = Mapping[str, Mapping[str, int | str]]
"""The ends of the chains at one moment: of ``events``, ``segments`` (by ``id``) and ``facts``."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is to be exported: the whole record or a part; rows are read when they are written."""

    what: Row
    public_key: str | None
    heads: Heads
    rows: Mapping[str, Iterable[Row]]
    """By member: ``events``, ``segments``, ``facts``, ``checkpoints``; each in the order of its chain."""


@dataclass(frozen=True, slots=True)
class Written:
    """An export that was written: its own digest, and how many rows it holds."""

    sha256: str
    size: int
    what: Row
    counts: Mapping[str, int]

    def as_dict(self) -> dict[str, object]:
        """The stable shape of ``export --json``."""
        return {"sha256": self.sha256, "bytes": self.size, "what": self.what, "counts": self.counts}


def members(part: Part, counts: dict[str, int]) -> Iterator[tuple[str, Iterator[str]]]:
    """The rows of the record as members: each with its lines; ``counts`` tells how many were read."""
    for name, rows in part.rows.items():
        yield f"{name}.jsonl", _lines(name, rows, counts)


def manifest_text(part: Part, counts: Mapping[str, int], digests: Mapping[str, str]) -> str:
    """``manifest.json``: how much of the record this is, and the SHA-256 of every other member."""
    told = {"format": FORMAT, "what": part.what, "public_key": part.public_key, "heads": part.heads}
    return canonical({**told, "counts": counts, "members": digests})


def write_part(archive: ZipFile, part: Part, *, at: datetime) -> dict[str, int]:
    """Write every member into ``archive``; the number of rows by member."""
    counts: dict[str, int] = {}
    digests: dict[str, str] = {}
    for name, lines in members(part, counts):
        digests[name] = _write_lines(archive, _member(name, at), lines)
    for file in (OFFLINE / "README.txt", VERIFIER):
        content = file.read_bytes()
        archive.writestr(_member(file.name, at), content)
        digests[file.name] = sha256(content).hexdigest()
    archive.writestr(_member("manifest.json", at), manifest_text(part, counts, digests))
    return counts


@contextmanager
def written(file: Path, part: Part, *, at: datetime) -> Iterator[Written]:
    """The export in a file of another name beside ``file``: it gets its name when the block ends well.

    So whoever writes down that there is an export does it before there is one, and half an export is
    never taken for a whole one. Only its owner can read it.
    """
    with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as draft:
        temporary = Path(draft.name)
        try:
            with ZipFile(draft, "w", ZIP_DEFLATED) as archive:
                counts = write_part(archive, part, at=at)
            draft.flush()
            os.fsync(draft.fileno())
            with temporary.open("rb") as stream:
                digest = file_digest(stream, "sha256").hexdigest()
            yield Written(digest, temporary.stat().st_size, part.what, counts)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)


def _lines(name: str, rows: Iterable[Row], counts: dict[str, int]) -> Iterator[str]:
    counts[name] = 0
    for row in rows:
        counts[name] += 1
        yield f"{canonical(row)}\n"


def _write_lines(archive: ZipFile, member: ZipInfo, lines: Iterable[str]) -> str:
    digest = sha256()
    with archive.open(member, "w", force_zip64=True) as target:
        for line in lines:
            raw = line.encode()
            target.write(raw)
            digest.update(raw)
    return digest.hexdigest()


def _member(name: str, at: datetime) -> ZipInfo:
    # zip knows no zone and nothing before 1980; the same rows at the same time give the same bytes
    member = ZipInfo(name, date_time=max(at.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    member.compress_type = ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member
