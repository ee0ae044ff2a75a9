"""The class *kill*: SIGKILL to the publisher, the web office or both, at seeded points under load.

A site lives through ``LIFE`` kills. In each run people work at the office, one
request after another: notices and warnings go up and are taken back, all signs are
ordered dark and lit again, and one sign has its quiet hours all along. While one
of these requests is on its way, so many milliseconds after it left, somebody dies.
They are started again, the signs must come to show what they should, and the judge
looks at everything since the site began. At the end of its life every page that
may be shown must come round once more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from random import Random

from tests.faults.running import Report, repeat
from tests.faults.town import Town
from tests.faults.townsfolk import Townsfolk

LIFE = 12
RIGHT_S = 12.0
"""Until the signs are right again: starting takes a second, on a busy machine a few."""
ROUND_S = 30.0
LEAVE_MS = 4000
MOST_OPEN = 4
REQUESTS = 5
"""From a draft to the last signature."""
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
                town.people.lift()
                town.await_everything(ROUND_S)
        except BaseException:
            town.close()
            raise
        self._town = town

    def end(self) -> None:
        if self._town is not None:
            self._town.close()
            self._town = None


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does, in how many requests; the last of them is what changes the signs."""

    do: Callable[[], None]
    requests: int = 1


def live_through(town: Town, number: int, chance: Random) -> None:
    """One run: work, a kill in the middle of it, a start, a judgement."""
    victims = chance.choice(VICTIMS).split()
    work = plan_work(town.people, number, chance)
    struck = threading.Timer(chance.uniform(0, 0.06), town.kill, victims)
    town.people.at_request(choose_request(work, chance), struck.start)
    for deed in work:
        deed.do()
    if not struck.is_alive() and not struck.finished.is_set():  # the office died early, or refused
        struck.start()
    struck.join()
    town.bury(*victims)
    threading.Event().wait(chance.choice((0, 0, 0.3)))
    town.start(*victims)
    town.people.put_up(f"N{number:04}-2", chance)
    town.await_right_pixels(RIGHT_S)
    town.judge(LEAVE_MS)


def plan_work(people: Townsfolk, number: int, chance: Random) -> list[Deed]:
    """One notice goes up; what is too much comes down, warnings first; now and then all goes dark."""
    standing = people.standing
    too_many = max(len(standing) - MOST_OPEN + 1, sum(name in people.warnings for name in standing))
    back = [Deed(partial(people.take_back, name)) for name in standing[:too_many]]
    dark = chance.choice(([], [], [Deed(people.darken)], [Deed(people.darken), Deed(people.lift)]))
    lift = [Deed(people.lift)] if people.perhaps_dark else []
    return [*lift, Deed(partial(people.put_up, f"N{number:04}", chance), REQUESTS), *back, *dark]


def choose_request(work: Sequence[Deed], chance: Random) -> int:
    """Half of all kills are around a request that changes the signs."""
    ends = list(accumulate(deed.requests for deed in work))
    return chance.choice([end - 1 for end in ends]) if chance.random() < 0.5 else chance.randrange(ends[-1])
