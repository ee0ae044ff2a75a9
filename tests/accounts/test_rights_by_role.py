"""Rights by role alone: who is let through, and what the others hear."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from ledctl.accounts.model import Actor, Role
from ledctl.accounts.rights import require_administrator, require_role
from ledctl.errors import NotAllowed

ASKED = frozenset({Role.REVIEWER, Role.AUDITOR})


@pytest.mark.parametrize("role", Role)
def test_only_the_roles_asked_for_pass(person: Callable[..., Actor], role: Role) -> None:
    """Whoever has none of them hears which ones it takes."""
    if role in ASKED:
        require_role(person(role), ASKED)
        return
    with pytest.raises(NotAllowed) as refusal:
        require_role(person(role), ASKED)
    assert "审核人" in refusal.value.sentences[0].zh
    assert "auditor" in refusal.value.sentences[0].en


def test_a_one_time_password_is_changed_first(person: Callable[..., Actor]) -> None:
    """Nobody acts under a password somebody else has seen."""
    newcomer = dataclasses.replace(person("reviewer"), must_change_password=True)
    with pytest.raises(NotAllowed) as refusal:
        require_role(newcomer, ASKED)
    assert refusal.value.code == "password_must_change"


@pytest.mark.parametrize("role", Role)
def test_administrators_are_told_apart_from_everybody_else(person: Callable[..., Actor], role: Role) -> None:
    """Accounts and words are theirs alone; whoever else asks hears so."""
    if role is Role.ADMINISTRATOR:
        require_administrator(person(role))
        return
    with pytest.raises(NotAllowed) as refusal:
        require_administrator(person(role))
    assert refusal.value.code == "administrators_only"
