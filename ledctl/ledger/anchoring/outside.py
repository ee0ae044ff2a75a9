"""What is held outside of the machine, against which the record is checked: codes, files, public keys.

A *code* is typed from paper, a *file* is the JSON of ``checkpoint show --json``, which
must hold by its own signature before it is believed, and also names the rows themselves.
Reading only; what it is held against is in ``anchored`` and ``verify``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ledctl.errors import BadInput
from ledctl.ledger.anchoring.keys import is_signed
from ledctl.ledger.anchoring.statements import Statement, code_of, parse, read_code, to_sign


@dataclass(frozen=True, slots=True)
class Outside:
    """All that somebody holds against the record. ``statements``: of those given as files."""

    codes: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    keys: frozenset[str] = frozenset()

    @property
    def is_something(self) -> bool:
        return bool(self.codes or self.keys)

    def vouches_for(self, statement: str, public_key: str) -> bool:
        """Whether this checkpoint is one of those held, or signed with a key held; any, if nothing is."""
        return not self.is_something or public_key in self.keys or code_of(statement) in self.codes


NOTHING = Outside()


def read_outside(anchors: Iterable[str] = (), keys: Iterable[str] = ()) -> Outside:
    """What was given, as typed or as the text of a file; ``BadInput`` for what is neither."""
    statements, codes = list[Statement](), list[str]()
    for text in anchors:
        if text.lstrip().startswith("{"):
            statements.append(found := _read_file(text))
            codes.append(code_of(found.text))
        else:
            codes.append(read_code(text))
    return Outside(tuple(dict.fromkeys(codes)), tuple(statements), frozenset(map(_read_key, keys)))


def _read_file(text: str) -> Statement:
    """The checkpoint in a file: signed with the key in it, so that it is whole."""
    try:
        said = json.loads(text)
        statement, signature, public_key = (str(said[name]) for name in _SIGNED)
        if is_signed(to_sign(statement), signature, public_key):
            return parse(statement)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise BadInput.of("checkpoint_file_wrong", where=text[:40])


_SIGNED = ("statement", "signature", "public_key")


def _read_key(typed: str) -> str:
    """A public key; case and the spaces of groups are forgiven."""
    digits = re.sub(r"\s", "", typed).lower()
    if not re.fullmatch("[0-9a-f]{64}", digits):
        raise BadInput.of("public_key_wrong", where=typed[:70])
    return digits
