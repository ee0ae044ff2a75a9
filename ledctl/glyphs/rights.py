"""Who may propose a glyph and who may decide on it: the rules of every proposal. Pure."""

from __future__ import annotations

from ledctl.glyphs.states import GLYPHS
from ledctl.proposals.rights import PROPOSERS, ROLES, may_propose, require_proposer

__all__ = ["PROPOSERS", "ROLES", "may", "may_propose", "require", "require_proposer"]

require = GLYPHS.rights.require
may = GLYPHS.rights.may
