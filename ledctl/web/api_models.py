"""What every part of the API takes and gives. Shapes are stable: fields are added, never renamed or removed.

Times are UTC, written ``2026-11-22T02:45:42.123Z``. The shapes of notices,
displays and reports are those of the command line's ``--json``.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(max_length=2000)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Short = Annotated[str, StringConstraints(max_length=200)]


class Shape(BaseModel):
    """A JSON object of these fields and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(Shape):
    """One sentence: its code never changes, its words may."""

    code: str
    where: str
    zh: str
    en: str


class Failure(Shape):
    """Every error: the first sentence, and all of them."""

    error: Told
    errors: list[Told]


class LoginOrder(Shape):
    """Who signs in. ``new_password`` replaces a one-time password at once."""

    account: Short
    password: Short
    new_password: Short | None = None


class LoginAnswer(Shape):
    """The bearer token. While ``must_change_password`` holds, it opens nothing else."""

    token: str
    must_change_password: bool


class Me(Shape):
    account: str
    name: str
    roles: list[str]


class Seen(Shape):
    """``seen``: the digest of the version looked at; a step on another one is refused."""

    seen: Digest | None = None


class Standing(Shape):
    """Where a notice stands after a step."""

    id: str
    state: str
