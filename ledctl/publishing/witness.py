"""Whether a sign is believed when it takes something: not after it said that other content stands. Pure.

What it was found to show instead ends what was claimed, at the last moment it had
confirmed. From then on it is sent everything in time as before, and nothing of that
counts as shown until a look finds it right (R25). Content that is lost again within
a minute is a rival, or a sign that changes by itself: that one is believed only after
a minute without trouble, so that the record has one outage and not hundreds (R32).

``moment`` is monotonic, in seconds.
"""

from __future__ import annotations

from math import inf

from ledctl.publishing.episodes import HEALED_S


class Witness:
    """One sign as a witness of what it shows."""

    def __init__(self, moment: float) -> None:
        self.is_believed = True
        self._sure_at = moment
        self._lost_at = -inf
        self._patience_s = 0.0

    def took(self, moment: float) -> None:
        """It confirmed an order."""
        if self.is_believed:
            self._sure_at = moment

    def is_right(self, moment: float) -> bool:
        """A look found what should stand; whether the sign is believed again from now on."""
        again = not self.is_believed and moment - self._lost_at >= self._patience_s
        self.is_believed = self.is_believed or again
        self.took(moment)
        return again

    def is_wrong(self, moment: float) -> float | None:
        """A look found something else; since when nothing is known, if it was believed until now."""
        since = self._sure_at if self.is_believed else None
        if since is not None:
            self._patience_s = HEALED_S if moment - self._lost_at < HEALED_S else 0.0
        self.is_believed, self._lost_at = False, moment
        return since

    def start_anew(self, moment: float) -> None:
        """The wire failed: that is an outage of its own, and all is sent again after it."""
        self.is_believed, self._sure_at = True, moment
