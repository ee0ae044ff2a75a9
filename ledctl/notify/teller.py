"""The loop that empties the outbox, in a thread of its own: a step never waits for a mail server.

It sends at least once: a power cut between a message and its row sends it again. It holds no
transaction while it sends. Who is to be told, and what, is asked of whoever knows
notices, alerts and people (``Audience``); a turn that is over is told to nobody.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.notify import outbox
from ledctl.notify.model import Message, Turn, Way
from ledctl.notify.posting import send
from ledctl.notify.wording import Said
from ledctl.settings import NotifySettings

POLL_S = 5.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a matter is told to (accounts), and in which words."""

    accounts: tuple[str, ...]
    said: Said


Ask = Callable[[Turn], Audience | None]
"""Who is to be told of a turn; nobody when it is over."""


class Teller:
    """Sends what is due, again and again until ``stop``."""

    def __init__(
        self,
        settings: NotifySettings,
        database: Database,
        clock: Clock,
        ask: Ask,
        *,
        on_duty: Callable[[], bool] = lambda: True,
    ) -> None:
        """``on_duty``: whether this process is the one that sends; of two, one must not."""
        self._settings = settings
        self._database = database
        self._clock = clock
        self._ask = ask
        self._on_duty = on_duty
        self._life = timedelta(hours=settings.give_up_hours)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="teller", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after the message in hand; a hanging server is not waited for."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    def round(self) -> None:
        """Make messages of new turns, then try what is due."""
        if not self._on_duty():
            return
        self._address(self._clock.now())
        with self._database.read() as session:
            waiting = outbox.due(session, at=self._clock.now())
        for message, turn in waiting:
            if self._stopping.is_set():
                return
            self._try(message, turn)

    def _address(self, now: datetime) -> None:
        with self._database.read() as session:
            turns = outbox.untold(session, since=now - self._life)
        for turn in turns:
            audience = self._ask(turn)
            to = ways_of(self._settings, audience.accounts) if audience else []
            with self._database.write() as session:
                outbox.address(session, turn, to, at=now)

    def _try(self, message: Message, turn: Turn) -> None:
        audience = self._ask(turn)
        if audience is None:
            with self._database.write() as session:
                outbox.forget(session, message)
            return
        now = self._clock.now()
        fault = send(self._settings, Way(message.way), message.account, audience.said, now)
        with self._database.write() as session:
            outbox.settle(session, message, fault, at=now, life=self._life)

    def _run(self) -> None:
        while not self._stopping.wait(POLL_S):
            try:
                self.round()
            except SQLAlchemyError as error:  # the disk is full, the server is gone: later again
                _log.warning("outbox: %s", type(error).__name__)


def ways_of(settings: NotifySettings, accounts: tuple[str, ...]) -> list[tuple[Way, str]]:
    """Every way that is set up: mail to each person with an address, a robot or a webhook once."""
    to = [(Way.MAIL, account) for account in accounts if settings.mail_host and settings.people.get(account)]
    if settings.wecom_url.get_secret_value():
        to.append((Way.WECOM, ""))
    if settings.dingtalk_url.get_secret_value():
        to.append((Way.DINGTALK, ""))
    if settings.webhook_url.get_secret_value():
        to.append((Way.WEBHOOK, ""))
    return to
