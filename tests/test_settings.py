"""Settings: who wins, and that nothing wrong passes in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from drivers.base import Colour, Panel
from ledctl.errors import BadInput, Fault, LedctlError
from ledctl.settings import Mode, load_settings, require_secret
from ledctl.sites import init_site

SIGN = '[signs.gate]\ndriver = "virtual"\npanel = "256x64"\ncolour = "dual"\n'


def refused(site: Path) -> LedctlError:
    with pytest.raises(BadInput) as refusal:
        load_settings(site)
    return refusal.value


def test_defaults_then_site_file_then_environment(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The later source wins, key by key; a section in one does not wipe the section of another."""
    (site / "site.toml").write_text("[web]\nport = 9001\nsession_hours = 4\n")
    assert (load_settings(site).web.host, load_settings(site).web.port) == ("127.0.0.1", 9001)
    monkeypatch.setenv("LEDCTL_WEB__PORT", "9002")
    web = load_settings(site).web
    assert (web.port, web.session_hours) == (9002, 4)


def test_signs_make_their_panels(site: Path) -> None:
    """A sign is a driver, a link, a panel."""
    assert load_settings(site).signs["gate"].make_panel() == Panel(256, 64, Colour.DUAL)


@pytest.mark.parametrize(
    ("toml", "where"),
    [
        ("prot = 1\n", "prot"),
        ("[web]\nprot = 1\n", "web.prot"),
        ("[web]\nport = 70000\n", "web.port"),
        ('zone = "Mars/Olympus"\n', "zone"),
        ('mode = "test"\n', "mode"),
        ("[publisher]\npoll_s = 0\n", "publisher.poll_s"),
        ("[publisher]\nturn_s = 4\n", "publisher.turn_s"),
        ('[signs.x]\ndriver = "virtual"\npanel = "256x64"\n', "signs.x.colour"),
        ('[signs.x]\ndriver = "virtual"\npanel = "256"\ncolour = "red"\n', "signs.x.panel"),
        ('[signs.x]\ndriver = "virtual"\npanel = "9x5000"\ncolour = "red"\n', "signs.x.panel"),
        ('[signs.x]\ndriver = "virtual"\npanel = "8x8"\ncolour = "pink"\n', "signs.x.colour"),
        ('[signs.x]\ndriver = "virtual"\npanel = "8x8"\ncolour = "red"\nlnik = ""\n', "signs.x.lnik"),
    ],
)
def test_a_wrong_key_is_refused_by_its_name(site: Path, toml: str, where: str) -> None:
    """A typing slip is a sentence with the key in it, never a silent default."""
    (site / "site.toml").write_text(toml)
    error = refused(site)
    assert where in [said.where for said in error.sentences]
    assert where in str(error)


def test_a_wrong_variable_is_refused_by_its_name(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in the environment, where most programs look away."""
    monkeypatch.setenv("LEDCTL_PROT", "1")
    assert "LEDCTL_PROT" in str(refused(site))


def test_rubbish_in_a_file_names_the_file(site: Path) -> None:
    """Bytes that are not TOML, or not text, are refused with the path."""
    for raw in (b"= 1", b"\xff\xfe"):
        (site / "site.toml").write_bytes(raw)
        assert "site.toml" in str(refused(site))


def test_a_named_signs_file_must_exist(site: Path) -> None:
    """A missing file is not an empty one."""
    with pytest.raises(BadInput, match="elsewhere"):
        load_settings(site, signs=site / "elsewhere.toml")
    other = site / "other.toml"
    other.write_text(SIGN.replace("gate", "hall"))
    assert list(load_settings(site, signs=other).signs) == ["hall"]


def test_a_missing_site_is_a_fault_with_the_way_out(tmp_path: Path) -> None:
    """The sentence says which command makes one."""
    with pytest.raises(Fault, match="ledctl init"):
        load_settings(tmp_path / "nowhere")


def test_a_missing_secret_is_refused_by_its_name(site: Path) -> None:
    """Nothing runs on an empty or short secret."""
    assert len(require_secret(load_settings(site), site)) >= 32
    for short in ("", "too short"):
        (site / "keys" / "secret.key").write_text(short)
        with pytest.raises(BadInput, match="secret_key"):
            require_secret(load_settings(site), site)


def test_the_secret_is_private_and_not_printed(site: Path) -> None:
    """Only the owner reads the file; the settings object does not show it."""
    assert (site / "keys" / "secret.key").stat().st_mode & 0o077 == 0
    secret = (site / "keys" / "secret.key").read_text().strip()
    assert secret not in repr(load_settings(site))


def test_setting_a_site_up_again_changes_nothing(site: Path) -> None:
    """``init`` twice keeps the secret and the settings."""
    before = {p: p.read_bytes() for p in site.rglob("*") if p.is_file()}
    init_site(site, mode=Mode.PRACTICE)
    assert {p: p.read_bytes() for p in site.rglob("*") if p.is_file()} == before


def test_an_option_of_no_known_type_is_one_sentence(site: Path) -> None:
    """Named as it stands in the file, not once for each type it might have been."""
    (site / "signs.toml").write_text(SIGN + "options = { timeout_ms = 1.5 }\n")
    (said,) = refused(site).sentences
    assert (said.code, said.where) == ("setting_option_type", "signs.gate.options.timeout_ms")
