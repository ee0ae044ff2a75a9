"""A share in percent, as offices round it: one way, for pages, papers and the command line. Pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def percent(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    """To one decimal, halves away from zero; ``None`` of nothing."""
    return round_half_up(Decimal(100) * part / whole, 1) if whole else None


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
