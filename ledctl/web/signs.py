"""The signs as they are now: pixels, what they belong to, and how far that is proven.

The picture is the approved frame the sign confirmed last. A small script asks
once a second; without it the page shows a still picture that reloads itself.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.publishing.stage import Live
from ledctl.reports.signs import readings_of, troubles_of
from ledctl.settings import SignSettings
from ledctl.station import Station
from ledctl.web import labels
from ledctl.web.dark_labels import DARK_PROOFS, why_dark
from ledctl.web.deps import Signed, Visit
from ledctl.web.lamps import Known, lamps
from ledctl.web.pages import clock_text, picker, speaker
from ledctl.web.pictures import PREVIEW_WIDTH, enlarged, live_frame, png, sign_settings

router = APIRouter()


@dataclass(frozen=True, slots=True)
class LiveView:
    """One sign as a page shows it. ``key`` changes when the picture does.

    ``known``: whether there is one; a sign of which nothing is known must not look like a dark one.
    """

    name: str
    label: str
    panel: str
    width: int
    height: int
    caption: str
    notice: str
    key: str
    known: bool
    readings: str
    troubles: tuple[str, ...]


def views(visit: Visit, fit: int = PREVIEW_WIDTH) -> list[LiveView]:
    """Every sign of the site as it is now, at most ``fit`` pixels wide."""
    signs = visit.station.settings.signs
    return [_view(visit, name, sign, visit.station.live(name), fit) for name, sign in signs.items()]


@router.get("/signs")
def show_signs(visit: Signed) -> Response:
    return visit.page("signs.html", signs=views(visit))


@router.get("/signs/{name}/live.png")
def live_picture(name: str, visit: Signed) -> Response:
    """What the sign shows now, one pixel a lamp."""
    return png(live_frame(visit.station, name, visit.station.live(name)))


@router.get("/signs/{name}/live.bin")
def live_lamps(name: str, visit: Signed, known: Known = "") -> Response:
    """The same as the bytes the sign was sent."""
    return lamps(live_frame(visit.station, name, visit.station.live(name)), known=known)


@router.get("/signs/{name}/live.json")
def live_facts(name: str, visit: Signed) -> dict[str, object]:
    """The caption for the script; its words are the page's."""
    sign = sign_settings(visit.station, name)
    return asdict(_view(visit, name, sign, visit.station.live(name)))


def _view(
    visit: Visit, name: str, sign: SignSettings, live: Live | None, fit: int = PREVIEW_WIDTH
) -> LiveView:
    panel = sign.make_panel()
    pick = picker(visit.language)
    width, height = enlarged(panel.width, panel.height, fit)
    showing = live is not None and live.order_id is not None
    return LiveView(
        name=name,
        label=sign.label or name,
        panel=str(panel),
        width=width,
        height=height,
        caption=caption(visit.station, live, visit.language),
        notice=live.notice_id if live and showing else "",
        key=f"{live.order_id}-{live.page}" if live and showing else "dark",
        known=live is not None and live.online is not False,
        readings=" · ".join(map(pick, readings_of(live.health))) if live else "",
        troubles=tuple(one.text(visit.language) for one in troubles_of(live, clock_text(visit.station))),
    )


def caption(station: Station, live: Live | None, language: str) -> str:
    """What stands on a sign and how far that is proven, in one line."""
    t, pick = speaker(language), picker(language)
    if live is None:
        return t("live_unknown")
    if live.online is False:
        return t("live_offline")
    asked = "" if live.online else f" · {t('live_cannot_be_asked')}"
    if live.order_id is None:
        dark, proof = pick(why_dark(live.why_dark)), pick(labels.of(DARK_PROOFS, live.proof))
        return f"{dark} · {t('live_since', at=clock_text(station)(live.since))} · {proof}{asked}"
    proof = pick(labels.of(labels.PROOFS, live.proof))
    asked += f" · {t('live_held_up')}" if live.held_up else ""
    if live.titles:
        titles = t("live_comma").join(t("live_title", title=title) for title in live.titles)
        return t("live_rotating", titles=titles, proof=proof) + asked
    return t("live_showing", title=live.title, page=live.page + 1, pages=live.pages, proof=proof) + asked
