"""What was asked of a simulated card about files, in words that JSON can hold. Pure."""

from __future__ import annotations

import hashlib

from drivers.cards import Fact
from drivers.onbon_bx.transfer import (
    DeleteFiles,
    EndTransfer,
    FileRequest,
    ReadDirectory,
    StartDirectory,
    StartTransfer,
    StartWrite,
    WriteBlock,
)


def describe_files(request: FileRequest) -> dict[str, Fact]:
    """The request and its facts; a block's bytes as their digest."""
    match request:
        case DeleteFiles(names):
            return {"request": "delete files", "names": ",".join(names)}
        case StartWrite(name, kind, length, seal):
            return {"request": "write", "name": name, "kind": kind, "length": length, "seal": seal.hex()}
        case WriteBlock(name, last, offset, data):
            digest = hashlib.sha256(data).hexdigest()
            facts: dict[str, Fact] = {"name": name, "offset": offset, "bytes": len(data), "last": bool(last)}
            return {"request": "block", **facts, "sha256": digest}
        case StartDirectory(kind):
            return {"request": "directory", "kind": kind}
        case ReadDirectory(number):
            return {"request": "directory part", "number": number}
        case StartTransfer():
            return {"request": "start transfer"}
        case EndTransfer():
            return {"request": "end transfer"}
    return {"request": "space"}
