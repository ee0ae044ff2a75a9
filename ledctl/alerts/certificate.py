"""Until when a certificate is good, read from its bytes. Pure.

A certificate (RFC 5280, section 4.1) is a SEQUENCE whose first part holds, in this order:
an optional version tagged [0], serial number, algorithm, issuer, and a SEQUENCE of two
times, as UTCTime (two digits of the year, below 50 is 20xx) or GeneralizedTime. Nothing
is verified here: whether browsers trust it is the proxy's matter.
"""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime

_PEM = re.compile(r"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)
_VERSION, _UTC_TIME, _GENERAL_TIME = 0xA0, 0x17, 0x18


def good_until(pem: str) -> datetime:
    """The end of the first certificate in a PEM file; ``ValueError`` when there is none to be read."""
    found = _PEM.search(pem)
    if found is None:
        raise ValueError("no certificate in PEM form")
    try:
        return _not_after(base64.b64decode("".join(found[1].split()), validate=True))
    except (IndexError, UnicodeDecodeError) as error:
        raise ValueError("a torn certificate") from error


def _not_after(der: bytes) -> datetime:
    _, whole, _ = _element(der)
    _, part, _ = _element(whole)
    tag, _, rest = _element(part)
    skip = 3 if tag == _VERSION else 2  # serial number, algorithm, issuer; the first is read already
    for _ in range(skip):
        _, _, rest = _element(rest)
    _, validity, _ = _element(rest)
    _, _, last = _element(validity)
    tag, text, _ = _element(last)
    return _time(tag, text)


def _element(data: bytes) -> tuple[int, bytes, bytes]:
    """Tag and content of the first element, and what follows it."""
    length, at = data[1], 2
    if length & 0x80:
        at += length & 0x7F
        length = int.from_bytes(data[2:at], "big")
    if at + length > len(data):
        raise ValueError("a torn certificate")
    return data[0], data[at : at + length], data[at + length :]


def _time(tag: int, text: bytes) -> datetime:
    if tag == _GENERAL_TIME:
        return datetime.strptime(text.decode("ascii"), "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    if tag != _UTC_TIME:
        raise ValueError("no time where the end should stand")
    century = "20" if text[:2] < b"50" else "19"
    return datetime.strptime(century + text.decode("ascii"), "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
