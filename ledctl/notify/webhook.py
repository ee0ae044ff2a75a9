"""What any program that listens is sent: JSON by POST, signed if the site has a secret for it. Pure.

``X-Ledctl-Timestamp`` is the Unix time in seconds, ``X-Ledctl-Signature`` is ``sha256=`` and
the HMAC-SHA256, in hexadecimal, over the timestamp, a dot, and the body as it was
sent. Whoever checks both, and that the time is near, knows the sender and refuses a replay.
"""

from __future__ import annotations

import hashlib
import hmac
import json

from ledctl.notify.wording import Said

TIMESTAMP, SIGNATURE = "X-Ledctl-Timestamp", "X-Ledctl-Signature"


def body_for(said: Said) -> bytes:
    """The message in plain values, with its words beside them."""
    data = {"subject": said.subject, "text": said.text, **said.data}
    return json.dumps(data, ensure_ascii=False).encode()


def headers_for(body: bytes, secret: str, seconds: int) -> dict[str, str]:
    """Who sent it and when; without a secret only when."""
    stamped = {TIMESTAMP: str(seconds)}
    if not secret:
        return stamped
    digest = hmac.digest(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hex()
    return {**stamped, SIGNATURE: f"sha256={digest}"}


def fault_in(status: int) -> str:
    """Why it was not taken; empty when it was."""
    return "" if 200 <= status < 300 else f"HTTP {status}"
