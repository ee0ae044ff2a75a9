"""The class *kill*: SIGKILL to the publisher, the web office or both, at seeded points under load.

A site lives through ``LIFE`` kills. In each run people work at the office, one
request after another; while one of these is on its way, so many milliseconds
after it left, somebody dies. They are started again, the signs must come to show
what they should, and the judge looks at everything since the site began. At the
end of its life every page that may be shown must come round once more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from random import Random

from tests.faults.running import Report, repeat
from tests.faults.town import Town

LIFE = 12
RIGHT_S = 12.0
"""Until the signs are right again: starting takes a second, on a busy machine a few."""
ROUND_S = 30.0
LEAVE_MS = 4000
MOST_OPEN = 4
REQUESTS = 5
"""From a draft to the last signature."""
APPROVAL = REQUESTS - 1
"""Half of all kills are around the request that lights a sign."""
VICTIMS = ("publisher", "publisher", "web", "publisher web")


def run(seed: int, runs: int, *, report: Report) -> tuple[int, int]:
    lives = Lives(runs)
    try:
        return repeat("kill", seed, runs, lives.one, report)
    finally:
        lives.end()


class Lives:
    """Sites one after another; one that was found wanting is not used again."""

    def __init__(self, runs: int) -> None:
        self._town: Town | None = None
        self._runs = runs

    def one(self, number: int, chance: Random) -> None:
        if number % LIFE == 0:
            self.end()
        town, self._town = self._town or Town(), None
        try:
            live_through(town, number, chance)
            if number % LIFE == LIFE - 1 or number == self._runs - 1:
                town.await_everything(ROUND_S)
        except BaseException:
            town.close()
            raise
        self._town = town

    def end(self) -> None:
        if self._town is not None:
            self._town.close()
            self._town = None


def live_through(town: Town, number: int, chance: Random) -> None:
    """One run: work, a kill in the middle of it, a start, a judgement."""
    victims = chance.choice(VICTIMS).split()
    work, requests = plan_work(town, number, chance)
    struck = threading.Timer(chance.uniform(0, 0.06), town.kill, victims)
    town.at_request(chance.choice((*range(requests), *[APPROVAL] * requests)), struck.start)
    for deed in work:
        deed()
    if not struck.is_alive() and not struck.finished.is_set():  # the office died early, or refused
        struck.start()
    struck.join()
    town.bury(*victims)
    threading.Event().wait(chance.choice((0, 0, 0.3)))
    town.start(*victims)
    town.put_up(f"N{number:04}-2", chance)
    town.await_right_pixels(RIGHT_S)
    town.judge(LEAVE_MS)


def plan_work(town: Town, number: int, chance: Random) -> tuple[list[Callable[[], None]], int]:
    """One notice goes up; while too many stand, the oldest are taken back. And how many requests that is."""
    standing = sorted(town.approved - town.withdrawn)
    back = [partial(town.take_back, notice) for notice in standing[: -MOST_OPEN + 1]]
    return [partial(town.put_up, f"N{number:04}", chance), *back], REQUESTS + len(back)
