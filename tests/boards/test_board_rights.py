"""Who may do what with the boards: a table, and an auditor in none of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledctl.accounts.model import Role
from ledctl.boards.rights import TASKS, may, require
from ledctl.errors import NotAllowed
from tests.boards.register import OPERATOR


@pytest.mark.parametrize("task", sorted(TASKS))
@pytest.mark.parametrize("role", Role)
def test_what_is_offered_is_what_is_let_through(role: Role, task: str) -> None:
    """A page offers a deed to exactly those who are not refused it; nobody with a one-time password."""
    somebody = replace(OPERATOR, roles=frozenset({role}))
    if may(somebody, task):
        require(somebody, task)
    else:
        with pytest.raises(NotAllowed):
            require(somebody, task)
    assert not may(replace(somebody, must_change_password=True), task)


def test_an_auditor_does_nothing() -> None:
    """R35: whoever audits looks at everything and changes nothing."""
    assert not any(may(replace(OPERATOR, roles=frozenset({Role.AUDITOR})), task) for task in TASKS)
