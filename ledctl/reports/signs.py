"""One sign as it is now: its facts for programs, and what is to be said of it to people. Pure.

Facts come from the publisher, and of the sign's health from the sign's own answers (R26):
what it never says is neither good nor bad (R22), and no sentence is made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from ledctl.clock import stamp
from ledctl.publishing.health import NOTHING_SAID, Health
from ledctl.publishing.stage import Live
from ledctl.sentences import Sentence, sentence

When = Callable[[datetime], str]
"""How the site says an instant."""


def facts_of(sign: str, live: Live | None) -> dict[str, Any]:
    """What a program is told; ``running`` is false when no publisher answers, and then nothing is known."""
    if live is None:
        return {"sign": sign, "running": False, "online": False, "health": NOTHING_SAID.as_answer()}
    return {
        "sign": sign,
        "running": True,
        "online": live.online,
        "order": live.order_id,
        "notice": live.notice_id,
        "title": live.title,
        "page": live.page + 1 if live.order_id is not None else 0,
        "pages": live.pages,
        "since": stamp(live.since),
        "proof": live.proof,
        "titles": live.titles,
        "held_up": live.held_up,
        "why_dark": live.why_dark,
        "health": live.health.as_answer(),
    }


def troubles_of(live: Live | None, when: When) -> tuple[Sentence, ...]:
    """What is wrong with a sign, each with what to do; nothing while all is well."""
    return (sentence("sign_no_publisher"),) if live is None else tuple(_troubles(live, when))


def _troubles(live: Live, when: When) -> Iterator[Sentence]:
    health = live.health
    if health.wrong_card:
        yield sentence("sign_wrong_card", what=health.wrong_card)
    elif live.online is False:
        yield sentence("sign_away")
    else:
        yield from _of_an_answering_sign(live, health, when)


def _of_an_answering_sign(live: Live, health: Health, when: When) -> Iterator[Sentence]:
    if live.held_up or live.why_dark == "refused":
        yield sentence("sign_held_up")
    if health.unknown:
        yield sentence("sign_unknown", what="; ".join(health.unknown))
    elif health.mismatch_since is not None:
        yield sentence("sign_mismatch", since=when(health.mismatch_since))
    if health.faults:
        yield sentence("sign_complains", what="; ".join(health.faults))


def readings_of(health: Health) -> tuple[tuple[str, str], ...]:
    """What the sign measured or is set to, in a few words of both languages; only what it said."""
    found: list[tuple[str, str]] = []
    if health.verified is not None:
        found.append(
            ("读回一致", "read back right") if health.verified else ("读回不一致", "read back wrong")
        )
    if health.temperature_c is not None:
        found.append((f"温度 {health.temperature_c:g} ℃", f"{health.temperature_c:g} °C"))
    if health.brightness is not None:
        found.append((f"亮度 {health.brightness}%", f"brightness {health.brightness} %"))
    if health.powered is False:
        found.append(("灯已关", "lamps off"))
    return tuple(found)
