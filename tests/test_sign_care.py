"""Looking after signs as a site sets it: settings, what is refused, and what the doctor says of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from drivers.base import AfterPowerCut, Status
from ledctl.clock import FrozenClock, SystemClock
from ledctl.doctor import _sign
from ledctl.errors import BadInput
from ledctl.fleet import upkeep_of
from ledctl.publishing.daylight import Place
from ledctl.publishing.dimming import Dimming
from ledctl.publishing.keeper import RESYNC_S
from ledctl.settings import load_settings
from ledctl.settings.sections import OnUnknown
from ledctl.station import Station
from tests.publishing.card import CardSign

SIGN = '[signs.gate]\ndriver = "virtual"\npanel = "64x32"\ncolour = "red"\n'
BY_SUN = "[signs.gate.brightness]\nday = 80\nnight = 30\n"


def test_a_site_that_says_nothing_has_signs_looked_at_and_nothing_else(site: Path) -> None:
    """The defaults: a look every five seconds, tries up to a minute apart, no brightness, lamps left on."""
    (site / "signs.toml").write_text(SIGN)
    upkeep = upkeep_of(load_settings(site), "gate", SystemClock())
    assert (upkeep.look_s, upkeep.resync_s, upkeep.retry_most_s) == (5.0, RESYNC_S, 60.0)
    assert (upkeep.unknown, upkeep.dimming, upkeep.power_off) == (OnUnknown.REPLACE, None, False)


@pytest.mark.parametrize(
    ("toml", "dimming"),
    [
        (BY_SUN, Dimming(80, 30, Place(39.9, 116.4))),
        (
            '[signs.gate.brightness]\ntable = { "19:00" = 30, "06:30" = 80 }\n',
            Dimming(table=((390, 80), (1140, 30))),
        ),
    ],
)
def test_brightness_is_by_the_sun_or_by_a_table(site: Path, toml: str, dimming: Dimming) -> None:
    """The two ways of writing it; a table may stand in any order."""
    (site / "site.toml").write_text("[place]\nlatitude = 39.9\nlongitude = 116.4\n")
    (site / "signs.toml").write_text(f"{SIGN}{toml}[signs.gate.care]\npower_off = true\n")
    upkeep = upkeep_of(load_settings(site), "gate", SystemClock())
    assert upkeep.dimming == dimming
    assert upkeep.power_off


def test_brightness_by_the_sun_asks_where_the_site_lies(site: Path) -> None:
    """Nothing is guessed: not even a town in the middle of the country."""
    (site / "signs.toml").write_text(SIGN + BY_SUN)
    with pytest.raises(BadInput) as refused:
        upkeep_of(load_settings(site), "gate", SystemClock())
    (said,) = refused.value.sentences
    assert (said.code, said.where) == ("brightness_no_place", "signs.gate.brightness")


@pytest.mark.parametrize(
    ("toml", "where"),
    [
        ("[signs.gate.brightness]\nday = 80\n", "signs.gate.brightness"),
        ("[signs.gate.brightness]\n", "signs.gate.brightness"),
        (BY_SUN + 'table = { "06:00" = 80 }\n', "signs.gate.brightness"),
        ('[signs.gate.brightness]\ntable = { "25:00" = 80 }\n', "signs.gate.brightness.table"),
        ('[signs.gate.brightness]\ntable = { "06:00" = 0 }\n', "signs.gate.brightness.table.06:00"),
        ("[signs.gate.care]\npower = true\n", "signs.gate.care.power"),
        ("[place]\nlatitude = 39.9\n", "place"),
        ("[place]\nlatitude = 99\nlongitude = 0\n", "place.latitude"),
        ('[publisher]\nunknown = "ignore"\n', "publisher.unknown"),
        ("[publisher]\nlook_s = -1\n", "publisher.look_s"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(site: Path, toml: str, where: str) -> None:
    """Brightness of zero is no brightness: taking a notice down has its own ways."""
    (site / "site.toml").write_text(SIGN + toml)
    with pytest.raises(BadInput) as refused:
        load_settings(site)
    assert where in [said.where for said in refused.value.sentences]


@pytest.mark.parametrize(("shown", "ok"), [(one, one is not AfterPowerCut.OLD) for one in AfterPowerCut])
def test_the_doctor_says_what_returns_with_the_power(
    station: Station, monkeypatch: pytest.MonkeyPatch, clock: FrozenClock, shown: AfterPowerCut, ok: bool
) -> None:
    """R20: old content is worth an alarm, the rest a word."""
    sign = CardSign(station.settings.signs["gate"].make_panel(), clock)
    sign.capabilities = replace(sign.capabilities, after_power_cut=shown)
    monkeypatch.setattr(sign, "_status", lambda: Status(True))
    monkeypatch.setattr("ledctl.doctor.make_sign", lambda _name, _settings: sign)
    found = {one.sentence.code: one.ok for one in _sign(station, "gate")}
    assert found[f"doctor_after_power_cut_{shown}"] is ok


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("serial:///dev/ttyUSB0?baud=57600", True),
        ("spy+serial:///dev/ttyUSB1?log=gate.log", True),
        ("serial:///dev/serial/by-id/usb-Acme_01-if00-port0?baud=57600", False),
        ("tcp://192.0.2.1:5005", False),
    ],
)
def test_the_doctor_has_a_word_on_a_serial_line_not_named_by_its_id(
    station: Station, monkeypatch: pytest.MonkeyPatch, clock: FrozenClock, link: str, told: bool
) -> None:
    """Replugged it may be another device, and the sign is then lost without need."""
    sign = CardSign(station.settings.signs["gate"].make_panel(), clock)
    settings = station.settings.signs["gate"].model_copy(update={"link": link})
    monkeypatch.setitem(station.settings.signs, "gate", settings)
    monkeypatch.setattr("ledctl.doctor.make_sign", lambda _name, _settings: sign)
    codes = [one.sentence.code for one in _sign(station, "gate")]
    assert ("doctor_serial_not_by_id" in codes) is told


@pytest.mark.parametrize(("look_s", "signs", "each"), [(5.0, 250, 5.0), (5.0, 1000, 20.0), (0.0, 1000, 0.0)])
def test_very_many_signs_are_asked_less_often_each(
    site: Path, look_s: float, signs: int, each: float
) -> None:
    """Looking at a thousand signs must not cost more than showing them their pages; never stays never."""
    (site / "site.toml").write_text(f"[publisher]\nlook_s = {look_s}\n")
    (site / "signs.toml").write_text("".join(SIGN.replace("gate", f"s{n}") for n in range(signs)))
    assert upkeep_of(load_settings(site), "s0", SystemClock()).look_s == each
