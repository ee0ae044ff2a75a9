"""Alerts come and go: laws of holding, as the watch uses it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledctl.alerts.conditions import Judged, judge
from ledctl.alerts.holding import Held, hold_s, opened, put_off, weigh
from ledctl.alerts.troubles import TROUBLES, Scope
from ledctl.settings import AlertSettings
from tests.alerts.looks import RULES, sign, site

LOST = judge(site(sign(online=False)), RULES)
GOOD = judge(site(), RULES)
MUTE = judge(site(None), RULES)
NOTHING = Judged(())


def play(looks: list[Judged], *, every_s: float = 15) -> list[tuple[float, str, str]]:
    """When what was raised and ended."""
    held, told = Held(), []
    for number, judged in enumerate(looks):
        changes = weigh(held, judged, number * every_s, RULES)
        told += [(number * every_s, "raised", alert.key) for alert in changes.raised]
        told += [(number * every_s, "ended", key) for key in changes.ended]
        held = changes.held
    return told


def test_a_silence_is_told_after_so_many_missed_looks() -> None:
    """R27: the third look in a row without an answer raises, so a dead publisher is known within a minute."""
    assert play([GOOD, MUTE, MUTE, MUTE, MUTE]) == [(45, "raised", "publisher_silent")]
    assert hold_s(TROUBLES["publisher_silent"], RULES) + RULES.look_s < 60


def test_a_recovery_is_told() -> None:
    """R27: and again when it is over, after it has stayed so for a moment."""
    assert play([LOST] * 3 + [GOOD] * 3) == [
        (30, "raised", "link_down:gate"),
        (60, "ended", "link_down:gate"),
    ]


def test_a_blip_is_no_alert_and_a_flicker_is_one() -> None:
    """A link that fails for one look is not told; one that comes and goes is told once."""
    assert play([LOST, LOST, GOOD, LOST, LOST, GOOD]) == []
    assert play([LOST] * 3 + [GOOD, LOST] * 5) == [(30, "raised", "link_down:gate")]


def test_a_silent_publisher_ends_no_alert_about_its_signs() -> None:
    """R26: that nobody says a sign is lost does not mean that it is back."""
    told = play([LOST] * 3 + [MUTE] * 10 + [GOOD] * 5)
    assert (210, "ended", "link_down:gate") in told
    assert [key for _, what, key in told if what == "ended"].count("link_down:gate") == 1


def test_a_restart_neither_repeats_nor_forgets() -> None:
    """What another process raised stays open, and ends after it has been away for its time."""
    held = opened(["link_down:gate"], 1000)
    assert weigh(held, LOST, 1001, RULES).raised == ()
    assert weigh(held, GOOD, 1001, RULES).ended == ()
    assert weigh(held, GOOD, 1031, RULES).ended == ("link_down:gate",)


def test_the_number_of_missed_looks_is_the_sites() -> None:
    """One missed look is enough where the site says so; a hold of seconds stays what it is."""
    eager = AlertSettings(missed_looks=1)
    assert hold_s(TROUBLES["link_down"], eager) == 0
    assert hold_s(TROUBLES["disk_low"], eager) == hold_s(TROUBLES["disk_low"], RULES)


@settings(deadline=None)
@given(st.lists(st.sampled_from([LOST, GOOD, MUTE, NOTHING]), max_size=60), st.integers(1, 120))
def test_raised_and_ended_take_turns(looks: list[Judged], every_s: int) -> None:
    """Law: each matter is raised, then ended, then raised again; nothing is raised or ends twice."""
    by_key: dict[str, list[str]] = {}
    for _, what, key in play(looks, every_s=every_s):
        by_key.setdefault(key, []).append(what)
    for story in by_key.values():
        assert story == [("raised", "ended")[place % 2] for place in range(len(story))]


@settings(deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_nothing_is_raised_before_its_time(lost: list[bool]) -> None:
    """Law: a link is called down only when it was so at every look for the whole hold."""
    told = play([LOST if one else GOOD for one in lost])
    for at, what, _ in told:
        place = int(at // 15)
        if what == "raised":
            assert all(lost[place - 2 : place + 1])


@pytest.mark.parametrize("scope", Scope)
def test_what_cannot_be_judged_does_not_end(scope: Scope) -> None:
    """Blind to a scope, the watch keeps all of it open."""
    keys = [code for code, trouble in TROUBLES.items() if trouble.scope is scope]
    changes = weigh(opened(keys, 0), Judged((), frozenset({scope})), 10_000, RULES)
    assert changes.ended == ()
    assert set(weigh(opened(keys, 0), NOTHING, 10_000, RULES).ended) == set(keys)


def test_what_could_not_be_written_comes_again() -> None:
    """The disk was full: the next look raises the same, ends the same, and no hold begins anew."""
    waiting = weigh(Held(), LOST, 0, RULES).held
    changes = weigh(waiting, LOST, 30, RULES)
    again = put_off(changes, waiting)
    assert [alert.key for alert in weigh(again, LOST, 31, RULES).raised] == ["link_down:gate"]
    open_one = opened(["link_down:gate"], 0)
    over = weigh(open_one, GOOD, 40, RULES)
    assert weigh(put_off(over, open_one), GOOD, 41, RULES).ended == over.ended == ("link_down:gate",)
