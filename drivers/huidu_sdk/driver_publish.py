"""Making what a card holds equal to a plan, in the order that never leaves it without a picture.

Upload what is missing, check that it is there, add programs, wait until the card
lists them, switch, and only then delete what is not wanted. What the card holds
already is not written again: its flash wears out. Waiting is bounded by tries
and by the clock (figures of others, measured on a C16L).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from drivers.errors import HalfDone, ProtocolError, SignRefused, TimedOut
from drivers.huidu_sdk.device import read_clock
from drivers.huidu_sdk.documents import Reply
from drivers.huidu_sdk.driver_session import Session
from drivers.huidu_sdk.elements import make
from drivers.huidu_sdk.plans import Plan
from drivers.huidu_sdk.programs import (
    Held,
    HeldProgram,
    Screen,
    StoredProgram,
    read_held,
    screen_element,
    token_of,
)
from drivers.huidu_sdk.results import INVALID_INDEX, SUCCESS, WORKING, number_of
from drivers.huidu_sdk.uploads import Listed, read_files

Sleep = Callable[[float], None]

MOST_DELETED = 40  # names in one request
STAMPS = "1"  # where the card names none; it must never change, for a change wipes the card


@dataclass(frozen=True, slots=True)
class Persistence:
    """Which results are asked again, how often, and the pause before it in seconds."""

    again: frozenset[str]
    tries: int
    pause_s: float


WORKED_AT = Persistence(WORKING, 60, 1.0)
REBUILT = Persistence(WORKING | {INVALID_INDEX}, 40, 0.25)


@dataclass(frozen=True, slots=True)
class Stored:
    """The card holds the plan. ``due``: GUIDs that may play ``at`` its time; ``written``: programs sent."""

    at: datetime | None
    due: tuple[str, ...]
    written: int


def publish(session: Session, plan: Plan, sleep: Sleep) -> Stored:
    """Make the card hold ``plan`` and nothing else, and play something of it that is due."""
    held = read_programs(session)
    if spoiled := [each.guid for each in held.programs if _is_spoiled(plan, each)]:
        with _half_done():
            _delete_programs(session, spoiled)
            return _put(session, plan, held, sleep)
    return _put(session, plan, held, sleep)


def _put(session: Session, plan: Plan, held: Held, sleep: Sleep) -> Stored:
    _delete_files(session, plan, held)
    _put_files(session, plan)
    missing = _missing(plan, held)
    if missing:
        _add(session, Screen(held.stamps or STAMPS, missing), sleep)
    with _half_done():
        held = _await_list(session, partial(_missing, plan), "does not list new programs", sleep)
        at = _ask_clock(session)
        due = tuple(each.guid for each in plan.programs if (each.is_due(at) if at else each.is_always))
        _switch(session, due, missing, sleep)
        if rest := [each.guid for each in held.programs if not plan.holds(each)]:
            _delete_programs(session, rest)
            _await_list(session, partial(_left_of, rest), "still lists deleted programs", sleep)
            _delete_files(session, plan, Held("", ()))
    return Stored(at, due, len(missing))


@contextmanager
def _half_done() -> Iterator[None]:
    """From here on a refusal no longer means that nothing has changed."""
    try:
        yield
    except SignRefused as error:
        raise HalfDone(str(error), code=error.code, link=error.link) from error


def read_programs(session: Session) -> Held:
    """What the card says it holds."""
    return read_held(session.demand("GetProgram").first("screen"))


def read_playing(session: Session) -> str:
    """The GUID of the program the card says it plays; empty if it says none."""
    return token_of(session.demand("GetCurrentPlayProgramGUID").first("program").get("guid"))


def persist(session: Session, ask: Callable[[], Reply], way: Persistence, sleep: Sleep) -> Reply:
    """Ask until there is an answer; ``SignRefused`` if it is not success, ``TimedOut`` if it never comes."""
    deadline = session.now() + way.tries * way.pause_s + session.patience.slow_s
    reply = ask()
    for _ in range(way.tries):
        if reply.result not in way.again or session.now() > deadline:
            break
        sleep(way.pause_s)
        reply = ask()
    if reply.working:
        raise TimedOut(f"{session.url}: {reply.method} is not done yet", link=session.url)
    if reply.result != SUCCESS:
        raise session.refusal(reply.method, reply.result)
    return reply


def _is_spoiled(plan: Plan, held: HeldProgram) -> bool:
    """Whether a wanted GUID stands on other content: it could not be deleted later without the right one."""
    wanted = any(program.guid == held.token for program in plan.programs)
    return wanted and not plan.holds(held)


def _missing(plan: Plan, held: Held) -> tuple[StoredProgram, ...]:
    there = {each.token for each in held.programs if plan.holds(each)}
    return tuple(program for program in plan.programs if program.guid not in there)


def _left_of(deleted: Sequence[str], held: Held) -> list[str]:
    return [each.guid for each in held.programs if each.guid in deleted]


def _put_files(session: Session, plan: Plan) -> None:
    """Upload what the card does not list whole, and check that it then does."""
    listed = _list_files(session)
    missing = [upload for upload in plan.uploads.values() if not any(map(upload.is_held_as, listed))]
    for upload in missing:
        session.upload(upload)
    listed = _list_files(session) if missing else listed
    for upload in missing:
        if not any(map(upload.is_held_as, listed)):
            message = f"{session.url}: the card took {upload.name} and does not list it whole"
            raise SignRefused(message, code=number_of("kFileNotFinish"), link=session.url)


def _list_files(session: Session) -> tuple[Listed, ...]:
    return read_files(session.demand("GetFiles").first("files"))


def _add(session: Session, screen: Screen, sleep: Sleep) -> None:
    """The same question again while the card is at it; asked again it does not add twice."""

    def ask() -> Reply:
        return session.ask("AddProgram", screen_element(screen), timeout_s=session.patience.slow_s)

    persist(session, ask, WORKED_AT, sleep)


def _await_list(session: Session, find_wrong: Callable[[Held], object], fault: str, sleep: Sleep) -> Held:
    """The card's list once nothing is wrong with it; cards take a while to rebuild it."""
    deadline = session.now() + REBUILT.tries * REBUILT.pause_s + session.patience.usual_s
    held = read_programs(session)
    for _ in range(REBUILT.tries):
        if not find_wrong(held) or session.now() > deadline:
            break
        sleep(REBUILT.pause_s)
        held = read_programs(session)
    if find_wrong(held):
        message = f"{session.url}: the card says yes and {fault}"
        raise SignRefused(message, code=number_of(INVALID_INDEX), link=session.url)
    return held


