"""The file of the key for checkpoints: made once, whole, for its owner alone."""

from __future__ import annotations

import logging
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ledctl.errors import Fault
from ledctl.ledger.anchoring.keys import fingerprint, is_signed, make_key, read_key, site_of
from ledctl.sites import init_site


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "checkpoint.key"


def test_a_key_is_read_as_it_was_made(file: Path) -> None:
    """What one process signs holds under the key another one reads."""
    made, found = make_key(file), read_key(file)
    assert found is not None
    assert made.public == found.public
    assert is_signed(b"a", found.sign(b"a"), made.public)
    assert not is_signed(b"b", found.sign(b"a"), made.public)


def test_only_the_owner_reads_it_and_nothing_is_left_beside(file: Path) -> None:
    """Whoever has the key can sign a record of their own: mode 0600 from its first byte on."""
    make_key(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_key_is_never_made_over_another(file: Path) -> None:
    """A lost race or a mistake must not replace a key in silence."""
    first = make_key(file)
    with pytest.raises(FileExistsError):
        make_key(file)
    assert read_key(file) is not None
    assert read_key(file).public == first.public  # type: ignore[union-attr]  # just seen


def test_a_part_left_by_a_power_cut_is_no_hindrance(file: Path) -> None:
    """R23: what a dead machine left half-written is written anew."""
    file.parent.mkdir()
    file.with_suffix(".part").write_text("half")
    assert read_key(file) is None
    assert make_key(file).public == read_key(file).public  # type: ignore[union-attr]  # just made


@pytest.mark.parametrize("text", [b"", b"rubbish", b"\x00" * 32])
def test_a_damaged_file_is_told(file: Path, text: bytes) -> None:
    """A file that is no key is no missing key: a person has to look."""
    file.parent.mkdir()
    file.write_bytes(text)
    with pytest.raises(Fault) as told:
        read_key(file)
    assert told.value.code == "checkpoint_key_unreadable"


def test_a_key_of_another_kind_is_told(file: Path) -> None:
    """Only Ed25519 signs checkpoints."""
    file.parent.mkdir()
    other = X25519PrivateKey.generate()
    file.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(Fault):
        read_key(file)


@pytest.mark.parametrize(("signature", "key"), [("", ""), ("xy", "00" * 32), ("00" * 64, "00" * 31)])
def test_what_is_no_signature_does_not_hold(signature: str, key: str) -> None:
    """Anything may stand in a file from outside."""
    assert not is_signed(b"a", signature, key)


def test_a_signature_has_one_spelling(file: Path) -> None:
    """The same bytes in capitals or with spaces are a changed row, and are found as one."""
    key = make_key(file)
    signature = key.sign(b"a")
    assert is_signed(b"a", signature, key.public)
    for odd in (signature.upper(), signature[:2] + " " + signature[2:]):
        assert not is_signed(b"a", odd, key.public)


def test_a_private_key_is_not_printed(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It reaches no log by way of a repr."""
    caplog.set_level(logging.DEBUG)
    key = make_key(file)
    assert "_private" not in repr(key)
    assert "PRIVATE" not in caplog.text


def test_the_fingerprint_is_of_the_bytes_of_the_key() -> None:
    """What a statement calls its site, begun for people."""
    assert site_of("00" * 32).replace(" ", "").startswith(fingerprint("00" * 32).replace(" ", ""))
    assert fingerprint("00" * 32) == "6668 7aad f862 bd77"


def test_the_file_is_one_that_common_tools_read(file: Path) -> None:
    """PKCS 8, so that an office can take its key elsewhere."""
    openssl = shutil.which("openssl")
    assert openssl, "openssl is part of every Debian"
    key = make_key(file)
    told = subprocess.run(  # noqa: S603 - our own words
        [openssl, "pkey", "-in", str(file), "-noout", "-text"], capture_output=True, text=True, check=True
    ).stdout
    said = "".join(told.partition("pub:")[2].split()).replace(":", "")
    assert said == key.public


def test_a_new_site_has_a_key_and_an_older_one_gets_none_behind_its_back(tmp_path: Path) -> None:
    """``init`` makes the key with the secret; where the secret is, a missing key is not made up for."""
    init_site(tmp_path)
    file = tmp_path / "keys" / "checkpoint.key"
    assert read_key(file) is not None
    file.unlink()
    init_site(tmp_path)
    assert not file.exists()
