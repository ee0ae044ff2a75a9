"""What turns the pages of a fleet, as a process: the publisher, or a loop that only sends.

``python -m benchmarks.turning publisher SITE`` is ``ledctl publish`` and nothing less.
``python -m benchmarks.turning bare FILE`` reads ports and frames from a file and sends
each sign its next frame when it is due, a thread for each sign, with the very same driver:
no database, no record, no approval, no other sign's failure. Both note how late each page
was acknowledged after it was due, and answer each line on standard input with one of JSON
(``Sample``): what was turned since the line before.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic, process_time, sleep
from typing import TYPE_CHECKING, Any

from drivers.base import Frame, Panel, Receipt, Sign
from drivers.onbon_bx.driver import OnbonBx

if TYPE_CHECKING:  # the loop that only sends shall not carry what it does not use
    from datetime import datetime

    from ledctl.publishing.stage import Standing
    from ledctl.publishing.worker import SignWorker


@dataclass(frozen=True, slots=True)
class Sample:
    """What a process has done so far, and how late each page was since it was last asked, in ms."""

    cpu_s: float
    rss_kb: int
    late_ms: list[float]
    signs: int
    """On how many a page has turned since the start."""

    @classmethod
    def take(cls, late: list[float], signs: set[int]) -> Sample:
        taken = late[:]
        del late[: len(taken)]
        resident = int(Path("/proc/self/statm").read_text().split()[1])
        return cls(process_time(), resident * os.sysconf("SC_PAGE_SIZE") // 1024, taken, len(signs))


def answer(late: list[float], signs: set[int]) -> None:
    """One line of JSON for each line asked."""
    for _ in sys.stdin:
        print(json.dumps(asdict(Sample.take(late, signs))), flush=True)


# -- ours -------------------------------------------------------------------------------------


@contextmanager
def lateness_noted(late: list[float], signs: set[int]) -> Iterator[None]:
    """Each turn of a page by the publisher: from when it was due to its acknowledgement.

    What is written down after that makes no page late, unless it lasts until the next one is due.
    """
    from unittest.mock import patch

    from ledctl.publishing.wire import Wire
    from ledctl.publishing.worker import SignWorker

    turn: Callable[[SignWorker, Standing, datetime], None] = SignWorker._turn_page
    show: Callable[..., Receipt] = Wire.show
    due: dict[int, float] = {}

    def turning(worker: SignWorker, standing: Standing, now: datetime) -> None:
        due[id(worker._wire)] = standing.turn_at
        turn(worker, standing, now)
        signs.add(id(worker))

    def showing(wire: Wire, *arguments: Any) -> Receipt:
        receipt = show(wire, *arguments)
        if (at := due.pop(id(wire), None)) is not None:
            late.append(1000 * (monotonic() - at))
        return receipt

    with patch.object(SignWorker, "_turn_page", turning), patch.object(Wire, "show", showing):
        yield


def publish(site: str) -> None:
    from ledctl.cli import main

    late, signs = list[float](), set[int]()
    threading.Thread(target=answer, args=(late, signs), daemon=True).start()
    sys.argv = ["ledctl", "publish", "--site", site]
    with lateness_noted(late, signs):
        main()


# -- the loop that only sends -----------------------------------------------------------------


def send_only(file: str) -> None:
    given = json.loads(Path(file).read_text())
    panel = Panel.parse(*given["panel"])
    frames = [Frame(panel, bytes.fromhex(data)) for data in given["frames"]]
    late: list[float] = []
    for number, port in enumerate(given["ports"]):
        sign = OnbonBx.from_settings(panel, f"tcp://127.0.0.1:{port}", {})
        first = given["page_s"] * number / len(given["ports"])
        arguments = (sign, frames, first, given["page_s"], late)
        threading.Thread(target=_turn_for_ever, args=arguments, daemon=True).start()
    answer(late, set(range(len(given["ports"]))))


def _turn_for_ever(
    sign: Sign, frames: Sequence[Frame], first_s: float, page_s: float, late: list[float]
) -> None:
    sleep(first_s)
    sign.show(frames[0], life_s=120)
    due, number = monotonic() + page_s, 1
    while True:
        sleep(max(0.0, due - monotonic()))
        sign.show(frames[number % len(frames)], life_s=120)
        late.append(1000 * (monotonic() - due))
        due, number = monotonic() + page_s, number + 1


if __name__ == "__main__":
    {"publisher": publish, "bare": send_only}[sys.argv[1]](sys.argv[2])
