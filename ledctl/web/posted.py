"""What pages show of postings on boards: what hung, flags in words, boards to choose, photos sent in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ledctl.boards.facts import Board
from ledctl.boards.field.flags import FLAG_LABELS, Flag, What
from ledctl.content.channels import CHANNELS
from ledctl.notices.around_rights import may_note
from ledctl.notices.facts import Dossier
from ledctl.web.deps import Visit
from ledctl.web.pages import clock_text
from ledctl.web.posting_words import FLAG_TEXTS
from ledctl.web.words import LANGUAGES

MOST_FLAGS = 12
"""So many stand on the front page; how many there are is told."""


def channel_names(language: str) -> Callable[[Iterable[str]], str]:
    """The channels as the office calls them; a code nobody knows is shown as it is."""
    index, joint = (0, "、") if language == "zh" else (1, ", ")

    def names(codes: Iterable[str]) -> str:
        return joint.join((CHANNELS[code][1:] if code in CHANNELS else (code, code))[index] for code in codes)

    return names


def posting_facts(visit: Visit, notice_id: str) -> dict[str, Any]:
    """For the page of one notice: what hung on boards, and what is wrong with it or due."""
    postings = visit.station.postings
    hung = {stay.posting: stay for stay in postings.list(notice_id) if stay.board}
    return {"stays": hung, "posting_flags": postings.flags(notice_id), **_words(visit)}


def flag_facts(visit: Visit, *, asked: bool = False) -> dict[str, Any]:
    """Flags of all notices that somebody can still mend, for those whose task it is or who ``asked``."""
    told = asked or may_note(visit.actor, "posted_elsewhere")
    found = visit.station.postings.flags() if told else ()
    still = [one for one in found if one.flag.is_open]
    return {"posting_flags": still[:MOST_FLAGS], "posting_flags_all": len(still), **_words(visit)}


def open_boards(visit: Visit, file: Dossier) -> tuple[Board, ...]:
    """Where a notice that is approved may be put up now: planned channels first."""
    if file.approved is None or file.taken_back or not may_note(visit.actor, "posted_elsewhere"):
        return ()
    from ledctl.boards.register.registry import boards_of

    station, category = visit.station, file.notice.category
    with station.database.read() as session:
        found = boards_of(session, practice=station.practice).values()
    planned = file.approved.content.channels_allowed
    carrying = [board for board in found if board.carries(category)]
    return tuple(sorted(carrying, key=lambda board: (board.channel not in planned, board.code)))


def _words(visit: Visit) -> dict[str, Any]:
    when = clock_text(visit.station)

    def flag_text(flag: Flag) -> str:
        facts = {
            "since": when(flag.since) if flag.since else "",
            "until": when(flag.until) if flag.until else "",
        }
        lasts = flag.until is None and flag.what in (What.NOT_POSTED, What.DOWN_EARLY, What.DUE)
        pair = FLAG_TEXTS[f"{flag.what}{'_yet' if lasts else ''}"]
        return pair[LANGUAGES.index(visit.language)].format(**facts)

    return {"FLAGS": FLAG_LABELS, "flag_text": flag_text, "channel_names": channel_names(visit.language)}
