"""What is shipped: the wheel, the lock files, the version, and that no secret or host slips in."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledctl import __version__

ROOT = Path(__file__).parent.parent


def tracked() -> set[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607 - git by name
    return set(listed.stdout.split("\n")) - {""}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without network."""
    out = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(out),
    ]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)  # noqa: S603 - our own command
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A fresh environment with the wheel in it and the dependencies of this one in sight, no dev paths."""
    home = tmp_path_factory.mktemp("env")
    venv.create(home, with_pip=False)
    site = next((home / "lib").glob("python3*")) / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    ours = next(Path(p) for p in sys.path if p.endswith("site-packages"))
    # the dependencies, without this checkout's own editable entry
    for item in ours.iterdir():
        if "ledctl" not in item.name and not (site / item.name).exists():
            (site / item.name).symlink_to(item)
    return home / "bin" / "python"


@pytest.mark.slow
def test_the_wheel_holds_only_what_git_tracks(wheel: Path) -> None:
    """A local file in the checkout must not ship."""
    known = tracked()
    with zipfile.ZipFile(wheel) as archive:
        names = [n for n in archive.namelist() if ".dist-info/" not in n]
    assert {n for n in names if n.replace("ledctl/_share/", "") not in known} == set()
    for needed in (
        "ledctl/_share/fonts/fonts.toml",
        "ledctl/_share/config/defaults/site.toml",
        "ledctl/ledger/exporting/offline/verify_ledctl.py",
        "layouts/base.py",
    ):
        assert needed in names


@pytest.mark.slow
def test_the_wheel_works_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    """Installed in a clean environment and run from elsewhere, it finds its data and its templates."""
    run = subprocess.run(  # noqa: S603 - our own command
        [installed, "-P", "-m", "ledctl", "init", "--site", str(tmp_path / "site")],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "一次性密码" in run.stdout


def test_version_and_changelog_agree() -> None:
    """The version of the package is the project's, and the changelog has a place for what comes next."""
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text()
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_pin_with_hashes_and_name_no_host(lock: str) -> None:
    """Every package of a lock file has a version and a hash; no address stands in it."""
    text = (ROOT / lock).read_text()
    assert "://" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    packages = [block for block in blocks if not block.startswith("#")]
    assert len(packages) > 20
    assert all("==" in block and "--hash=sha256:" in block for block in packages)


def test_no_font_and_no_key_is_tracked() -> None:
    """Fonts are fetched; secrets are a site's."""
    assert [n for n in tracked() if n.endswith((".otf", ".ttf", ".ttc", ".pcf", ".key", ".whl", ".db"))] == []
