"""Every kind of event the ledger knows, what it means and what it must say. Pure.

One table, so that a reader of the record finds all it may contain in one place,
and an event nobody described cannot be written. A kind that changes what stands
on a screen names its cause: a blank that nobody can be held to account for is
worth less than no record (R33).
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Who or what made the screen change."""

    PERSON = "person"
    PLAN = "plan"
    EXPIRY = "expiry"
    DEVICE = "device"
    START = "start"
    STOP = "stop"
    EMERGENCY = "emergency"
    BLACKOUT = "blackout"
    QUIET = "quiet"


class Via(StrEnum):
    """The way an order came in: where the person acted from."""

    WEB = "web"
    CLI = "cli"
    API = "api"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: ``needs`` names columns or facts that must be given; ``screen`` demands a cause."""

    name: str
    meaning: str
    needs: tuple[str, ...] = ()
    screen: bool = False


_WORKFLOW = (
    Kind("draft_saved", "A version of a notice was written or changed.", ("notice",)),
    Kind("submitted", "A version was handed in for approval.", ("notice",)),
    Kind("reviewed", "The reviewer gave an opinion.", ("notice",)),
    Kind("secrecy_reviewed", "The secrecy review was done.", ("notice",)),
    Kind("approved", "A version may be shown.", ("notice", "version", "title", "category")),
    Kind("signed", "One of several signers approved; others are still to sign.", ("notice",)),
    Kind("returned", "A version went back for changes.", ("notice", "reason")),
    Kind("rejected", "A version will not be shown.", ("notice", "reason")),
    Kind("withdrawn", "An approved notice was taken back.", ("notice", "reason")),
    Kind("revised", "A new version was begun while the approved one stands.", ("notice", "reason")),
    Kind("extended", "An approved notice stands longer.", ("notice", "reason", "until")),
    Kind("ended_early", "An approved notice left the screen before its time.", ("notice", "reason")),
    Kind("lifted", "A warning was lifted.", ("notice", "reason")),
    Kind("signed_off", "A warning that took the short way was reviewed afterwards.", ("notice",)),
    Kind("remarked", "The office noted something; no version changed.", ("notice",)),
    Kind("lapsed", "Nobody decided in time; the version cannot be approved any more.", ("notice", "reason")),
)
_PRIVACY = (
    Kind(
        "keep_proposed", "Somebody asked to keep a personal datum.", ("notice", "datum", "digest", "reason")
    ),
    Kind("keep_confirmed", "A second person agreed to that.", ("notice", "datum", "digest", "proposer")),
    Kind("swept", "Stored notices were screened again with today's rules.", ("versions", "hits")),
)
_GLYPHS = (
    Kind("glyph_proposed", "A glyph was drawn for a character no font has.", ("glyph", "digest", "reason")),
    Kind("glyph_approved", "Notices may be drawn with the glyph.", ("glyph", "digest")),
    Kind("glyph_rejected", "The glyph will not be drawn with.", ("glyph", "digest", "reason")),
    Kind("glyph_withdrawn", "The glyph is not drawn with any more.", ("glyph", "digest", "reason")),
)
_TEMPLATES = (
    Kind(
        "template_proposed", "A form for a source's warnings was proposed.", ("template", "digest", "reason")
    ),
    Kind("template_approved", "Warnings of the form may take the short way.", ("template", "digest")),
    Kind("template_rejected", "The form will not be used.", ("template", "digest", "reason")),
    Kind("template_withdrawn", "The form is not used any more.", ("template", "digest", "reason")),
)
_AROUND = (
    Kind(
        "objection_received", "Somebody objected to a notice.", ("notice", "objection", "how", "received_on")
    ),
    Kind("objection_decided", "An objection was decided.", ("notice", "objection", "outcome")),
    Kind(
        "posted_elsewhere", "A notice went up on another channel.", ("notice", "posting", "channel", "place")
    ),
    Kind("taken_elsewhere", "A notice came down from another channel.", ("notice", "posting", "reason")),
    Kind(
        "posting_struck", "A posting was entered by mistake and never hung.", ("notice", "posting", "reason")
    ),
    Kind(
        "sheet_printed",
        "A sheet was printed for the boards.",
        ("notice", "version", "copy", "code", "digest"),
    ),
    Kind(
        "published_elsewhere",
        "Something was published on another channel only.",
        ("outside", "title", "channel", "published_on"),
    ),
    Kind("struck_elsewhere", "Such an entry was wrong and counts no more.", ("outside", "title", "reason")),
    Kind(
        "loss_accepted", "What outages took of a notice is not made good.", ("notice", "note", "missing_ms")
    ),
    Kind("refreshed", "A standing notice was looked at again and is right.", ("notice", "next_on")),
)
_BOARDS = (
    Kind("board_saved", "A board was entered or changed.", ("board", "digest")),
    Kind("board_updated", "A board was gone through; nothing new was to be put up.", ("board", "done_on")),
    Kind("board_checked", "The supervision team looked at a board.", ("board", "check", "digest")),
    Kind("board_check_mended", "What a check found was put right.", ("board", "check")),
)
_PEOPLE = (
    Kind("person_added", "A person got an account.", ("account",)),
    Kind("password_changed", "A password was set.", ("account",)),
    Kind("signed_in", "A person signed in."),
    Kind("sign_in_failed", "Somebody tried to sign in and could not.", ("account",)),
    Kind("signed_out", "A person signed out."),
    Kind("role_changed", "A person's roles were changed.", ("account",)),
    Kind("person_disabled", "An account was stopped; its sign-ins ended.", ("account",)),
    Kind("person_enabled", "A stopped account may sign in again.", ("account",)),
    Kind("delegated", "A person stands in for another on these days.", ("account", "stand_in", "reason")),
    Kind("delegation_ended", "A person stands in no longer.", ("account", "stand_in", "reason")),
    Kind("auditor_looked", "An auditor read the record.", ("what",)),
    Kind("exported", "The record, or a part of it, left as a file.", ("what", "digest")),
    Kind("record_read", "Somebody read the record on the machine and gave no name.", ("what",)),
)
_PROOF = (
    Kind("proof_made", "The evidence of a notice was put together to be carried away.", ("notice", "digest")),
)
_PUBLISHING = (
    Kind("publisher_started", "The publisher began to run."),
    Kind("publisher_stopped", "The publisher ended in order."),
    Kind("unclean_stop", "The publisher had ended without a word.", ("sign", "heartbeat_ms", "gap_ms")),
    Kind("sending", "An order is going to a sign.", ("sign",), screen=True),
    Kind("shown", "The sign confirmed the order.", ("sign", "notice", "proof"), screen=True),
    Kind("not_shown", "The order surely did not reach the screen.", ("sign", "error"), screen=True),
    Kind("outcome_unknown", "The order may or may not stand.", ("sign", "error"), screen=True),
    Kind("refused", "The publisher would not send it.", ("reason",)),
    Kind("taken_down", "A notice left the screen.", ("sign", "notice"), screen=True),
    Kind("blanked", "The screen was made dark.", ("sign",), screen=True),
    Kind("link_down", "A sign stopped answering.", ("sign",)),
    Kind("link_up", "A sign answers again.", ("sign",)),
    Kind("unknown_content", "A sign held what this program had not put there.", ("sign", "what")),
    Kind("content_lost", "A sign did not hold what it had confirmed.", ("sign", "said")),
    Kind("wrong_card", "Another card answered, or one set up otherwise.", ("sign", "what")),
    Kind("sign_fault", "A sign complained of itself.", ("sign", "what")),
    Kind("sign_fault_gone", "A sign complains no more.", ("sign",)),
    Kind("brightness_set", "A sign was given another plan of brightness.", ("sign", "plan")),
    Kind("lamps_switched", "The lamps of a sign were switched on or off.", ("sign", "on"), screen=True),
    Kind("sign_clock_set", "The clock of a sign was off and was set.", ("sign", "said")),
    Kind("clock_step", "The wall clock jumped.", ("seconds",)),
    Kind("clock_untrusted", "The wall clock cannot be right.", ("reason", "said", "estimate")),
    Kind("clock_trusted", "The wall clock is right again.", ("how", "said", "estimate")),
    Kind("segment_sealed", "A stretch of displays was closed.", ("sign", "segment", "hash")),
    Kind("config_changed", "Settings differ from the last run.", ("what",)),
    Kind(
        "rebuilt",
        "Derived sums were not those of the segments and were put right.",
        ("segment_notice", "rollup"),
    ),
    Kind("imported", "Notices came in from a file.", ("source",)),
)
_ARCHIVE = (
    Kind(
        "disposal_proposed",
        "Somebody proposed to give up old records.",
        ("disposal", "class", "before", "reason"),
    ),
    Kind("disposal_approved", "Old records may be given up.", ("disposal", "class", "before")),
    Kind("disposal_rejected", "Old records stay.", ("disposal", "class", "reason")),
    Kind(
        "disposal_withdrawn", "A proposal to give records up was taken back.", ("disposal", "class", "reason")
    ),
    Kind(
        "disposed",
        "Bodies of old records were given up; their hashes stay.",
        ("disposal", "class", "records"),
    ),
)
_FORMS = (
    Kind(
        "form_cell_entered",
        "Figures were entered into a form by hand.",
        ("form", "period", "cells", "digest"),
    ),
    Kind("report_filed", "A form was filed and frozen.", ("form", "period", "version", "digest")),
)
_ALERTS = (
    Kind("alert_raised", "The watch found something wrong.", ("alert", "code", "severity")),
    Kind("alert_ended", "What an alert was about is over.", ("alert", "code", "severity")),
    Kind("alert_seen", "A person ticked an alert off as seen.", ("alert", "code")),
)
_CHECKPOINTS = (
    Kind("checkpoint_signed", "How far the record goes was signed.", ("checkpoint", "digest", "public_key")),
    Kind("key_changed", "Checkpoints are signed with another key.", ("old", "new", "public_key", "reason")),
)
_BLACKOUT = (
    Kind("blackout_on", "All screens were ordered dark.", ("blackout",), screen=True),
    Kind("blackout_explained", "Somebody said why.", ("blackout", "reason")),
    Kind("blackout_off", "The order to stay dark ended.", ("blackout", "how"), screen=True),
    Kind("blackout_drilled", "All screens were ordered dark for a moment.", ("blackout",), screen=True),
    Kind("blackout_confirmed", "A sign confirmed that it is dark.", ("sign", "blackout", "ms", "proof")),
    Kind("blackout_sent", "A sign that never answers was told to be dark.", ("sign", "blackout", "ms")),
    Kind("blackout_unconfirmed", "A sign did not confirm in time.", ("sign", "blackout", "evidence")),
    Kind("lamps_on_again", "Lamps switched off for a blackout are on again.", ("sign", "blackout")),
)

KINDS: dict[str, Kind] = {
    kind.name: kind
    for part in (
        *(_WORKFLOW, _AROUND, _PRIVACY, _GLYPHS, _TEMPLATES, _PEOPLE, _PUBLISHING),
        *(_BLACKOUT, _ALERTS, _ARCHIVE, _CHECKPOINTS, _PROOF, _FORMS, _BOARDS),
    )
    for kind in part
}

MACHINES = frozenset(kind.name for kind in (*_PUBLISHING, *_ALERTS))
"""Events the program writes by itself: no person's words stand in them."""

_CAUSES = frozenset(Cause)
_VIAS = frozenset(Via)


def check(kind: str, *, actor: str, via: str, cause: str, given: Container[str]) -> None:
    """Refuse an event that does not say what its kind must say.

    ``ValueError``: this is a mistake in the program, not something a person can mend.
    """
    if (known := KINDS.get(kind)) is None:
        raise ValueError(f"the ledger knows no event {kind!r}")
    if not actor or via not in _VIAS:
        raise ValueError(f"{kind} names its actor and a way in, not {actor!r} via {via!r}")
    if cause not in _CAUSES and (cause or known.screen):
        raise ValueError(f"{kind} names its cause, one of {', '.join(Cause)}, not {cause!r}")
    if missing := [name for name in known.needs if name not in given]:
        raise ValueError(f"{kind} must say {', '.join(missing)}")
