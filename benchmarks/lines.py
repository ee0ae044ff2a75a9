"""A serial line that is as slow as a real one: a pseudo-terminal read at the line's own rate.

The kernel carries bytes through a pseudo-terminal at once. Here the sign's end
takes no more than a line of so many baud could have brought by now, ten bits a
byte, and sends its answers at the same rate; a line that was idle saves nothing
up. What the host's end may still push into the kernel's buffer is on its way,
as it would be in the buffer of a real port.
"""

from __future__ import annotations

import os
import select
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep

from drivers.cards import Card

BITS = 10  # a byte with its start and stop bit
STEP_S = 0.0005


@contextmanager
def paced_line(card: Card, baud: int) -> Iterator[str]:
    """The device path of the host's end; ``card`` sits at the other."""
    master, slave = os.openpty()
    tty.setraw(slave)
    stop = threading.Event()
    carrier = threading.Thread(target=_carry, args=(master, card, baud / BITS, stop))
    carrier.start()
    try:
        yield os.ttyname(slave)
    finally:
        stop.set()
        carrier.join()
        os.close(master)
        os.close(slave)


def _carry(master: int, card: Card, rate: float, stop: threading.Event) -> None:
    began = carried = 0.0
    while not stop.is_set():
        if not select.select([master], [], [], 0.02)[0]:
            began = 0.0
            continue
        now = monotonic()
        if not began:
            began, carried = now, 0.0
        allowed = int((now - began) * rate - carried)
        if allowed < 1:
            sleep(STEP_S)
            continue
        data = os.read(master, allowed)
        carried += len(data)
        for handled in card.feed(data):
            _answer(master, handled.reply, rate)
            began = 0.0


def _answer(master: int, reply: bytes, rate: float) -> None:
    sleep(len(reply) / rate)
    os.write(master, reply)
