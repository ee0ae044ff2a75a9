"""The log of a process: its two forms, and that no personal datum or secret gets into it."""

from __future__ import annotations

import io
import json
import logging
import threading
from collections.abc import Iterator
from datetime import datetime

import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import TimedOut
from ledctl.clock import FrozenClock
from ledctl.ledger.log import events
from ledctl.logs import BLOT, JsonLines, TextLines, clean, configure
from ledctl.publishing.publisher import Publisher
from ledctl.station import Station
from ledctl.web.server import serve_pages
from tests.publishing.office import MoodySign, Office, make_worker, short_notice

NAMES = "示例张三与欧阳小红"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """A log in JSON, as a process would write it; the test's own logging comes back afterwards."""
    root, ours = logging.getLogger(), [logging.getLogger(name) for name in ("ledctl", "drivers", "layouts")]
    before, levels, hook = root.handlers[:], [one.level for one in (root, *ours)], threading.excepthook
    root.handlers = []
    log = io.StringIO()
    configure("json", "debug", to=log)
    yield log
    root.handlers, threading.excepthook = before, hook
    for logger, level in zip((root, *ours), levels, strict=True):
        logger.setLevel(level)


def lines(log: io.StringIO) -> list[dict[str, str]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_line_of_json_says_when_who_and_what(written: io.StringIO) -> None:
    """UTC, level, logger, event; sign and error where there are such; always one line."""
    logging.getLogger("ledctl.publishing").warning("link lost\nagain", extra={"sign": "gate"})
    (line,) = lines(written)
    assert datetime.fromisoformat(line.pop("ts")).utcoffset() is not None
    assert line == {
        "level": "warning",
        "logger": "ledctl.publishing",
        "event": "link lost again",
        "sign": "gate",
    }


def test_of_an_error_nobody_foresaw_the_words_are_left_out(written: io.StringIO) -> None:
    """Its message may repeat a row of a list; kind and place are enough to mend it."""
    try:
        raise ValueError(NAMES)
    except ValueError:
        logging.getLogger("ledctl.web").exception("a request failed")
    (line,) = lines(written)
    assert (line["error"], line["event"]) == ("ValueError", "a request failed")
    assert line["where"].startswith("tests/test_logs.py:")
    assert "张三" not in written.getvalue()


def test_libraries_are_heard_from_warnings_upward(written: io.StringIO) -> None:
    """At the level debug a database library would print every statement."""
    logging.getLogger("sqlalchemy.engine").info("SELECT %s", NAMES)
    logging.getLogger("ledctl.publishing").debug("a round")
    assert [line["event"] for line in lines(written)] == ["a round"]


def test_a_thread_that_dies_says_so_by_the_same_rules(written: io.StringIO) -> None:
    """Nothing goes past the log to the terminal, and an end on purpose is none."""

    def die() -> None:
        raise KeyError(NAMES)

    def leave() -> None:
        raise SystemExit(1)

    for target in (die, leave):
        thread = threading.Thread(target=target, name=target.__name__)
        thread.start()
        thread.join()
    (line,) = lines(written)
    assert (line["event"], line["error"]) == ("thread die died", "KeyError")


def test_text_is_for_people() -> None:
    """The same facts on one line, the usual order."""
    record = logging.makeLogRecord(
        {"name": "ledctl.x", "levelname": "WARNING", "msg": "lost %s", "args": ("it",), "sign": "gate"}
    )
    said = TextLines().format(record)
    assert said.endswith("Z WARNING ledctl.x: lost it [sign=gate]")
    del record.sign
    assert TextLines().format(record).endswith(": lost it")
    assert json.loads(JsonLines().format(record))["event"] == "lost it"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("110101199003077758 said", f"{BLOT} said"),
        ("11010119900307775X", BLOT),
        ("call 139 0000 0000", f"call {BLOT}"),
        ("6222 0000 1234 5678 901 paid", f"{BLOT} paid"),
        ("to li@example.cn", f"to {BLOT}"),
        ("POST https://qyapi.example/send?key=abc-def", f"POST https://qyapi.example/send?{BLOT}"),
        ("postgresql://ledctl:pass@db/x", f"postgresql://{BLOT}@db/x"),
        ("password=abc token: def", f"password={BLOT} token: {BLOT}"),
        ("Authorization: Bearer abcdef", f"Authorization: {BLOT}"),
        ("port 8000, 120 s, 2026-11-23", "port 8000, 120 s, 2026-11-23"),
        ("sign gate: no answer", "sign gate: no answer"),
    ],
)
def test_what_looks_like_a_datum_or_a_key_is_blotted_out(text: str, left: str) -> None:
    """Numbers of people, accounts, addresses, keys in addresses, tokens; not ports and dates."""
    assert clean(text) == left


@given(st.text(), st.integers(10**10, 10**18))
def test_no_long_number_survives(text: str, number: int) -> None:
    """Law: wherever it stands, and the line stays one line."""
    cleaned = clean(f"{text} {number} {text}")
    assert str(number) not in cleaned
    assert "\n" not in cleaned


def test_a_run_with_names_leaves_none_in_the_log(
    written: io.StringIO, station: Station, clock: FrozenClock
) -> None:
    """Notices full of names go up, fail, come back and go: the log tells it without one of them."""
    sign = MoodySign(station.settings.signs["gate"].make_panel())
    worker = make_worker(station, sign)
    office = Office(station, clock, sign, worker)
    notice = short_notice("A").model_copy(update={"title": f"关于{NAMES}等户的公示"})
    office.approve(notice)
    sign.broken = TimedOut("no answer within 3 s")
    office.pass_time(20)
    sign.broken = RuntimeError(NAMES)
    publisher = Publisher([worker], database=station.database, clock=clock, run=station.run, poll_s=0.01)
    publisher.start()
    for _ in range(300):
        clock.advance(1)
        if "round failed" in written.getvalue():
            break
        threading.Event().wait(0.01)
    publisher.stop()
    said = written.getvalue()
    assert "no answer within 3 s" in said
    assert "RuntimeError" in said
    assert not any(name in said for name in ("张三", "欧阳", "小红"))
    with station.database.read() as session:
        assert events(session, kind="link_down")


def test_nobody_keeps_a_list_of_who_asked_for_what(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    """No access log, whose addresses and queries may name people; no second form of the log."""
    configs: list[uvicorn.Config] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda server, sockets: configs.append(server.config))
    serve_pages(station, host="127.0.0.1", port=0, seconds=None, say=lambda _text: None)
    (config,) = configs
    assert config.access_log is False
    assert config.log_config is None
