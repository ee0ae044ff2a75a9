"""What pages show of a notice's way through people's hands: names, signatures, comparison."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ledctl.accounts.model import Actor
from ledctl.notices.chain import SIMPLE, Chain
from ledctl.notices.compare import Comparison, compare
from ledctl.notices.facts import DecisionFacts, Dossier
from ledctl.notices.names import four_names
from ledctl.notices.remarks import MAY_REMARK
from ledctl.notices.rights import SIGNING, Hands, may, turn_of
from ledctl.notices.signing import overtaken
from ledctl.notices.states import TRANSITIONS, State, Step
from ledctl.notices.steps import pixels_text
from ledctl.web.compared import wording
from ledctl.web.deps import Visit
from ledctl.web.pages import names
from ledctl.web.pictures import Preview


@dataclass(frozen=True, slots=True)
class Signing:
    """Who must sign, who did, whose turn it is, who must sign again because the pixels changed."""

    seats: int
    signed: tuple[DecisionFacts, ...]
    turn: str
    again: str


def chain_facts(visit: Visit, file: Dossier, shown: Preview, *, stands: bool) -> dict[str, Any]:
    """For the notice page and the approval page; ``stands``: an approved version is on a sign."""
    chain, (label, value) = visit.station.office.chain(file.notice.category), wording(visit.language)
    return {
        "names": four_names(file),
        "signing": _signing(visit, file, chain, shown) if file.state is State.IN_APPROVAL else None,
        "before": version_before(file),
        "may_remark": visit.actor.has(*MAY_REMARK),
        "steps": steps_for(visit.actor, file, chain, _pixels(shown), stands=stands),
        "field_label": label,
        "field_value": value,
        "secrecy_authority": visit.station.settings.desk.secrecy_authority,
    }


def steps_for(
    actor: Actor,
    file: Dossier,
    chain: Chain = SIMPLE,
    pixels: str | None = None,
    *,
    stands: bool = False,
) -> frozenset[Step]:
    """The steps this person may take on this notice now: the page offers these and no others."""
    hands = replace(_hands_now(file, pixels), stands=stands)
    possible = TRANSITIONS[file.state]
    found = frozenset(step for step in possible if may(actor, step, file.state, hands, chain))
    again = overtaken(file.hands, pixels) if pixels else frozenset()
    mine = {actor.account, *(giver.account for giver in actor.stands_in_for)}
    return found - SIGNING if again and not again & mine else found


def _signing(visit: Visit, file: Dossier, chain: Chain, shown: Preview) -> Signing:
    hands, name_of = _hands_now(file, _pixels(shown)), names(visit.station)
    again = overtaken(file.hands, _pixels(shown) or "") if shown.signs else frozenset()
    people = {one.account for one in hands.standing}
    current = (one for one in file.decisions if one.version_no == file.current.no and one.step is Step.SIGN)
    return Signing(
        1 if hands.fast else chain.seats,
        tuple({one.account: one for one in current if one.account in people}.values()),
        turn_of(hands, chain),
        "、".join(name_of(account) for account in sorted(again)),
    )


def _hands_now(file: Dossier, pixels: str | None) -> Hands:
    """Counting only signatures to what is drawn now, where anything is."""
    waits = file.state is State.IN_APPROVAL and pixels is not None
    return file.hands.seeing(pixels) if waits and pixels else file.hands


def _pixels(shown: Preview) -> str | None:
    return pixels_text({sign.name: sign.digest for sign in shown.signs}) if shown.signs else None


def version_before(file: Dossier) -> tuple[int, Comparison] | None:
    """The version before this one, and what changed since."""
    if len(file.versions) == 1:
        return None
    old = file.versions[1]
    return old.no, compare(old.content, file.current.content)
