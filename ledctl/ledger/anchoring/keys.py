"""The site's key for checkpoints: an Ed25519 key in one file that only its owner can read.

The file is made once, whole, and never over another one: a key that is lost is
told, and a new one is an event of the record (``checkpoints``). Nothing here logs
or prints a private key. The library comes when somebody signs or checks, not
with a start.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ledctl.errors import Fault

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FILE = "keys/checkpoint.key"
"""Where a site keeps it, in its folder."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that can sign; ``public`` is its public half, as 64 hex digits."""

    public: str
    _private: Ed25519PrivateKey = field(repr=False)

    def sign(self, data: bytes) -> str:
        """The signature over ``data``, as hex."""
        return self._private.sign(data).hex()


def read_key(file: Path) -> SigningKey | None:
    """The key in ``file``; ``None`` when there is no file, ``Fault`` when it holds no such key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        found = load_pem_private_key(file.read_bytes(), password=None)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):  # no PEM, or one with a password
        raise Fault.of("checkpoint_key_unreadable", where=file.name) from None
    if not isinstance(found, Ed25519PrivateKey):
        raise Fault.of("checkpoint_key_unreadable", where=file.name)
    return _key(found)


def make_key(file: Path) -> SigningKey:
    """A new key in ``file``, which must not be there yet; it is there whole or not at all."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    made = Ed25519PrivateKey.generate()
    pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole = file.with_suffix(".part")
    whole.unlink(missing_ok=True)
    with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(pem)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(whole, file)  # unlike a rename, never over another key
    finally:
        whole.unlink()
    return _key(made)


def is_signed(data: bytes, signature: str, public_key: str) -> bool:
    """Whether the signature over ``data`` is that key's; what is no key or no signature is not."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public_key)).verify(_bytes(signature), data)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _bytes(digits: str) -> bytes:
    """The bytes of hex as it is written here, so that no two texts are one signature."""
    made = bytes.fromhex(digits)
    if made.hex() != digits:
        raise ValueError("hex is written in small letters, without spaces")
    return made


def site_of(public_key: str) -> str:
    """What a statement names its site by: SHA-256 over the bytes of the public key."""
    return sha256(bytes.fromhex(public_key)).hexdigest()


def fingerprint(public_key: str) -> str:
    """The short form of a public key for people: the beginning of ``site_of``, in fours."""
    digits = site_of(public_key)[:16]
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _key(private: Ed25519PrivateKey) -> SigningKey:
    return SigningKey(private.public_key().public_bytes_raw().hex(), private)
