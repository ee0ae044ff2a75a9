"""The evidence log a spied link writes, and its replay."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Panel
from drivers.errors import Broken, ConnectFailed, DriverError, TimedOut
from drivers.links import open_link
from drivers.links.dialogue import Entry, Mark, read_connections, read_entry, write_entry
from drivers.links.loop import LoopLink
from drivers.links.replay import Deviated, ReplayLink
from drivers.links.spy import Journal, SpyLink
from drivers.onbon_bx.driver import OnbonBx
from drivers.onbon_bx.simulator import OnbonCard
from drivers.testing import FaultyLink, SilentLink, SimulatedLink, sample_frame

PANEL = Panel(32, 16, Colour.DUAL)
START = datetime(2026, 3, 4, 2, 15, 30, tzinfo=UTC)
WORDY = (Mark.OPEN, Mark.OPEN_FAILED, Mark.SEND_FAILED, Mark.RECEIVE_FAILED, Mark.GAP)

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"]), min_size=1)
entries = st.one_of(
    st.builds(Entry, st.sampled_from([Mark.SENT, Mark.RECEIVED]), st.binary(max_size=40)),
    st.builds(lambda mark, said: Entry(mark, words=" ".join(said)), st.sampled_from(WORDY), st.lists(words)),
    st.just(Entry(Mark.SHUT)),
)


def ticking():
    """A clock that is a second later at each look."""
    seconds = iter(range(1000))
    return lambda: START + timedelta(seconds=next(seconds))


def recorded(path):
    with path.open(encoding="utf-8") as lines:
        return read_connections(lines)


@given(entries, st.datetimes(timezones=st.just(UTC)))
def test_an_entry_read_back_is_the_entry_written(entry, at):
    """A line is an entry and an entry is one line, whatever the bytes, words and hour."""
    line = write_entry(at, entry)

    assert read_entry(line) == entry
    assert line.count("\n") == 1


@given(st.text())
def test_a_line_from_elsewhere_is_an_entry_or_a_value_error(line):
    """Whatever stands in a file, reading it raises nothing else."""
    try:
        assert isinstance(read_entry(line), Entry)
    except ValueError:
        return


def test_the_form_of_the_log(tmp_path):
    """The form on the documentation page is the one that is written."""
    log = tmp_path / "gate.log"
    link = SpyLink(FaultyLink(LoopLink("tcp://192.0.2.10:5005"), "cut", 1), Journal(log, ticking()))

    link.send(b"\xa5\x01")
    assert link.receive(9, 1) == b"\xa5\x01"
    assert link.receive(9, 0) == b""
    assert link.receive(9, 1) == b""
    with pytest.raises(Broken):
        link.send(b"\xff")
    link.close()
    link.close()

    assert log.read_text() == (
        "2026-03-04T02:15:30.000000+00:00 OPEN tcp://192.0.2.10:5005\n"
        "2026-03-04T02:15:31.000000+00:00 TX a5 01\n"
        "2026-03-04T02:15:32.000000+00:00 RX a5 01\n"
        "2026-03-04T02:15:33.000000+00:00 RX\n"
        "2026-03-04T02:15:34.000000+00:00 TX ff\n"
        "2026-03-04T02:15:35.000000+00:00 TX! Broken tcp://192.0.2.10:5005: cut in the middle of a send\n"
        "2026-03-04T02:15:36.000000+00:00 SHUT\n"
    )


def test_each_line_is_written_before_the_next_thing_happens(tmp_path):
    """A machine that loses power loses no line of what went before."""
    log = tmp_path / "gate.log"
    link = open_link(f"spy+loop://?log={log}")
    link.send(b"\x01")
    assert [entry.mark for entry in recorded(log)[0]] == [Mark.OPEN, Mark.SENT]

    link.receive(1, 1)
    assert recorded(log)[0][-1] == Entry(Mark.RECEIVED, b"\x01")


def test_a_wire_that_does_not_open_is_written_down_and_replayed(tmp_path):
    """A sign that was not there is evidence, too."""
    log = tmp_path / "gate.log"
    url = f"spy+serial:///dev/no-such-port?baud=9600&log={log}"

    with pytest.raises(ConnectFailed, match="no-such-port"):
        open_link(url)

    ((entry,),) = recorded(log)
    assert entry.mark is Mark.OPEN_FAILED
    with pytest.raises(ConnectFailed, match="no-such-port"):
        open_link(f"replay://{log}")


def test_a_log_that_cannot_be_written_does_not_stop_the_sign(tmp_path, caplog):
    """It is a warning once, and a gap that the log itself tells as soon as there is room."""
    log = tmp_path / "later" / "gate.log"
    link = open_link(f"spy+loop://?log={log}")

    link.send(b"lost")
    assert link.receive(9, 1) == b"lost"
    log.parent.mkdir()
    link.send(b"kept")

    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert str(log) in caplog.text
    lines = [line for line in log.read_text().splitlines() if line]
    assert [read_entry(line) for line in lines] == [
        Entry(Mark.GAP, words="3 entries could not be written"),
        Entry(Mark.SENT, b"kept"),
    ]
    with pytest.raises(ValueError, match="line 2: lines are missing before it"):
        recorded(log)


def test_a_gap_stands_on_a_line_of_its_own(tmp_path):
    """A disk that filled up in the middle of a line spoils that line only."""
    log = tmp_path / "gate.log"
    log.write_text("2026-03-04T02:15:30.000000+00:00 TX a")
    journal = Journal(tmp_path, ticking())  # a folder cannot be appended to
    journal.write(Entry(Mark.SENT, b"x"))

    journal._path = log
    journal.write(Entry(Mark.SHUT))

    assert [line.split()[1] for line in log.read_text().splitlines()] == ["TX", "GAP", "SHUT"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rubbish\n", "line 1 is not of an evidence log"),
        ("\n2026-03-04T02:15:30+00:00 NOTE x\n", "line 2 is not of an evidence log"),
        ("2026-03-04T02:15:30+00:00 TX a5\n", "line 1: the first connection has no beginning"),
        ("2026-03-04T02:15:30+00:00 OPEN x\n2026-03-04T02:15:31+00:00 TX xy\n", "line 2 is not of"),
        ("", "0 connections are recorded"),
    ],
)
def test_a_file_that_is_no_recording_is_connect_failed(tmp_path, text, said):
    """A double without a recording stands for nobody."""
    file = tmp_path / "talk.log"
    file.write_text(text)

    with pytest.raises(ConnectFailed, match=said):
        open_link(f"replay://{file}")


def play(connect):
    """A day in the life of a sign: shown twice, asked, made dark; what came of each order."""
    sign = OnbonBx(PANEL, connect)
    outcomes = []
    for order in (lambda: sign.show(sample_frame(PANEL), life_s=60), sign.status, sign.blank, sign.status):
        try:
            outcomes.append(order())
        except DriverError as error:
            outcomes.append((type(error), str(error)))
    sign.close()
    return outcomes


def test_a_recorded_sign_is_the_sign_again(tmp_path):
    """What a driver did with a card it does with the recording, receipt for receipt and byte for byte."""
    log, url = tmp_path / "gate.log", "tcp://192.0.2.10:5005"
    card = OnbonCard(PANEL)
    journal = Journal(log)
    first = play(lambda: SpyLink(SimulatedLink(card, url), journal))
    replayed = [ReplayLink(entries, url) for entries in recorded(log)]
    links = iter(replayed)

    assert play(lambda: next(links)) == first
    assert [link.rest for link in replayed] == [()]
    assert first[0].digest == sample_frame(PANEL).digest


@pytest.mark.parametrize("fault", ["cut", "silent"])
def test_a_recorded_failure_is_the_failure_again(tmp_path, fault):
    """Time-outs and broken wires are replayed as they were, without waiting for them."""
    log, url = tmp_path / "gate.log", "tcp://192.0.2.10:5005"
    card = OnbonCard(PANEL)
    journal = Journal(log)
    first = play(lambda: SpyLink(FaultyLink(SimulatedLink(card, url), fault, 1), journal))
    replayed = [ReplayLink(entries, url) for entries in recorded(log)]
    links = iter(replayed)

    assert play(lambda: next(links)) == first
    assert next(links, None) is None
    assert [link.rest for link in replayed] == [()] * len(replayed)
    assert len(replayed) > 1


def test_a_sign_that_never_answered_never_answers_again(tmp_path):
    """Silence is recorded as what it is."""
    log = tmp_path / "gate.log"
    spied = SpyLink(SilentLink(), Journal(log))
    spied.send(b"?")
    assert spied.receive(9, 3) == b""

    link = open_link(f"replay://{log}")
    link.send(b"?")
    assert (link.receive(9, 0), link.rest) == (b"", (Entry(Mark.RECEIVED),))
    assert (link.receive(9, 3), link.rest) == (b"", ())
    assert link.receive(9, 3) == b""


def replay(*entries):
    return ReplayLink([Entry(Mark.OPEN), *entries], "replay://talk")


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (
            replay(Entry(Mark.SENT, b"\x01\x02\x03")),
            "after 1 equal bytes the recording has 02 03, sent was ff 03",
        ),
        (
            replay(Entry(Mark.SENT, b"\x01")),
            "after 1 equal bytes the recording has no more, sent was ff 03",
        ),
        (
            replay(Entry(Mark.SENT, b"\x01\xff\x03\x04")),
            "after 3 equal bytes the recording has 04, sent was no more",
        ),
        (replay(Entry(Mark.RECEIVED, b"\x01")), "the recording goes on with RX, sent was 01 ff 03"),
        (replay(), "the recording goes on with SHUT, sent was 01 ff 03"),
    ],
)
def test_a_deviation_shows_both(link, said):
    """Where the recording and the driver part, and it stays an error: nothing is skipped."""
    for _ in range(2):
        with pytest.raises(Deviated, match=said):
            link.send(b"\x01\xff\x03")


def test_a_deviation_is_not_taken_for_a_failed_wire():
    """A driver that takes wire errors for "offline" does not swallow it."""
    sign = OnbonBx(PANEL, replay)

    with pytest.raises(Deviated):
        sign.status()


def test_a_replayed_link_behaves_as_a_link():
    """Answers are taken in portions, failures come where they stand, and a closed link is broken."""
    link = replay(
        Entry(Mark.RECEIVED, b"abc"),
        Entry(Mark.RECEIVE_FAILED, words="TimedOut late"),
        Entry(Mark.SENT, b"x"),
        Entry(Mark.SEND_FAILED, words="Unheard of"),
    )

    assert [link.receive(2, 0), link.receive(2, 0)] == [b"ab", b"c"]
    with pytest.raises(TimedOut, match="late"):
        link.receive(1, 0)
    with pytest.raises(Broken, match="of"):
        link.send(b"x")
    link.close()
    for use in (lambda: link.send(b"x"), lambda: link.receive(1, 0)):
        with pytest.raises(Broken, match="closed"):
            use()


def test_a_connection_of_a_log_is_chosen_by_its_number(tmp_path):
    """A log of many days holds many connections, appended by one spy after the other."""
    log = tmp_path / "gate.log"
    for data in (b"one", b"two"):
        spied = open_link(f"spy+loop://?log={log}")
        spied.send(data)
        spied.close()

    open_link(f"replay://{log}?connection=2").send(b"two")
    with pytest.raises(ConnectFailed, match="2 connections are recorded"):
        open_link(f"replay://{log}?connection=3")
    with pytest.raises(Deviated):
        open_link(f"replay://{Path(log)}").send(b"two")
