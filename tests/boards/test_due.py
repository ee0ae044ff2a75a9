"""What a board owes, term by term: laws over any board, any deeds, any day."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.boards.facts import Board, Level
from ledctl.boards.rounds.due import Duty, Owing, State, What, duties, folded, owings, pressing
from ledctl.boards.rounds.tenures import Entered, still_owed, tenures
from ledctl.boards.rounds.terms import Rhythm, Term, read_term, term_of, terms
from ledctl.errors import BadInput

DAY = dt.timedelta(days=1)
days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
rhythms = st.sampled_from(Rhythm)


def board(**says: object) -> Board:
    plain = {"code": "east", "level": Level.VILLAGE, "label": "东河村", "place": "村口"}
    return Board(width_cm=500, height_cm=240, **plain | says)  # type: ignore[arg-type]  # of any field


def owing(rhythm: Rhythm, since: dt.date, until: dt.date | None = None) -> Owing:
    return Owing("east", What.UPDATE, "", rhythm, since, until)


def one(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def told(
    since: str, deeds: list[str], today: str, rhythm: Rhythm = Rhythm.MONTH, warn: int = 7
) -> list[tuple[str, State]]:
    found = duties(owing(rhythm, one(since)), sorted(one(day) for day in deeds), one(today), warn)
    return [(duty.term.name, duty.state) for duty in found]


# -- terms -------------------------------------------------------------------------------------


@given(days, rhythms)
def test_a_day_lies_in_its_term_alone(day: dt.date, rhythm: Rhythm) -> None:
    """A term has the days from its first to its last, and the next one begins on the day after."""
    term = term_of(day, rhythm)
    assert term.first <= day <= term.last
    assert term.next.first == term.last + DAY
    assert term_of(term.last, rhythm) == term != term_of(term.next.first, rhythm)


@given(days, rhythms)
def test_a_term_is_read_by_its_name(day: dt.date, rhythm: Rhythm) -> None:
    """What a term calls itself names it again."""
    term = term_of(day, rhythm)
    assert read_term(f" {term.name} ", rhythm, "month") == term


@given(days, days, rhythms)
def test_terms_follow_each_other_without_a_hole(one: dt.date, other: dt.date, rhythm: Rhythm) -> None:
    """From the term of the first day to that of the last, each once."""
    since, until = sorted((one, other))
    found = [*terms(since, until, rhythm)]
    assert found[0] == term_of(since, rhythm)
    assert found[-1] == term_of(until, rhythm)
    assert [term.next for term in found[:-1]] == found[1:]


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("2026-13", "month"),
        ("2026-00", "month"),
        ("2026Q4", "month"),
        ("2026-11", "quarter"),
        ("2026Q5", "quarter"),
        ("", "month"),
        ("0001-01", "month"),
        ("二〇二六", "quarter"),
        ("２０２６-11", "month"),
    ],
)
def test_what_names_no_term_is_refused(text: str, rhythm: str) -> None:
    """The sentence says how a month or a quarter is written."""
    with pytest.raises(BadInput) as refusal:
        read_term(text, Rhythm(rhythm), "month")
    assert refusal.value.code == f"term_no_{rhythm}"


def test_an_office_calls_them_by_month_and_quarter() -> None:
    """2026 年 11 月, 2026 年第 4 季度."""
    assert term_of(one("2026-11-23"), Rhythm.MONTH).spoken == ("2026 年 11 月", "2026-11")
    assert term_of(one("2026-11-23"), Rhythm.QUARTER).spoken == ("2026 年第 4 季度", "quarter 4 of 2026")


# -- what is owed ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "rhythm"),
    [
        (Level.TOWN, [Rhythm.QUARTER]),
        (Level.VILLAGE, [Rhythm.MONTH]),
        (Level.GROUP, [Rhythm.MONTH]),
        (Level.SITE, []),
    ],
)
def test_a_towns_board_is_due_each_quarter_a_villages_each_month(level: Level, rhythm: list[Rhythm]) -> None:
    """公开栏每季度、村每月, no rule for a site's; and the supervision team looks at each once a quarter."""
    *updates, check = owings(board(level=level, special="专栏"), one("2026-01-01"))
    assert [update.rhythm for update in updates] == rhythm
    assert (check.what, check.rhythm) == (What.CHECK, Rhythm.QUARTER)


