"""The watch: looks every few seconds, writes down what came and went, and has it told.

Of several processes of a site one is on duty (``duty``). What was open is read from the
database when it begins, so that a restart neither repeats an alert nor forgets one.
When the database itself takes no more, what is wrong is kept in memory for the front
page, and what is critical is sent past the outbox, once in an hour.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from ledctl.alerts.conditions import Alert, judge
from ledctl.alerts.entries import Entry, unwritten
from ledctl.alerts.holding import Changes, Held, opened, put_off, weigh
from ledctl.alerts.quiet import QuietHours
from ledctl.alerts.records import end_alert, open_rows, raise_alert
from ledctl.alerts.snapshot import Snapshot
from ledctl.alerts.telling import note_change, note_digest, note_reminders
from ledctl.alerts.troubles import Severity
from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.settings import AlertSettings

PAST_THE_OUTBOX = timedelta(hours=1)
WORDS_EVERY = timedelta(minutes=5)
_log = logging.getLogger(__name__)


class Watch:
    """Looks again and again until ``stop``; ``round`` is one look, for tests."""

    def __init__(
        self,
        look: Callable[[], Snapshot],
        *,
        rules: AlertSettings,
        database: Database,
        clock: Clock,
        quiet: QuietHours | None,
        practice: bool,
        on_duty: Callable[[], bool] = lambda: True,
        send_now: Callable[[Entry], None] = lambda _entry: None,
    ) -> None:
        """``send_now``: sends a critical alert without the database."""
        self._look = look
        self._rules = rules
        self._database = database
        self._clock = clock
        self._quiet = quiet
        self._practice = practice
        self._on_duty = on_duty
        self._send_now = send_now
        self._held, self._is_begun = Held(), False
        self._sent: dict[str, datetime] = {}
        self._worded: datetime | None = None
        self._failing = ""
        self.unwritten: tuple[Entry, ...] = ()
        """What the database would not take: it is wrong all the same."""
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="alerts", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def round(self) -> None:
        """One look, if this process is on duty."""
        if not self._on_duty():
            return
        seen, mono = self._look(), self._clock.monotonic()
        held = self._held
        try:
            held = self._begun(held, mono)
            changes = self._weigh(held, seen, mono)
            self._write(changes, seen.at)
        except SQLAlchemyError as error:
            changes = self._weigh(held, seen, mono)
            self._held = put_off(changes, held)
            self._keep(changes.raised, seen.at, error)
        else:
            self._held, self.unwritten, self._failing = changes.held, (), ""
            self._sent.clear()
            for alert in changes.raised:
                _log.warning("alert raised: %s", alert.key, extra={"sign": alert.sign})

    def _weigh(self, held: Held, seen: Snapshot, mono: float) -> Changes:
        return weigh(held, judge(seen, self._rules, held.open), mono, self._rules)

    def _begun(self, held: Held, mono: float) -> Held:
        """What is held, with what another process had raised."""
        if self._is_begun:
            return held
        with self._database.read() as session:
            there = opened((row.key for row in open_rows(session)), mono)
        self._is_begun = True
        return there

    def _write(self, changes: Changes, at: datetime) -> None:
        """All that a look changed, in one transaction with what is told of it. Most looks change nothing."""
        if not (changes.raised or changes.ended or self._is_time_for_words(at)):
            return
        with self._database.write() as session:
            rows = {row.key: row for row in open_rows(session)}
            for alert in changes.raised:
                if alert.key not in rows:
                    rows[alert.key] = row = raise_alert(session, alert, at=at, practice=self._practice)
                    note_change(session, row, "raised", at, self._quiet)
            for key in changes.ended:
                if key in rows:
                    row = rows.pop(key)
                    end_alert(session, row, at=at)
                    note_change(session, row, "ended", at, self._quiet)
            note_reminders(session, rows.values(), at)
            note_digest(session, at, self._quiet)

    def _is_time_for_words(self, at: datetime) -> bool:
        """Whether to look for a reminder or the morning's message: every few minutes."""
        if self._worded is not None and timedelta() <= at - self._worded < WORDS_EVERY:
            return False
        self._worded = at
        return True

    def _keep(self, raised: Sequence[Alert], at: datetime, error: SQLAlchemyError) -> None:
        """The database takes nothing: remember, and send what is critical past it."""
        if self._failing != (kind := type(error).__name__):  # said once: the log may be on the full disk
            _log.error("alerts cannot be written: %s", kind)
        self._failing = kind
        self.unwritten = tuple(unwritten(alert, at, practice=self._practice) for alert in raised)
        for entry in self.unwritten:
            last = self._sent.get(entry.key)
            if entry.severity is Severity.CRITICAL and (last is None or at - last >= PAST_THE_OUTBOX):
                self._sent[entry.key] = at
                self._send_now(entry)

    def _run(self) -> None:
        while True:
            try:
                self.round()
            except Exception:
                # the watch of years must not end with one fault; the log says which
                _log.exception("a look failed")
            if self._stopping.wait(self._rules.look_s):
                return
