"""Whether a look of this request could not be written down, so that the page says so.

A page is made where it was asked for, in a context of its own: what is marked there is known to that
page and to no other. The API says it in a head of its answer (``api_auth.Call.look``).
"""

from __future__ import annotations

from contextvars import ContextVar

_missed: ContextVar[bool] = ContextVar("look_missed", default=False)


def mark_missed() -> None:
    _missed.set(True)


def was_missed() -> bool:
    return _missed.get()
