"""What the page of one notice says about kept personal data: the requests, and what this reader may do."""

from __future__ import annotations

from dataclasses import dataclass

from ledctl.notices.facts import Dossier
from ledctl.notices.keep_model import CONFIRMERS
from ledctl.notices.kept import Request, requests_of
from ledctl.notices.rights import may
from ledctl.notices.states import TRANSITIONS, Step
from ledctl.screening.findings import say_place
from ledctl.screening.masking import REDACTED
from ledctl.screening.texts import texts_of
from ledctl.web.deps import Visit
from ledctl.web.words import Pair


@dataclass(frozen=True, slots=True)
class KeptView:
    """``places`` are where something is hidden, offered to whoever may edit; ``open`` may be agreed to."""

    requests: tuple[Request, ...]
    names: dict[str, Pair]
    places: tuple[str, ...]
    open: frozenset[int]

    def name(self, place: str) -> Pair:
        return self.names.get(place, (place, place))


def kept_view(visit: Visit, file: Dossier) -> KeptView:
    """The section of the notice's page, for this reader."""
    requests = requests_of(visit.station.database, file.id)
    content = file.current.content
    texts = texts_of(content)
    hidden = tuple(place for place, text in texts.items() if REDACTED in text)
    known = {*hidden, *(one.place for one in requests if one.place in texts)}
    editable = Step.EDIT in TRANSITIONS[file.state]
    asks = editable and may(visit.actor, Step.EDIT, file.state, file.hands)
    return KeptView(
        requests,
        {place: say_place(content, place) for place in known},
        hidden if asks else (),
        frozenset(one.number for one in requests if editable and _may_agree(visit, file, one)),
    )


def _may_agree(visit: Visit, file: Dossier, one: Request) -> bool:
    others = file.hands.makers | {one.account}
    return one.confirmer is None and visit.actor.has(*CONFIRMERS) and visit.actor.account not in others
