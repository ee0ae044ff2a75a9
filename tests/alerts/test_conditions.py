"""What is wrong at one look, and what that look cannot say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledctl.alerts.conditions import EASED, FULL_MB, MB, STUCK_S, Alert, judge
from ledctl.alerts.snapshot import Blackout, Disk, Office, Paper, Pending, Snapshot
from ledctl.alerts.troubles import TROUBLES, Scope, Severity
from ledctl.alerts.worded import sentence_of
from ledctl.settings import AlertSettings
from tests.alerts.looks import AT, ROOMY, RULES, keys, sign, site

LABEL = ("待审核", "waiting for review")
WAITS = Pending("in_review", LABEL, 3, AT - timedelta(hours=25))
WATCHED = AlertSettings(backup_days=7, certificate_days=21)


@pytest.mark.parametrize(
    ("seen", "found"),
    [
        (site(), []),
        (site(sign(online=None)), []),
        (site(None), ["publisher_silent"]),
        (site(None, office=None, fault="OperationalError"), ["publisher_silent", "database_failing"]),
        (site(None, office=Office()), ["publisher_away"]),
        (site(None, signs=()), []),
        (site(sign(online=False, lit=False)), ["link_down:gate"]),
        (site(hanging=()), []),
        (site(hanging=("watch", "sign gate")), ["publisher_hangs"]),
        (site(sign(online=False, wrong_card="64x32")), ["card_wrong:gate"]),
        (site(sign(lit=False)), ["sign_dark:gate"]),
        (site(sign(lit=False, online=None)), ["sign_dark:gate"]),
        (site(sign(lit=False, wanted=False)), []),
        (site(sign(held_up=True)), ["sign_refuses:gate"]),
        (site(sign(held_up=True, lit=False)), ["sign_refuses:gate"]),
        (site(sign(quiet_s=STUCK_S + 1, online=False)), ["sign_stuck:gate"]),
        (site(sign(strange=True)), ["content_unknown:gate"]),
        (site(sign(unlike_s=299)), []),
        (site(sign(unlike_s=300)), ["content_unlike:gate"]),
        (site(sign(faults=("fan",))), ["sign_faults:gate"]),
        (site(disk=Disk(FULL_MB * MB - 1, 0)), ["disk_full"]),
        (site(disk=Disk(499 * MB, 0)), ["disk_low"]),
        (site(disk=Disk(500 * MB, 0)), []),
        (site(disk=Disk(ROOMY.free, 0, "Read-only file system")), ["disk_unwritable"]),
        (site(backup=Paper(AT - timedelta(days=7))), []),
        (site(backup=Paper(AT - timedelta(days=7, minutes=1))), ["backup_old"]),
        (site(backup=Paper(None)), ["backup_missing"]),
        (site(certificate=Paper(AT + timedelta(days=21))), []),
        (site(certificate=Paper(AT + timedelta(days=20))), ["certificate_old"]),
        (site(certificate=Paper(None)), ["certificate_unreadable"]),
        (site(office=Office((WAITS,), 2)), ["pending_old:in_review", "messages_dead"]),
        (site(office=Office((Pending("in_review", LABEL, 1, AT - timedelta(hours=24)),))), []),
        (site(office=Office(sealed=AT - timedelta(days=2))), []),
        (site(office=Office(sealed=AT - timedelta(days=2, minutes=1))), ["checkpoint_old"]),
        (site(clock_trusted=False), ["clock_untrusted"]),
        (site(clock_trusted=True), []),
        (site(blackout=Blackout()), []),
        (site(blackout=Blackout(True, True, True)), ["blackout_on", "blackout_reason", "drill_due"]),
    ],
)
def test_each_trouble_is_seen_and_nothing_else(seen: Snapshot, found: list[str]) -> None:
    """R23, R25, R26, R27: the table of what is wrong when; a limit that is just kept is no trouble."""
    assert keys(seen, rules=WATCHED) == found


def test_a_disk_has_to_recover_well_before_it_is_called_well() -> None:
    """A file that comes and goes at the limit makes one alert and not twenty."""
    low, full = Disk(int(500 * MB * EASED) - MB, 0), Disk(int(FULL_MB * MB * EASED) - MB, 0)
    assert keys(site(disk=low)) == []
    assert keys(site(disk=low), "disk_low") == ["disk_low"]
    assert keys(site(disk=full), "disk_full") == ["disk_full"]
    assert keys(site(disk=full)) == ["disk_low"]


def test_nothing_is_said_of_what_nobody_told() -> None:
    """R26: a silent publisher says nothing of its signs, a silent database nothing of the desk."""
    told = {"clock_trusted": True, "blackout": Blackout()}
    assert judge(site(None, **told), RULES).blind == {Scope.SIGNS}
    assert judge(site(office=None, **told), RULES).blind == {Scope.OFFICE}
    assert judge(site(None, signs=(), **told), RULES).blind == frozenset()
    assert judge(site(), RULES).blind == {Scope.CLOCK, Scope.BLACKOUT}


def test_of_a_sign_nobody_hears_nothing_is_known() -> None:
    """R26: a lost link does not end the alarm about what the sign showed; that its worker runs is known."""
    for unheard in (sign(online=False), sign(quiet_s=STUCK_S + 1)):
        judged = judge(site(unheard), RULES)
        assert judged.cannot_say("content_unknown:gate")
        assert not judged.cannot_say("sign_stuck:gate")
        assert not judged.cannot_say("disk_low")
        assert not judged.cannot_say("content_unknown:hall")
    assert not judge(site(), RULES).cannot_say("content_unknown:gate")


def test_another_card_on_the_wire_is_no_lost_link() -> None:
    """Whoever reads "see to the cable" would look in the wrong place: that alert ends."""
    judged = judge(site(sign(online=False, wrong_card="64x32")), RULES)
    assert not judged.cannot_say("link_down:gate")
    assert judged.cannot_say("content_unknown:gate")


@pytest.mark.parametrize("code", TROUBLES)
def test_every_trouble_has_its_sentence(code: str) -> None:
    """What it means and what to do, with the sign by its label; severities are of the known three."""
    facts = {"minutes": 3, "free_mb": 4, "days": 5, "count": 6, "hours": 7, "what": "x", "reason": "y"}
    said = sentence_of(
        code, "gate", {**facts, "state_zh": "待审核", "state_en": "x"}, lambda name: f"{name}屏"
    )
    assert TROUBLES[code].severity in set(Severity)
    assert ("gate屏" in said.zh) is (TROUBLES[code].scope is Scope.SIGNS)


def test_a_key_tells_one_matter_from_another() -> None:
    """The same trouble on two signs is two alerts; on none it is one."""
    assert [Alert("link_down", "a").key, Alert("pending_old", of="draft").key, Alert("disk_low").key] == [
        "link_down:a",
        "pending_old:draft",
        "disk_low",
    ]
