"""What a checkpoint says, as the very text that is signed, and its short code for paper. Pure.

A statement names the last row of every chain, with its hash, and the statement
before it. Whoever holds its code outside the machine (on a printed report) holds
everything up to there: a chain alone shows no rewriting of the whole chain.
Not here: keys and signatures (``keys``), tables (``checkpoints``).
"""

from __future__ import annotations

import json
import re
import unicodedata
from base64 import b32encode
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from ledctl.clock import unstamp
from ledctl.errors import BadInput
from ledctl.ledger.chain import canonical

FORMAT = "ledctl-checkpoint-1"
CODE_BYTES = 15
"""120 bits: nobody makes a second statement with the same code, and a person can still type it."""

MOST = 2**63
"""No row has such a number: no database counts so far."""

MISREAD = str.maketrans("018", "OIB")
"""The code has no 0, 1 and 8, so that these can only be letters read wrongly."""


class Why(StrEnum):
    """What a checkpoint was signed for."""

    DAILY = "daily"
    EXPORT = "export"
    REPORT = "report"
    PERSON = "person"
    DISPOSAL = "disposal"


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of a chain: its number and its hash; number 0 while the chain is empty."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Statement:
    """How far the record went at one instant. ``site``: SHA-256 of the public key; ``prev``: of the last."""

    no: int
    at: str
    why: str
    site: str
    practice: bool
    events: Head
    segments: Head
    facts: Head
    prev: str

    @property
    def text(self) -> str:
        """The text that is signed and stored."""
        return canonical(
            {
                "format": FORMAT,
                "no": self.no,
                "at": self.at,
                "why": str(self.why),
                "site": self.site,
                "practice": self.practice,
                "events": {"seq": self.events.number, "hash": self.events.hash},
                "segments": {"id": self.segments.number, "hash": self.segments.hash},
                "facts": {"seq": self.facts.number, "hash": self.facts.hash},
                "prev": self.prev,
            }
        )


def parse(text: str) -> Statement:
    """The statement a text makes; ``ValueError`` for any text that ``Statement.text`` would not write."""
    try:
        text.encode()  # what is no text any more has surrogates in it
        said = json.loads(text)
        found = Statement(
            no=said["no"],
            at=said["at"],
            why=said["why"],
            site=said["site"],
            practice=said["practice"],
            events=Head(said["events"]["seq"], said["events"]["hash"]),
            segments=Head(said["segments"]["id"], said["segments"]["hash"]),
            facts=Head(said["facts"]["seq"], said["facts"]["hash"]),
            prev=said["prev"],
        )
        unstamp(found.at)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("is no statement of a checkpoint") from None
    numbers = (found.no, *(head.number for head in (found.events, found.segments, found.facts)))
    if found.text != text or any(type(no) is not int or not 0 <= no < MOST for no in numbers):
        raise ValueError("is not written as a checkpoint is")
    return found


def to_sign(text: str) -> bytes:
    """The bytes under the signature: nothing else of ours can be taken for a checkpoint."""
    return f"{FORMAT}\n{text}".encode()


def digest_of(text: str) -> str:
    """What the next statement names as the one before it."""
    return sha256(text.encode()).hexdigest()


def code_of(text: str) -> str:
    """The short form for paper: six groups of four letters."""
    letters = b32encode(sha256(text.encode()).digest()[:CODE_BYTES]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def read_code(typed: str) -> str:
    """The code typed from paper: case, spaces, dashes, wide letters, 0 for O and 1 for I are forgiven."""
    wide = unicodedata.normalize("NFKC", typed).upper()
    letters = re.sub(r"[\s\-‐-―−－]", "", wide).translate(MISREAD)  # every dash a keyboard or a PDF makes
    if not re.fullmatch("[A-Z2-7]{24}", letters):
        raise BadInput.of("checkpoint_code_wrong", where=typed[:60])
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
