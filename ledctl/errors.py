"""The errors of ledctl, each with what a person can do about it.

    LedctlError
    |-- BadInput          the file, form, setting or command is wrong     exit 2, HTTP 422
    |   `-- NotFound      no such notice, sign, person or file            exit 2, HTTP 404
    |-- Refused           understood, and not done                        exit 1, HTTP 409
    |   |-- NotAllowed    this person may not do that                     exit 1, HTTP 403
    |   `-- NotSignedIn   say who you are first                           exit 1, HTTP 401
    `-- Fault             the program or the machine failed               exit 3, HTTP 500

Every error carries one or more sentences (``ledctl.sentences``) in Chinese and
English. Raising one means that nothing was lost or changed.
"""

from __future__ import annotations

from typing import Self

from ledctl.sentences import Sentence, sentence


class LedctlError(Exception):
    """Something to tell a person; see the tree above for the kinds."""

    exit_code = 3
    http_status = 500

    def __init__(self, *sentences: Sentence) -> None:
        super().__init__("\n".join(str(s) for s in sentences))
        self.sentences = sentences

    @classmethod
    def of(cls, code: str, /, *, where: str = "", **facts: object) -> Self:
        """The error with one sentence from the catalogue."""
        return cls(sentence(code, where=where, **facts))

    @property
    def code(self) -> str:
        """The code of the first sentence."""
        return self.sentences[0].code


class BadInput(LedctlError):
    """What was handed in is wrong; each sentence names the field and what to do."""

    exit_code = 2
    http_status = 422


class NotFound(BadInput):
    """No such thing."""

    http_status = 404


class Refused(LedctlError):
    """Understood, and not done, because a rule says no."""

    exit_code = 1
    http_status = 409


class NotAllowed(Refused):
    """This person may not do that."""

    http_status = 403


class NotSignedIn(Refused):
    """The person is not known yet, or the credential is wrong or over."""

    http_status = 401


class Fault(LedctlError):
    """The program or the machine failed; not the person's doing."""
