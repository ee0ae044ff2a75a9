"""The checkpoint a proof names: where the whole record stood, signed, and its short form for paper. Pure.

Whoever keeps the paper can hold the record against it later: a record that was
rewritten since has another code. Signing is not done here (``ledger``); a proof made
where nothing was signed has no anchor and says so.
"""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Anchor:
    """One checkpoint: its number and moment, the statement, its signature and key (hex)."""

    no: int
    at: datetime
    statement: str
    signature: str
    public_key: str

    @property
    def code(self) -> str:
        """Six groups of four letters: what is printed and typed."""
        text = b32encode(sha256(self.statement.encode()).digest()[:15]).decode()
        return "-".join(text[i : i + 4] for i in range(0, len(text), 4))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key: what the office publishes beside its name."""
        return sha256(bytes.fromhex(self.public_key)).hexdigest()
