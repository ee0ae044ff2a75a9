"""The word list: everybody reads it, an administrator saves another."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.errors import LedctlError, NotAllowed
from ledctl.notices.wordlist import Rank, digest_of
from ledctl.screening.words import Words
from ledctl.sentences import Sentence
from ledctl.web.deps import Fields, Form, Signed, Visit, go

router = APIRouter()

LABELS = {
    Rank.BLOCK: (
        "禁用词：出现即不能提交、批准",
        "Stops: a notice with one cannot be submitted or approved",
    ),
    Rank.WARN: ("提示词：出现时请核对", "Asks for a look"),
}


@router.get("/words")
def show_words(visit: Signed, saved: bool = False) -> Response:
    return _page(visit, saved=saved)


@router.post("/words")
def save_words(visit: Signed, form: Form) -> Response:
    """The list as it was typed; a word that cannot stand in it is told with the list kept."""
    try:
        visit.station.words.save(visit.actor, words_in(form), seen=form.line("seen"))
    except NotAllowed:
        raise
    except LedctlError as error:
        return _page(visit, problems=error.sentences, typed=form, status=error.http_status)
    return go("/words?saved=true")


def words_in(form: Fields) -> Words:
    """One word a line; empty lines are none."""
    lines = {rank.value: [line.strip() for line in form.text(rank.value).split("\n")] for rank in Rank}
    return Words(**{name: tuple(filter(None, words)) for name, words in lines.items()})


def _page(
    visit: Visit,
    *,
    saved: bool = False,
    problems: tuple[Sentence, ...] = (),
    typed: Fields | None = None,
    status: int = 200,
) -> Response:
    words = visit.station.words.now()
    texts = {rank.value: "\n".join(getattr(words, rank)) for rank in Rank}
    if typed is not None:
        texts = {rank.value: typed.text(rank.value) for rank in Rank}
    return visit.page(
        "words.html",
        status=status,
        lists=[(rank.value, LABELS[rank], getattr(words, rank), texts[rank.value]) for rank in Rank],
        seen=digest_of(words),
        saved=saved,
        problems=problems,
    )
