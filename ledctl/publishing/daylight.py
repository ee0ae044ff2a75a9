"""Sunrise and sunset at a place, to the minute or two a lamp needs. Pure.

The formula is the low-accuracy one of NOAA's Global Monitoring Laboratory
("General Solar Position Calculations"): equation of time and declination as
Fourier series of the day of the year, and the hour angle at which the sun's
upper edge, refraction included, stands on the horizon (zenith 90.833 degrees).
A library would be a dependency for forty lines; ``tests/publishing/test_daylight.py``
holds the results against those of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import acos, cos, degrees, pi, radians, sin, tan

HORIZON = radians(90.833)


@dataclass(frozen=True, slots=True)
class Place:
    """Degrees, north and east positive."""

    latitude: float
    longitude: float


def sunrise_and_sunset(day: date, place: Place) -> tuple[datetime, datetime]:
    """Both in UTC, for the day as it is counted at the place's own longitude.

    Where the sun does not rise that day both are its noon; where it does not set
    they lie half a day on either side of it.
    """
    year = 2 * pi / 365 * (day.timetuple().tm_yday - 1)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    noon -= timedelta(minutes=4 * place.longitude + _equation_of_time(year))
    half = timedelta(minutes=4 * degrees(_hour_angle(year, radians(place.latitude))))
    return noon - half, noon + half


def _equation_of_time(year: float) -> float:
    """Minutes by which the sun is ahead of the mean sun."""
    once = 0.001868 * cos(year) - 0.032077 * sin(year)
    twice = -0.014615 * cos(2 * year) - 0.040849 * sin(2 * year)
    return 229.18 * (0.000075 + once + twice)


def _declination(year: float) -> float:
    once = -0.399912 * cos(year) + 0.070257 * sin(year)
    twice = -0.006758 * cos(2 * year) + 0.000907 * sin(2 * year)
    thrice = -0.002697 * cos(3 * year) + 0.00148 * sin(3 * year)
    return 0.006918 + once + twice + thrice


def _hour_angle(year: float, latitude: float) -> float:
    """From noon to sunset, as an angle from 0 to pi."""
    declination = _declination(year)
    height = cos(HORIZON) / (cos(latitude) * cos(declination)) - tan(latitude) * tan(declination)
    return acos(min(1.0, max(-1.0, height)))
