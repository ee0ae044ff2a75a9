"""Quiet hours by the site's clock, and the certificate's end from its bytes."""

from __future__ import annotations

import base64
import textwrap
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.alerts.certificate import good_until
from ledctl.alerts.quiet import QuietHours
from ledctl.settings import AlertSettings

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = QuietHours.parse("22:00-07:00", SHANGHAI)
NOON = QuietHours.parse("12:00-14:00", SHANGHAI)

# openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=example.cn -days 3650 -nodes
UTC_TIME_PEM = """\
-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIUSZaT2xx9VJpAwXepJ1z3AXNibeYwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKZXhhbXBsZS5jbjAeFw0yNjExMjIxNTM0MTNaFw0zNjExMTkx
NTM0MTNaMBUxEzARBgNVBAMMCmV4YW1wbGUuY24wWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAR4GIAjrJzwvZWtOeZFGM0PUifunPcSJueTj45QJguzZ+9qHycW6Y1U
NSmEXNsNctK5aKbooXJFu6mCJt6Fu/kOo1MwUTAdBgNVHQ4EFgQUJ0/xRejwHKW4
9M+wwQRzawriOQ4wHwYDVR0jBBgwFoAUJ0/xRejwHKW49M+wwQRzawriOQ4wDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA3afxwi7sYOWX1zbnibub
W7qg8uMC2+n73M+YJBLcQzoCIQCKzI9Lc5qDb+1AvjzB9kHu9iY632sHJ1Dckeyz
/XJTtw==
-----END CERTIFICATE-----
"""
# the same with -days 17500: beyond 2049
GENERAL_TIME_PEM = """\
-----BEGIN CERTIFICATE-----
MIIBgTCCASegAwIBAgIUNWhcenot+Nhk3tjg6pdsrVcz4ewwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKZXhhbXBsZS5jbjAgFw0yNjExMjIxNTM0MTNaGA8yMDc0MTAy
MTE1MzQxM1owFTETMBEGA1UEAwwKZXhhbXBsZS5jbjBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABCWeSMF55ua2CRzh4krVEaUMVwAMS4h1nMeynYT+bM2O09QpUyeC
hRmn5yDW7VB8l5tUpOkwCf0fRI2qo4YKGtmjUzBRMB0GA1UdDgQWBBRQB8NgLPjo
77tEtlYOx1eTUQduOjAfBgNVHSMEGDAWgBRQB8NgLPjo77tEtlYOx1eTUQduOjAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIBkA7kwM718f9n8J+72/
ImnKXfeYdY1cRGXwamiUltfRAiEA2LqhZQXAVBCo8HEkuLCrILQzFMRhMHSz4bn7
3t66chU=
-----END CERTIFICATE-----
"""


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("2026-11-23 21:59:59", False),
        ("2026-11-23 22:00", True),
        ("2026-12-31 23:59", True),
        ("2027-01-01 00:00", True),
        ("2028-02-29 06:59:59", True),
        ("2026-11-24 07:00", False),
    ],
)
def test_quiet_hours_are_half_open_and_pass_midnight(at: str, quiet: bool) -> None:
    """R16: overnight, at the year's end and on a leap day, by the site's clock."""
    assert NIGHT is not None
    assert NIGHT.contains(local(at)) is quiet


def test_quiet_hours_may_lie_within_a_day() -> None:
    """A midday rest; and the newest stretch that is over."""
    assert NOON is not None
    assert NOON.contains(local("2026-11-23 12:00"))
    assert not NOON.contains(local("2026-11-23 14:00"))
    day, start, end = NOON.last(local("2026-11-23 13:00"))
    assert (day, end) == (date(2026, 11, 22), local("2026-11-22 14:00"))
    assert start == local("2026-11-22 12:00")


@given(st.integers(0, 3 * 366 * 86_400))
def test_the_last_night_is_over_and_no_later_one_is(seconds: int) -> None:
    """Law: it ended at or before now, less than a day ago, and lies wholly in quiet hours."""
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert NIGHT is not None
    day, start, end = NIGHT.last(now)
    assert end <= now < end + timedelta(days=1)
    assert NIGHT.contains(start)
    assert not NIGHT.contains(end)
    assert NIGHT.ended_on(day) == (day, start, end)


def test_a_site_may_have_no_quiet_hours() -> None:
    """An empty text, or an end that is the start."""
    assert QuietHours.parse("", SHANGHAI) is None
    assert QuietHours.parse("07:00-07:00", SHANGHAI) is None


@pytest.mark.parametrize("text", ["22-7", "22:00-24:00", "22:00", "22:00 - 07:00"])
def test_quiet_hours_written_otherwise_are_refused(text: str) -> None:
    """A slip is told at the start, not in the night it should have been quiet."""
    with pytest.raises(ValueError, match="22:00-07:00"):
        AlertSettings(quiet=text)


def test_the_end_of_a_certificate_is_read() -> None:
    """RFC 5280: UTCTime until 2049, GeneralizedTime from 2050; text around it does not matter."""
    assert good_until(f"Bag Attributes\n{UTC_TIME_PEM}") == datetime(2036, 11, 19, 15, 34, 13, tzinfo=UTC)
    assert good_until(GENERAL_TIME_PEM) == datetime(2074, 10, 21, 15, 34, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    "pem",
    [
        "",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMBEwDwIBATAAMAAwBgIBAAIBAA==\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----",
    ],
)
def test_what_is_no_certificate_is_refused(pem: str) -> None:
    """Never a guess: a key, nothing, half a file."""
    with pytest.raises(ValueError, match=r"certificate|base64|time|Only|digit"):
        good_until(pem)


@given(st.integers(0, 300), st.binary(max_size=4))
def test_a_torn_certificate_is_a_value_error(cut: int, more: bytes) -> None:
    """Law: whatever the bytes, an instant or a ``ValueError``."""
    lines = UTC_TIME_PEM.split("\n")[1:-1]
    torn = base64.b64decode("".join(line for line in lines if "-" not in line))[:cut] + more
    body = "\n".join(textwrap.wrap(base64.b64encode(torn).decode(), 64))
    try:
        good_until(f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----")
    except ValueError:
        return