@pytest.mark.parametrize(
    ("special", "carries", "owed"),
    [
        ("民政专栏", ("dibao_review", "tekun_review"), ["dibao_review", "tekun_review"]),
        ("民政专栏", (), [""]),
        ("", ("dibao_review", "tekun_review"), [""]),
    ],
)
def test_a_special_board_owes_each_category_it_carries(
    special: str, carries: tuple[str, ...], owed: list[str]
) -> None:
    """专项公示栏: one duty a category; any other board owes to be gone through, whatever it carries."""
    found = owings(board(special=special, categories=carries, level=Level.TOWN), one("2026-01-01"))
    assert [duty.category for duty in found if duty.what is What.UPDATE] == owed


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-11-01", State.DUE),
        ("2026-11-22", State.DUE),
        ("2026-11-23", State.SOON),
        ("2026-11-30", State.SOON),
        ("2026-12-01", State.OVERDUE),
    ],
)
def test_a_duty_is_due_then_soon_then_overdue(today: str, state: State) -> None:
    """Told of so many days before the end of its term; overdue from the day after."""
    assert told("2026-11-01", [], today)[0] == ("2026-11", state)


def test_what_was_missed_is_done_late_by_the_next_deed() -> None:
    """Two months missed and the third done: the board is up to date again, and says how it came to be."""
    found = told("2026-08-15", ["2026-11-10"], "2026-11-23")
    assert found == [
        *(("2026-08", State.LATE), ("2026-09", State.LATE), ("2026-10", State.LATE), ("2026-11", State.DONE))
    ]


@pytest.mark.parametrize(
    ("done", "state"), [("2026-09-30", State.OVERDUE), ("2026-10-01", State.DONE), ("2026-12-31", State.DONE)]
)
def test_a_board_entered_on_the_last_day_owes_what_was_not_done_in_the_term(done: str, state: State) -> None:
    """The quarter is over the day after; what was done in it before the board was entered did it."""
    found = told("2026-12-31", [done], "2027-01-01", Rhythm.QUARTER)
    assert found == [("2026Q4", state), ("2027Q1", State.DUE)]


def test_a_deed_of_tomorrow_is_not_done_yet() -> None:
    """What is written down for a later day does nothing today."""
    assert told("2026-11-01", ["2026-11-24"], "2026-11-20") == [("2026-11", State.DUE)]


def test_a_board_that_is_overdue_presses_once() -> None:
    """Doing it does the present month, too: the line of what is overdue stands alone."""
    late = [*duties(owing(Rhythm.MONTH, one("2026-10-03")), [], one("2026-11-25"), 7)]
    soon = [
        *duties(Owing("gate", What.CHECK, "", Rhythm.QUARTER, one("2026-10-03")), [], one("2026-12-30"), 7)
    ]
    due = [
        *duties(Owing("hall", What.CHECK, "", Rhythm.QUARTER, one("2026-10-03")), [], one("2026-11-25"), 7)
    ]
    assert [one.state for one in (*late, *soon, *due)] == [State.OVERDUE, State.SOON, State.SOON, State.DUE]
    assert pressing([*late, *soon, *due]) == (late[0], soon[0])


def test_years_of_missed_months_are_one_line() -> None:
    """Overdue since the first of them, how many days, and how many months it stands for."""
    found = folded(duties(owing(Rhythm.MONTH, one("2026-05-03")), [], one("2026-11-23"), 7))
    line, present = found
    assert (line.state, line.first, line.missed, line.overdue_days) == (
        State.OVERDUE,
        one("2026-05-03"),
        6,
        176,
    )
    assert (present.state, present.term.name, present.missed) == (State.SOON, "2026-11", 1)
    assert line.as_dict() == {
        "board": "east",
        "what": "update",
        "category": "",
        "rhythm": "month",
        "term": "2026-05",
        "first": "2026-05-03",
        "last": "2026-05-31",
        "state": "overdue",
        "done_on": None,
        "overdue_days": 176,
        "missed": 6,
    }


@given(rhythms, days, days, st.lists(days))
def test_each_term_is_owed_once_and_none_before_entry(
    rhythm: Rhythm, since: dt.date, today: dt.date, deeds: list[dt.date]
) -> None:
    """Exactly one duty for every term from that of the entry to that of today, within its own days."""
    found = [*duties(owing(rhythm, since), sorted(deeds), today, 7)]
    assert [duty.term for duty in found] == [*terms(since, today, rhythm)]
    for duty in found:
        assert since <= duty.last
        assert max(since, duty.term.first) == duty.first <= duty.last
        assert (duty.done_on is not None) == (duty.state in (State.DONE, State.LATE))
        assert (duty.overdue_days > 0) == (duty.state is State.OVERDUE)


@given(rhythms, days, days, days, st.lists(days), st.lists(days))
def test_done_never_turns_undone(
    rhythm: Rhythm, since: dt.date, one: dt.date, other: dt.date, deeds: list[dt.date], later: list[dt.date]
) -> None:
    """As days pass and more is done, what was done stays done on that day, and late stays late."""
    before, after = sorted((one, other))
    more = sorted(deeds + [day for day in later if day > before])
    was = {duty.term: duty for duty in duties(owing(rhythm, since), sorted(deeds), before, 7)}
    now = {duty.term: duty for duty in duties(owing(rhythm, since), more, after, 7)}
    for term, duty in was.items():
        if duty.done_on is not None:
            assert (now[term].state, now[term].done_on) == (duty.state, duty.done_on)
        if duty.state is State.OVERDUE:
            assert now[term].state in (State.OVERDUE, State.LATE)


