"""Who may propose a glyph and who may decide on it: the rules of every proposal. Pure."""

from __future__ import annotations

from ledctl.proposals.rights import PROPOSERS, ROLES, Rights, may_propose, require_proposer

__all__ = ["PROPOSERS", "ROLES", "may", "may_propose", "require", "require_proposer"]

_GLYPHS = Rights(own_work="glyph_own_work", not_yours="glyph_not_yours")
require = _GLYPHS.require
may = _GLYPHS.may
