"""The displays of one notice out of a body of many. Pure.

A notice that stood with nine others has a tenth of the displays; the history of one is
read without making the others.
"""

from __future__ import annotations

from functools import partial
from itertools import compress, islice

from ledctl.ledger.columns import Small, slots_of, small
from ledctl.ledger.segments import Body, Display, Result, opened, unpack

_RESULTS = [Result(flags & 1) for flags in range(256)]
_CONTINUED = [bool(flags & 2) for flags in range(256)]
_new_display = partial(tuple.__new__, Display)


def pick(body: bytes, notice: str) -> Body:
    """The body with the displays of this notice alone; its slots stay, so that indexes hold."""
    if not body:  # given up after its time
        return Body((), ())
    text, planes, count = opened(body)
    slots = slots_of(text)
    wanted = [slot.notice == notice for slot in slots]
    if (columns := small(slots, planes, count)) is not None:
        return Body(slots, _chosen(columns, bytes(wanted)))
    read = unpack(body)
    return Body(slots, tuple(display for display in read.displays if wanted[display.slot]))


def _chosen(columns: Small, wanted: bytes) -> tuple[Display, ...]:
    mask = columns.slots.translate(wanted.ljust(256, b"\0"))
    rows = zip(
        columns.slots,
        columns.pages,
        columns.edges[:-1],
        islice(columns.edges, 1, None),
        columns.acks,
        map(_RESULTS.__getitem__, columns.flags),
        map(_CONTINUED.__getitem__, columns.flags),
        strict=True,
    )
    return tuple(map(_new_display, compress(rows, mask)))
