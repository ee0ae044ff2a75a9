"""Lengths of time as an office reads them."""

from __future__ import annotations

from collections.abc import Mapping

from ledctl.playlists.taken import LOSS_LABELS
from ledctl.web import labels
from ledctl.web.pages import picker, speaker


def length(ms: float, language: str) -> str:
    """Hours and minutes, minutes, or seconds: never more exact than it is worth."""
    t, seconds = speaker(language), round(ms / 1000)
    if seconds < 60:
        return t("length_seconds", s=seconds)
    if seconds < 3600:
        return t("length_minutes", m=round(seconds / 60))
    minutes = round(seconds / 60)
    return t("length_hours", h=minutes // 60, m=minutes % 60)


def causes(by_cause: Mapping[str, int], language: str) -> str:
    """What took how long, the most first."""
    t, pick = speaker(language), picker(language)
    ranked = sorted(by_cause.items(), key=lambda item: -item[1])
    told = (
        t("short_cause", cause=pick(labels.of(LOSS_LABELS, cause)), length=length(ms, language))
        for cause, ms in ranked
    )
    return ("、" if language == "zh" else ", ").join(told)
