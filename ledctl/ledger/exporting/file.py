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


def write_part(
    archive: ZipFile, part: Part, *, at: datetime, beside: Mapping[str, bytes] | None = None
) -> dict[str, int]:
    """Write the members into ``archive``, and others ``beside`` them that the manifest then names, too.

    Gives the number of rows by member. A bundle that holds pictures and papers is an export as well.
    """
    counts: dict[str, int] = {}
    digests: dict[str, str] = {}
    for name, rows in part.rows.items():
        counts[name], digests[f"{name}.jsonl"] = _write_lines(archive, _member(f"{name}.jsonl", at), rows)
    texts = {file.name: file.read_bytes() for file in (OFFLINE / "README.txt", VERIFIER)}
    for name, content in {**texts, **(beside or {})}.items():
        archive.writestr(_member(name, at), content)
        digests[name] = sha256(content).hexdigest()
    manifest = {
        "format": FORMAT,
        "what": part.what,
        "public_key": part.public_key,
        "heads": part.heads,
        "counts": counts,
        "members": digests,
    }
    archive.writestr(_member("manifest.json", at), canonical(manifest))
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


def _write_lines(archive: ZipFile, member: ZipInfo, rows: Iterable[Row]) -> tuple[int, str]:
    count, digest = 0, sha256()
    with archive.open(member, "w", force_zip64=True) as target:
        for row in rows:
            line = f"{canonical(row)}\n".encode()
            target.write(line)
            digest.update(line)
            count += 1
    return count, digest.hexdigest()


def _member(name: str, at: datetime) -> ZipInfo:
    # zip knows no zone and nothing before 1980; the same rows at the same time give the same bytes
    member = ZipInfo(name, date_time=max(at.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    member.compress_type = ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member
