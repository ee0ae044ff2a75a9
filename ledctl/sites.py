"""The folder that holds all state of a site: made once, brought up to date by one command."""

from __future__ import annotations

import secrets
from pathlib import Path

from ledctl.db import HEAD, backup_sqlite, open_database, sqlite_file, upgrade
from ledctl.settings import Mode, load_settings


def init_site(site: Path, *, mode: Mode = Mode.LIVE) -> None:
    """Make a site's folder: its secret, and settings to begin with. What exists stays untouched.

    What is made here only its owner can enter: the folder holds names, password hashes and the secret.
    """
    site.mkdir(mode=0o700, parents=True, exist_ok=True)
    (site / "keys").mkdir(mode=0o700, exist_ok=True)
    key = site / "keys" / "secret.key"
    if not key.exists() or not key.stat().st_size:  # empty: the disk was full the last time
        whole = key.with_suffix(".new")
        whole.touch(mode=0o600)
        whole.write_text(secrets.token_urlsafe(48) + "\n")
        whole.replace(key)
        _make_checkpoint_key(site)
    settings = site / "site.toml"
    if not settings.exists():
        settings.write_text(f'# See config/defaults/site.toml for every key.\nmode = "{mode.value}"\n')


def _make_checkpoint_key(site: Path) -> None:
    """A new site's key for checkpoints; that of a site with a secret is never replaced here."""
    from ledctl.ledger.anchoring.keys import FILE, make_key

    if not (site / FILE).exists():
        make_key(site / FILE)


def upgrade_site(site: Path) -> Path | None:
    """Bring the site's database to today's schema, a backup first (R41); returns the backup."""
    settings = load_settings(site)
    file = site / "ledctl.db"
    backup = None
    if not settings.database_url and file.exists():
        backup = file.with_name(f"ledctl-before-{HEAD}.db")
        backup_sqlite(file, backup)
    database = open_database(settings.database_url or sqlite_file(file))
    try:
        upgrade(database)
    finally:
        database.close()
    return backup
