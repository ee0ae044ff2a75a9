"""Which pages and calls show something of the record, so that an auditor's asking is written down. Pure.

Every way to look is here by the path of its route, and ``tests/web/test_every_look.py`` walks them all: a
new one fails there until somebody says what it is. Three kinds, for the pages and for the API: those that
tell what was asked in words of their own (``note_look`` in the page); those for which the words stand
here; and those that show nothing of the record, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping

PAGES: Mapping[str, str] = {
    "/": "desk",
    "/alerts": "alerts",
    "/checks/new": "checks new",
    "/duties/update": "duties update",
    "/notice/{notice_id}/edit": "edit",
    "/notice/{notice_id}/approve": "approve",
    "/warnings": "warnings",
    "/boards": "boards",
    "/boards/today": "boards today",
    "/glyphs": "glyphs",
    "/signs": "signs",
    "/blackout": "blackout",
    "/people": "people",
    "/stand-ins": "stand-ins",
    "/words": "words",
    "/boards/village": "village templates",
}
"""Pages that are recorded by these words, as soon as somebody asks for them."""

CALLS: Mapping[str, str] = {
    "/alerts": "alerts",
    "/blackout": "blackout",
    "/blackout/history": "blackout",
    "/boards": "boards",
    "/boards/today": "boards today",
    "/deadlines": "deadlines",
    "/due": "due",
    "/glyphs": "glyphs",
    "/glyphs/{number}": "glyphs",
    "/notices/{notice_id}/around": "around",
    "/notices/{notice_id}/compare": "compare",
    "/notices/{notice_id}/kept": "kept",
    "/notices/{notice_id}/lost": "lost",
    "/notices/{notice_id}/pages": "pages",
    "/notices/{notice_id}/plan": "plan",
    "/notices/{notice_id}/stood": "stood",
    "/postings": "postings",
    "/postings/flags": "postings",
    "/shortfalls": "shortfalls",
    "/stand-ins": "stand-ins",
    "/warnings/owed": "warnings",
    "/warnings/templates": "warnings",
    "/warnings/templates/{number}": "warnings",
    "/words": "words",
    "/village": "village templates",
}
"""The same for the API."""

_PICTURE = "a picture of a page whose look is on record"
_NOW = "what stands at the gate this second, for everybody to see; asked for every second"
_FORM = "an empty form"
_ON = "leads on to a page whose look is on record"

PAGES_WITHOUT: Mapping[str, str] = {
    "/audit": _FORM,
    "/audit/frame/{program}/{page}.png": _PICTURE,
    "/audit/notice": _ON,
    "/boards/new": _FORM,
    "/forms/{code}": _ON,
    "/history/export": _FORM,
    "/history/verify": _FORM,
    "/lists/new": _FORM,
    "/lists/{token}": "a list just uploaded, of whoever uploaded it",
    "/notice/{notice_id}/preview/{sign}/{number}.bin": _PICTURE,
    "/notice/{notice_id}/preview/{sign}/{number}.png": _PICTURE,
    "/notices/import": _FORM,
    "/notices/new": _FORM,
    "/photos/{digest}.jpg": _PICTURE,
    "/p": _FORM,
    "/report": _ON,
    "/signs/{name}/live.bin": _NOW,
    "/signs/{name}/live.json": _NOW,
    "/signs/{name}/live.png": _NOW,
    "/sweep": _FORM,
    "/boards/village/{code}": _FORM,
    "/boards/village/{code}/blank.{sort}": _FORM,
}
"""Pages that are no look, each with its reason."""

CALLS_WITHOUT: Mapping[str, str] = {
    "/audit/frame/{program}/{page}.png": "named by the digest of an answer whose look is on record",
    "/clock": "the clock of the machine",
    "/me": "who is asking",
    "/photos/{digest}.jpg": "named by the digest of an answer whose look is on record",
    "/signs": "the settings",
    "/signs/{name}/live": _NOW,
    "/village/{code}/begin": _FORM,
    "/village/{code}/blank.{sort}": _FORM,
}
"""The same for the API."""
