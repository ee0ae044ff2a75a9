"""The API for the word list: read it, and (administrators) save another."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from ledctl.notices.wordlist import digest_of
from ledctl.screening.words import Words
from ledctl.web.api_auth import Signed

router = APIRouter(tags=["words"])


class WordsAnswer(BaseModel):
    """``seen`` is sent back with the next list, so that nobody saves over one they did not see."""

    block: list[str]
    warn: list[str]
    seen: str


class WordsOrder(BaseModel):
    """The whole list; ``seen`` as it was read."""

    model_config = ConfigDict(extra="forbid")

    block: list[str]
    warn: list[str]
    seen: str


@router.get("/words")
def read_words(call: Signed) -> WordsAnswer:
    """The list as it is."""
    return _answer(call.station.words.now())


@router.put("/words")
def save_words(call: Signed, order: WordsOrder) -> WordsAnswer:
    """Another list in its place; an administrator's."""
    words = Words(tuple(order.block), tuple(order.warn))
    return _answer(call.station.words.save(call.actor, words, seen=order.seen))


def _answer(words: Words) -> WordsAnswer:
    return WordsAnswer(block=list(words.block), warn=list(words.warn), seen=digest_of(words))