@given(rhythms, days, days, st.lists(days))
def test_folding_loses_no_term(rhythm: Rhythm, since: dt.date, today: dt.date, deeds: list[dt.date]) -> None:
    """The lines stand for as many terms of each state as there are, the overdue ones in one at most."""
    every = [*duties(owing(rhythm, since), sorted(deeds), today, 7)]
    lines = folded(every)
    counted: Counter[State] = Counter()
    for line in lines:
        counted[line.state] += line.missed
    assert counted == Counter(duty.state for duty in every)
    assert [line.state for line in lines].count(State.OVERDUE) <= 1
    assert [*lines] == sorted(lines, key=lambda duty: [*State].index(duty.state))


# -- the register, as it changed ---------------------------------------------------------------


def entered(*steps: tuple[str, Board]) -> list[Entered]:
    return [Entered(one(day), board) for day, board in steps]


def update_owed(entries: list[Entered], today: str, deeds: list[str] | None = None) -> list[Duty]:
    done = [one(day) for day in deeds or []]
    owed = [found for found in tenures(entries) if found.what is What.UPDATE]
    return [duty for found in owed for duty in duties(found, done, one(today), 7)]


def test_moving_a_board_changes_nothing_that_it_owes() -> None:
    """Its size, keeper and condition are no reason to begin anew."""
    found = update_owed(entered(("2026-09-10", board()), ("2026-10-20", board(keeper="王某"))), "2026-11-23")
    assert [duty.first for duty in found] == [one("2026-09-10"), one("2026-10-01"), one("2026-11-01")]


def test_a_board_that_is_gone_does_not_owe_the_term_it_went_in() -> None:
    """What it missed before stays missed; back in use, it owes from that day on."""
    gone = board(in_use=False)
    steps = entered(("2026-08-10", board()), ("2026-10-20", gone), ("2026-11-05", board()))
    found = update_owed(steps, "2026-11-23")
    assert [(duty.term.name, duty.first) for duty in found] == [
        *(("2026-08", one("2026-08-10")), ("2026-09", one("2026-09-01")), ("2026-11", one("2026-11-05")))
    ]


def test_putting_a_board_away_and_back_forgives_nothing() -> None:
    """What was overdue before stays overdue; what it owed as another kind of board is asked for no more."""
    known = board(special="民政专栏", categories=("general", "dibao_review"))
    now = board(special="民政专栏", categories=("general",))
    entered = [Entered(one("2026-05-03"), known), Entered(one("2026-07-02"), board(in_use=False))]
    owed = still_owed(tenures([*entered, Entered(one("2026-07-05"), now)]))
    assert {(owing.what, owing.category) for owing in owed} == {(What.UPDATE, "general"), (What.CHECK, "")}
    listed = [duty for owing in owed for duty in duties(owing, [], one("2026-07-20"), 7)]
    missed = [duty.term.name for duty in listed if duty.state is State.OVERDUE]
    assert sorted(missed) == ["2026-05", "2026-06", "2026Q2"]
    assert still_owed(tenures(entered)) == []


def test_a_board_gone_on_the_day_it_came_owes_nothing() -> None:
    """A slip in the register is no duty."""
    steps = entered(("2026-11-05", board()), ("2026-11-05", board(in_use=False)))
    assert update_owed(steps, "2026-11-23") == []


@given(
    st.lists(
        st.tuples(days, st.sampled_from(Level), st.booleans(), st.sampled_from([(), ("a",), ("a", "b")])),
        max_size=6,
    ),
    days,
)
def test_no_term_of_a_category_is_owed_twice(
    steps: list[tuple[dt.date, Level, bool, tuple[str, ...]]], today: dt.date
) -> None:
    """However a board changes, each (what, category, term) is owed at most once."""
    entries = [
        Entered(day, board(level=level, in_use=used, special="民政" if carried else "", categories=carried))
        for day, level, used, carried in sorted(steps, key=lambda step: step[0])
    ]
    owed = [duty for found in tenures(entries) for duty in duties(found, [], today, 7)]
    counted = Counter((duty.what, duty.category, duty.term) for duty in owed)
    assert all(times == 1 for times in counted.values())


def test_terms_are_ordered_as_time_is() -> None:
    """Earlier before later."""
    assert Term(one("2026-10-01"), Rhythm.MONTH) < Term(one("2026-11-01"), Rhythm.MONTH)
