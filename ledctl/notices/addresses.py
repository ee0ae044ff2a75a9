"""What may stand as the address of a publication. Pure.

On a website, WeChat or Weibo it is an address a reader can open: http or https, with a
host. It is kept as text and never fetched. A board or a paper has a place in words.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from ledctl.errors import BadInput

ONLINE = frozenset({"website", "wechat", "weibo"})
MAX_ADDRESS = 2000


def clean_address(channel: str, text: str, where: str) -> str:
    """The address as it is kept; ``BadInput`` for one of the web that nobody could open."""
    address = text.strip()
    if len(address) > MAX_ADDRESS or any(ord(sign) < ord(" ") for sign in address):
        raise BadInput.of("address_too_long", where=where, most=MAX_ADDRESS)
    if channel in ONLINE and address and not _is_web(address):
        raise BadInput.of("address_not_web", where=where)
    return address


def same_address(address: str) -> str:
    """What two writings of one address share: scheme, a last slash and the case of the host do not matter."""
    if not _is_web(address):
        return address.strip()
    parts = urlsplit(address.strip())
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in address
    except ValueError:
        return False