def _switch(session: Session, due: Sequence[str], fresh: Iterable[StoredProgram], sleep: Sleep) -> None:
    """Play what is new at once, or else anything that is due."""
    first = [program.guid for program in fresh if program.guid in due] or list(due)
    if first and (fresh or read_playing(session) not in due):
        target = make("program", guid=first[0])
        persist(session, lambda: session.ask("SwitchProgram", target), REBUILT, sleep)


def _ask_clock(session: Session) -> datetime | None:
    """A card that does not know the time must still be made dark: without it only windows are in doubt."""
    reply = session.ask("GetTimeInfo")
    try:
        return read_clock(reply) if reply.result == SUCCESS else None
    except ProtocolError:
        return None


def _delete_programs(session: Session, guids: Iterable[str]) -> None:
    for names in _in_groups(guids):
        session.demand("DeleteProgram", *(make("program", guid=guid, type="normal") for guid in names))


def _delete_files(session: Session, plan: Plan, held: Held) -> None:
    """Files of ours that nothing uses (a full card takes no program), and those in the way of ours.

    In the way: our content under another name, for then ours would never be made,
    and other content under our name, for ours would be added at its end.
    """
    used = plan.uploads.keys() | {name for program in held.programs for name in program.files}
    wanted = {upload.md5 for upload in plan.uploads.values()}
    spare = [
        each.name
        for each in _list_files(session)
        if (each.ours and each.name not in used)
        or (each.name != f"{each.md5}.png" and (each.ours or each.md5 in wanted))
    ]
    for names in _in_groups(spare):
        session.demand("DeleteFiles", make("files", *(make("file", name=name) for name in names)))


def _in_groups(names: Iterable[str]) -> Iterator[list[str]]:
    rest = list(names)
    for at in range(0, len(rest), MOST_DELETED):
        yield rest[at : at + MOST_DELETED]
