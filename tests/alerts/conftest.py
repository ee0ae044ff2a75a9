"""A site whose watch sees what a test says, with people, a robot, a mail server and a webhook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from ledctl.accounts.model import Actor, Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.alerts.entries import Entry
from ledctl.alerts.quiet import QuietHours
from ledctl.alerts.records import open_alerts, past_alerts
from ledctl.alerts.snapshot import Snapshot
from ledctl.alerts.watch import Watch
from ledctl.clock import FrozenClock
from ledctl.ledger.log import events
from ledctl.notify.teller import Teller
from ledctl.station import Station, make_teller, open_station
from tests.alerts.looks import site as well
from tests.notify.servers import Post, Robot, post_running, robot_running

PEOPLE = {"an": Role.ADMINISTRATOR, "cao": Role.OPERATOR, "li": Role.REVIEWER}


@dataclass
class Tower:
    """The watch, what it sees, and who is told."""

    station: Station
    clock: FrozenClock
    watch: Watch
    teller: Teller
    post: Post
    hook: Robot
    sees: Snapshot = field(default_factory=well)
    sent_now: list[Entry] = field(default_factory=list)

    def look(self, times: int = 1, *, every_s: float = 15) -> None:
        """The watch looks, then whatever is due is sent."""
        for _ in range(times):
            self.clock.advance(every_s)
            self.watch.round()
            self.teller.round()

    def until(self, hour: int, minute: int = 0) -> None:
        """Let the site's clock come to this time of day."""
        local = self.clock.now().astimezone(self.station.settings.zoneinfo)
        seconds = (hour * 60 + minute - local.hour * 60 - local.minute) * 60 - local.second
        self.clock.advance(seconds % 86_400)

    def subjects(self) -> list[str]:
        """What the administrator's mail said, and nobody else's."""
        mails = [message_from_bytes(mail, policy=policy.default) for mail in self.post.got]
        return [str(mail["Subject"]) for mail in mails if mail["To"] == "an@example.cn"]

    def posted(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.hook.got]

    def open(self) -> list[str]:
        return [one.key for one in open_alerts(self.station.database)]

    def past(self) -> list[str]:
        return [one.key for one in past_alerts(self.station.database)]

    def told(self, kind: str) -> list[str]:
        with self.station.database.read() as session:
            return [entry.facts["code"] for entry in events(session, kind=kind)]


@pytest.fixture
def hook() -> Iterator[Robot]:
    with robot_running() as robot:
        robot.answer = b""
        yield robot


@pytest.fixture
def tower(site: Path, clock: FrozenClock, quick_passwords: Passwords, hook: Robot) -> Iterator[Tower]:
    with post_running() as post:
        told = {
            "mail_host": "127.0.0.1",
            "mail_port": post.port,
            "mail_security": "none",
            "mail_from": "office@example.cn",
            "people": {name: f"{name}@example.cn" for name in PEOPLE},
            "webhook_url": f"http://127.0.0.1:{hook.port}/hook?key=hook-key",
            "webhook_secret": "whisper",
        }
        station = open_station(site, clock=clock, passwords=quick_passwords, overrides={"notify": told})
        for account, role in PEOPLE.items():
            station.registry.add(account, f"某{account}", [role], by="system")
        yield make_tower(station, clock, post, hook)
        station.close()


def make_tower(station: Station, clock: FrozenClock, post: Post, hook: Robot) -> Tower:
    """A watch whose eyes are the test's."""
    rules = station.settings.alerts
    sent: list[Entry] = []
    watch = Watch(
        lambda: replace(tower.sees, at=clock.now()),
        rules=rules,
        database=station.database,
        clock=clock,
        quiet=QuietHours.parse(rules.quiet, station.settings.zoneinfo),
        practice=False,
        send_now=sent.append,
    )
    tower = Tower(station, clock, watch, make_teller(station), post, hook, sent_now=sent)
    return tower


def actor(account: str) -> Actor:
    return Actor(account, f"某{account}", frozenset({PEOPLE[account]}), Via.WEB)
