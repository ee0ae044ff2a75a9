"""The list of notices, and one notice: its public version, findings, pixels, and decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from ledctl.boards.rights import may as may_board
from ledctl.notices.appearance import day_text
from ledctl.notices.around import stands
from ledctl.notices.facts import Dossier
from ledctl.notices.owed import PART_LABELS, STEP_OF
from ledctl.notices.queries import find, one, read_state
from ledctl.notices.states import Step
from ledctl.proof.rights import MAY_TAKE
from ledctl.sentences import Sentence
from ledctl.web.after_facts import after_facts
from ledctl.web.auth import note_look
from ledctl.web.deps import Fields, Signed, Visit
from ledctl.web.kept import kept_view
from ledctl.web.lamps import Known, Named, lamps
from ledctl.web.pictures import png, preview, preview_frame, sign_names
from ledctl.web.signing import chain_facts
from ledctl.web.stood import stood_card
from ledctl.web.warning_cards import warning_card

router = APIRouter()

PAGE_SIZE = 30

_ABOVE = frozenset({Step.LIFT, Step.SIGN_OFF, Step.SIGN_OFF_SECRECY, Step.SIGN_OFF_REFUSE, Step.FAST_SUBMIT})
"""The steps only a warning has: they are taken above, so a card with nothing else would be empty."""
_WHILE_STANDING = frozenset({Step.EXTEND, Step.END})


@router.get("/notices")
def list_notices(
    visit: Signed,
    state: Annotated[str, Query(max_length=20)] = "",
    text: Annotated[str, Query(max_length=100)] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """All notices, the last changed first; by state and by words."""
    note_look(visit.station, visit.actor, "notices")
    found = find(
        visit.station.database,
        state=read_state(state),
        text=text,
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )
    more = page * PAGE_SIZE < found.total
    with visit.station.database.read() as session:
        standing = stands(session, [notice.id for notice in found.notices], visit.station.clock.now())
    facts: dict[str, Any] = {"found": found, "standing": standing, "more": more}
    return visit.page("notices.html", state=state, text=text, number=page, **facts)


@router.get("/notice/{notice_id}")
def show_notice(notice_id: str, visit: Signed) -> Response:
    one(visit.station.database, notice_id)
    note_look(visit.station, visit.actor, f"notice {notice_id}")
    return notice_page(visit, notice_id)


@router.get("/notice/{notice_id}/preview/{sign}/{number}.png")
def preview_picture(notice_id: str, sign: str, number: int, visit: Signed) -> Response:
    """One page of the current version on one sign, exactly as it would be lit."""
    file = one(visit.station.database, notice_id)
    return png(preview_frame(visit.station, file, sign, number))


@router.get("/notice/{notice_id}/preview/{sign}/{number}.bin")
def preview_lamps(
    notice_id: str, sign: str, number: int, visit: Signed, known: Known = "", frame: Named = ""
) -> Response:
    """The same page as the bytes that go to the sign."""
    file = one(visit.station.database, notice_id)
    return lamps(preview_frame(visit.station, file, sign, number), known=known, named=frame)


def notice_page(
    visit: Visit,
    notice_id: str,
    *,
    status: int = 200,
    problems: tuple[Sentence, ...] = (),
    typed: Mapping[str, str] | None = None,
) -> Response:
    """The page of one notice; after a step that failed, with the sentences and what was typed kept.

    ``typed`` is what ``as_typed`` gives: the fields of the form that was refused, and whose they are.
    """
    file = one(visit.station.database, notice_id)
    return visit.page("notice.html", status=status, problems=problems, **notice_facts(visit, file, typed))


def as_typed(action: str, form: Fields, *, without: frozenset[str] = frozenset()) -> dict[str, str]:
    """What stood in the form of this action, for that form alone to show again."""
    return {name: text for name, text in form.as_dict().items() if name not in without} | {"action": action}


def notice_facts(visit: Visit, file: Dossier, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What both the notice page and the approval page show of a notice."""
    content, after = file.current.content, after_facts(visit, file)
    shown, stands = preview(visit.station, file), after["around"].stands is not None
    chain = chain_facts(visit, file, shown, stands=stands)
    return chain | {
        "only_above": chain["steps"] <= (_ABOVE if stands else _ABOVE | _WHILE_STANDING),
        **after,
        **_typed_facts(typed or {}),
        "file": file,
        "content": content,
        "category": visit.station.categories.get(content.category),
        "day_text": day_text,
        "preview": shown,
        "series": visit.station.series.compared(file),
        "keeping": kept_view(visit, file),
        "sign_name": sign_names(visit.station),
        "Step": Step,
        "warning": warning_card(visit, file),
        "stood": stood_card(visit, file),
        "copies": visit.station.sheets.copies(file.id),
        "may_print": file.approved is not None and may_board(visit.actor, "sheet_printed"),
        "may_take_proof": visit.actor.has(*MAY_TAKE),
        "PARTS": PART_LABELS,
        "STEP_OF": STEP_OF,
    }


def _typed_facts(typed: Mapping[str, str]) -> dict[str, Any]:
    def kept(action: str, name: str, otherwise: str = "") -> str:
        return typed.get(name, "") if typed.get("action") == action else otherwise

    return {"typed": typed, "kept": kept}
