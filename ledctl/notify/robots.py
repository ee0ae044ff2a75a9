"""What a group's robot is sent, and what its answer means. Pure.

WeCom (企业微信群机器人): POST ``{"msgtype": "text", "text": {"content"}}`` to the robot's own
address, at most 2,048 bytes of text. DingTalk (钉钉自定义机器人): the same shape; with the security
setting 加签 the address carries ``timestamp`` (milliseconds) and ``sign``, the Base64 of
HMAC-SHA256 over "timestamp, new line, secret" keyed with the secret. Both answer
``{"errcode": 0}`` when they took it. Shapes as both vendors' public pages describe them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from urllib.parse import urlencode

MAX_BYTES = 2048


def body_of(text: str) -> bytes:
    """The request's body; a text too long for a robot is cut at a whole character."""
    short = text.encode()[:MAX_BYTES].decode("utf-8", "ignore")
    return json.dumps({"msgtype": "text", "text": {"content": short}}, ensure_ascii=False).encode()


def signed(url: str, secret: str, milliseconds: int) -> str:
    """DingTalk's address with timestamp and sign; without a secret the address as it is."""
    if not secret:
        return url
    said = f"{milliseconds}\n{secret}".encode()
    sign = base64.b64encode(hmac.digest(secret.encode(), said, hashlib.sha256)).decode()
    glue = "&" if "?" in url else "?"
    return url + glue + urlencode({"timestamp": milliseconds, "sign": sign})


def fault_in(status: int, answer: bytes) -> str:
    """Why the robot did not take it; empty when it did. Its own words are left out: they may repeat ours."""
    if status != 200:
        return f"HTTP {status}"
    try:
        data = json.loads(answer)
    except ValueError:
        return "no JSON in the answer"
    code = data.get("errcode") if isinstance(data, dict) else None
    return "" if code == 0 else f"errcode {code if isinstance(code, int) else '?'}"
