"""How many of the leading group sign a kind of notice, in which order, and who may act twice. Pure.

The number comes with the category, the order from the site (``[desk.signers]``). Three
people handle every version; a town that is too small for that may let the approver
also take the reviews (``[desk] approver_reviews``), and every record the setting
touched names it. Not here: who wrote what, and whether a person may (``rights``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

APPROVER_REVIEWS = "approver_reviews"
"""The setting's name, as records print it."""

EVERY_CATEGORY = "*"


@dataclass(frozen=True, slots=True)
class Chain:
    """``seats`` signatures, the first ones by the accounts of ``order``, in that order."""

    seats: int = 1
    order: tuple[str, ...] = ()
    approver_reviews: bool = False

    def turn(self, taken: int) -> str:
        """Whose signature comes after ``taken`` others; nobody's in particular: any approver's."""
        return self.order[taken] if taken < len(self.order) else ""

    def is_last(self, taken: int) -> bool:
        """Whether the signature after ``taken`` others is the approval."""
        return taken + 1 >= self.seats


SIMPLE = Chain()
"""One approver, and nobody acts twice."""


def together(one: Chain, other: Chain) -> Chain:
    """The chain of two notices signed as one: everybody whom either of them names, as many as either asks."""
    order = (*one.order, *(account for account in other.order if account not in one.order))
    return replace(one, seats=max(one.seats, other.seats, len(order)), order=order)


def chain_for(
    code: str, signers: int, named: Mapping[str, Sequence[str]], *, approver_reviews: bool = False
) -> Chain:
    """The chain of category ``code``: never fewer signatures than the category wants."""
    order = tuple(named.get(code, named.get(EVERY_CATEGORY, ())))
    return Chain(max(signers, len(order)), order, approver_reviews)
