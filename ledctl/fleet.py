"""From a site's settings to its signs: the drivers they name, and what is said when that cannot be.

Not here: who shows what on them, and when (``publishing``).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from drivers import names, open_sign
from drivers.base import Colour, Sign
from ledctl.clock import Clock
from ledctl.errors import BadInput
from ledctl.publishing.daylight import Place
from ledctl.publishing.dimming import Dimming
from ledctl.publishing.upkeep import Upkeep
from ledctl.sentences import Sentence, sentence
from ledctl.settings import Settings, SignSettings
from ledctl.steady import is_known


def practice_refusal(name: str, sign: SignSettings) -> Sentence:
    """What is said of a real sign in a practice site."""
    return sentence("practice_real_sign", where=f"signs.{name}", name=name, driver=sign.driver)


def make_sign(name: str, sign: SignSettings) -> Sign:
    """The driver a site's settings name; ``BadInput`` names the setting that is wrong."""
    try:
        return open_sign(sign.driver, sign.make_panel(), link=sign.link, options=sign.options)
    except ValueError as error:
        raise BadInput(_what_is_wrong(name, sign, error)) from None


def turns_pages_itself(name: str, settings: SignSettings) -> bool:
    """Whether a sign plays whole programs by itself, as its driver says; not if a setting is wrong."""
    try:
        sign = make_sign(name, settings)
    except BadInput:  # said by whoever uses the sign
        return False
    sign.close()
    return not sign.capabilities.host_timed


def _what_is_wrong(name: str, sign: SignSettings, error: ValueError) -> Sentence:
    """Which setting of a sign the driver would not have, as far as can be told without it."""
    from drivers.links import read_address  # every wire there is, and most starts need none

    where, facts = f"signs.{name}", {"name": name, "driver": sign.driver}
    if sign.driver not in names():
        return sentence("sign_unknown_driver", where=f"{where}.driver", known=", ".join(names()), **facts)
    try:
        read_address(sign.link)
    except ValueError as fault:
        if isinstance(error.__cause__, ValueError):  # this is what the driver stumbled over
            reason = str(fault.__cause__)
            return sentence("sign_link_wrong", where=f"{where}.link", link=sign.link, reason=reason, **facts)
    return sentence("sign_setting_wrong", where=where, reason=str(error), **facts)


LOOKS_A_SECOND = 50
"""All signs of a site together are asked no more often what they show: of very many, each less often."""


def upkeep_of(settings: Settings, name: str, clock: Clock) -> Upkeep:
    """How a sign is to be looked after; ``BadInput`` if its settings do not say enough."""
    sign, publisher = settings.signs[name], settings.publisher
    return Upkeep(
        look_s=publisher.look_s and max(publisher.look_s, len(settings.signs) / LOOKS_A_SECOND),
        resync_s=float(publisher.resync_s),
        retry_most_s=float(publisher.retry_most_s),
        unknown=publisher.unknown,
        dimming=_dimming(settings, name),
        power_off=sign.care.power_off,
        knows_time=partial(is_known, clock),
    )


def _dimming(settings: Settings, name: str) -> Dimming | None:
    wanted, place = settings.signs[name].brightness, settings.place
    if wanted is None:
        return None
    if wanted.day is None or wanted.night is None:
        return Dimming(table=wanted.minutes)
    if place.latitude is None or place.longitude is None:
        raise BadInput.of("brightness_no_place", where=f"signs.{name}.brightness", name=name)
    return Dimming(wanted.day, wanted.night, Place(place.latitude, place.longitude))


def on_or_off(signs: Mapping[str, SignSettings]) -> set[str]:
    """The full-colour signs whose lamps cannot be lit in part, as their drivers say."""
    found = set()
    for name, settings in signs.items():
        with suppress(BadInput):  # said by whoever uses the sign; the office opens without it
            if settings.make_panel().colour is Colour.RGB:
                sign = make_sign(name, settings)
                if not sign.capabilities.shades:
                    found.add(name)
                sign.close()
    return found
