"""The looks of a site's signs, put together once at start: panel, preset, and how it is looked at.

A setting that would make names unsafe to read stops the start (R37: names stand
at 16 px or more unless the site says otherwise); one that makes them hard to
read from where people stand is a warning, for that is the office's to judge.
"""

from __future__ import annotations

import math
from collections.abc import Container, Mapping
from pathlib import Path

from layouts.styles import Preset
from ledctl.errors import BadInput
from ledctl.notices.appearance import Look
from ledctl.rendering.legibility import LEAST_FOR_NAMES, Viewing
from ledctl.rendering.presets import find_preset, presets_of
from ledctl.sentences import Sentence, sentence
from ledctl.settings import SignSettings


def make_looks(
    site: Path | None, signs: Mapping[str, SignSettings], *, on_or_off: Container[str] = ()
) -> dict[str, Look]:
    """The look of every sign; ``BadInput`` with a sentence for each that cannot be.

    ``on_or_off``: the signs whose lamps cannot be lit in part.
    """
    known = presets_of(site)
    looks: dict[str, Look] = {}
    faults: list[Sentence] = []
    for name, sign in signs.items():
        try:
            looks[name] = _look(name, sign, known, shades=name not in on_or_off)
        except BadInput as error:
            faults += error.sentences
    if faults:
        raise BadInput(*faults)
    return looks


def _look(name: str, sign: SignSettings, known: Mapping[str, Preset], *, shades: bool) -> Look:
    chosen = find_preset(sign.preset, known, f"signs.{name}.preset")
    if chosen.style.size < LEAST_FOR_NAMES and not sign.small_names:
        facts = {"name": name, "preset": sign.preset, "size": chosen.style.size, "least": LEAST_FOR_NAMES}
        raise BadInput.of("preset_too_small", where=f"signs.{name}.small_names", **facts)
    return Look(sign.make_panel(), chosen, Viewing(sign.pixel_pitch_mm, sign.viewing_distance_m), shades)


def reach_sentence(name: str, look: Look) -> Sentence | None:
    """What is wrong with reading this sign from where people stand; ``None`` when nothing is."""
    if not look.viewing.is_too_far_for(look.preset.style.size):
        return None
    facts, wanted = reach_facts(name, look), look.viewing.size_that_would_do()
    if wanted is None:
        return sentence("sign_too_far", where=f"signs.{name}.viewing_distance_m", **facts)
    return sentence("sign_size_too_small", where=f"signs.{name}.preset", wanted=wanted, **facts)


def reach_facts(name: str, look: Look) -> dict[str, object]:
    """The figures of a sign whose pitch and viewing distance are known."""
    size, viewing = look.preset.style.size, look.viewing
    return {
        "name": name,
        "size": size,
        "height": round(size * viewing.pitch_mm),
        "reach": math.floor(viewing.reach_m(size)),
        "distance": f"{viewing.distance_m:g}",
    }
