"""Which signs a notice goes to: all of them, or those it names, singly or by group. Pure.

A group is a word several signs carry in the settings (``groups``), such as 村级 signs. What a
notice names is looked up when it is drawn, so the approval binds the signs of that
moment: one added to a group later shows only what is approved after that. A name
nobody knows stops the notice; it is not left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from ledctl.content.model import Notice
from ledctl.errors import BadInput
from ledctl.sentences import Sentence, sentence

T = TypeVar("T")
Groups = Mapping[str, frozenset[str]]
"""The signs of each group, by its name."""

WHERE = "on_sign.signs"


def groups_of(tags: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """The groups, from the groups each sign says it is in."""
    named = sorted({group for groups in tags.values() for group in groups})
    return {group: frozenset(sign for sign, groups in tags.items() if group in groups) for group in named}


def aim(notice: Notice, signs: Mapping[str, T], groups: Groups) -> dict[str, T]:
    """The signs it goes to, in the order of ``signs``; ``BadInput`` when it names one that is not there."""
    named = named_by(notice)
    if not named:
        return dict(signs)
    if strange := unknown(notice, signs, groups):
        raise BadInput(*strange)
    wanted = {sign for name in named for sign in groups.get(name, frozenset({name}))}
    return {name: sign for name, sign in signs.items() if name in wanted}


def unknown(notice: Notice, signs: Iterable[str], groups: Groups) -> list[Sentence]:
    """A sentence for each name that is neither a sign nor a group."""
    known = [*signs, *groups]
    return [
        sentence("sign_not_known", where=WHERE, name=name, known="、".join(known) or "-")
        for name in named_by(notice)
        if name not in known
    ]


def named_by(notice: Notice) -> tuple[str, ...]:
    """What the notice names; nothing means every sign."""
    return (notice.on_sign.signs or ()) if notice.on_sign else ()
