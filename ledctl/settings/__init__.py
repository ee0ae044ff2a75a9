"""What a site may set, and where it is set.

Order, the later wins: the defaults shipped in the package
(``config/defaults/site.toml``), the site folder's ``site.toml`` and
``signs.toml``, the environment (``LEDCTL_WEB__PORT=9000``). Nothing is guessed:
an unknown key, in a file or in the environment, is refused by its name, and so
is a missing secret.

One folder holds all state of a site::

    SITE/site.toml      settings            SITE/ledctl.db       the database
    SITE/signs.toml     the signs           SITE/keys/secret.key made by ledctl init
    SITE/run/           locks and wake-up address of the running publisher
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from drivers.base import Colour
from ledctl.errors import BadInput, Fault
from ledctl.resources import shared
from ledctl.sentences import Sentence, sentence
from ledctl.settings.alerts import AlertSettings
from ledctl.settings.boards import BoardSettings
from ledctl.settings.care import PlaceSettings
from ledctl.settings.count import CountSettings
from ledctl.settings.log import LogFormat, LogLevel, LogSettings
from ledctl.settings.notify import MailSecurity, NotifySettings
from ledctl.settings.retention import RetentionSettings
from ledctl.settings.sections import DeskSettings, PublisherSettings, SignSettings, WebSettings

__all__ = [
    "AlertSettings",
    "BoardSettings",
    "CountSettings",
    "DeskSettings",
    "LogFormat",
    "LogLevel",
    "LogSettings",
    "MailSecurity",
    "Mode",
    "NotifySettings",
    "PublisherSettings",
    "Settings",
    "SignSettings",
    "WebSettings",
    "load_settings",
    "read_toml",
    "require_secret",
]

PREFIX = "LEDCTL_"
NOT_SETTINGS = {"LEDCTL_SITE", "LEDCTL_FONTS", "LEDCTL_TOKEN", "LEDCTL_LANG"}
"""Environment variables that are not settings of a site."""


class Mode(StrEnum):
    """Practice: nothing made here can reach a real sign (R7). Live: the town's own screen."""

    PRACTICE = "practice"
    LIVE = "live"


class Settings(BaseSettings):
    """Everything a site may set; see the module docstring for the order of sources."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    mode: Mode = Mode.LIVE
    zone: str = "Asia/Shanghai"
    database_url: str = ""
    secret_key: SecretStr = SecretStr("")
    web: WebSettings = WebSettings()
    publisher: PublisherSettings = PublisherSettings()
    desk: DeskSettings = DeskSettings()
    boards: BoardSettings = BoardSettings()
    notify: NotifySettings = NotifySettings()
    place: PlaceSettings = PlaceSettings()
    alerts: AlertSettings = AlertSettings()
    retention: RetentionSettings = RetentionSettings()
    count: CountSettings = CountSettings()
    log: LogSettings = LogSettings()
    signs: dict[str, SignSettings] = {}

    @field_validator("signs")
    @classmethod
    def _groups_are_no_signs(cls, signs: dict[str, SignSettings]) -> dict[str, SignSettings]:
        for name, sign in signs.items():
            if both := sorted(signs.keys() & sign.groups):
                raise ValueError(f"signs.{name}.groups names {both[0]}, which is a sign, not a group")
        return signs

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"{zone!r} is not a time zone such as Asia/Shanghai") from None
        return zone

    @property
    def zoneinfo(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings  # the environment wins over the files


def load_settings(
    site: Path, *, signs: Path | None = None, overrides: Mapping[str, Any] | None = None
) -> Settings:
    """The settings of the site in folder ``site``.

    ``signs`` names another signs file; ``overrides`` (a command's own options)
    stand above files and below the environment. Raises ``BadInput`` naming every
    wrong key, ``Fault`` for a missing site folder.
    """
    if not site.is_dir():
        raise Fault.of("site_not_there", where=str(site))
    _refuse_unknown_environment(os.environ)
    files = [shared("config/defaults") / "site.toml", site / "site.toml", signs or site / "signs.toml"]
    merged: dict[str, Any] = {}
    for file in files:
        if file.exists():
            merged = _merge(merged, read_toml(file))
        elif file == signs:
            raise BadInput.of("file_unreadable", where=str(file))
    key_file = site / "keys" / "secret.key"
    if key_file.exists():
        merged.setdefault("secret_key", key_file.read_text().strip())
    merged = _merge(merged, overrides or {})
    try:
        return Settings(**merged)
    except SettingsError as error:  # a structured variable such as LEDCTL_WEB that is no JSON
        raise BadInput.of(
            "setting_wrong", where=_variable(error), source="environment", reason_en=str(error)
        ) from None
    except ValidationError as error:
        found = (_sentence(item, site) for item in error.errors(include_url=False))
        raise BadInput(*dict.fromkeys(found)) from None


def require_secret(settings: Settings, site: Path) -> bytes:
    """The secret that keys session tokens; ``BadInput`` names it when it is missing or short."""
    secret = settings.secret_key.get_secret_value()
    if len(secret) < 32:
        raise BadInput.of("secret_missing", where="secret_key", file=str(site / "keys" / "secret.key"))
    return secret.encode()


def read_toml(file: Path) -> dict[str, Any]:
    """The keys of a TOML file; ``BadInput`` names the file and the line that is wrong."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except UnicodeDecodeError:
        raise BadInput.of("file_not_utf8", where=str(file)) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))  # the only place where it is told before Python 3.14
        raise BadInput.of(
            "file_not_toml",
            where=str(file),
            place_zh=f"第 {line[1]} 行" if line else "文件末尾",
            reason_en=str(error),
        ) from None
    except OSError:
        raise BadInput.of("file_unreadable", where=str(file)) from None


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, Mapping) else value
    return merged


def _refuse_unknown_environment(environment: Mapping[str, str]) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in environment:
        if name.startswith(PREFIX) and name not in NOT_SETTINGS and name.split("__")[0] not in known:
            raise BadInput.of("setting_unknown", where=name, source="environment")


def _sentence(item: ErrorDetails, site: Path) -> Sentence:
    option = len(item["loc"]) > 4 and item["loc"][2] == "options"  # what follows its name are the types tried
    loc = item["loc"][:4] if option else item["loc"]
    where, source = ".".join(str(part) for part in loc), _source(loc, site)
    if option:
        return sentence("setting_option_type", where=where, source=source)
    if item["type"] == "panel_size":
        return sentence("setting_panel_size", where=where, source=source)
    if item["type"] == "panel_colour":
        allowed = ", ".join(Colour)
        return sentence("setting_not_one_of", where=where, source=source, allowed=allowed)
    if item["type"] == "hours_span":
        return sentence("setting_hours", where=where, source=source, text=item["msg"])
    if item["type"] == "extra_forbidden":
        return sentence("setting_unknown", where=where, source=source)
    if item["type"] == "missing":
        variable = PREFIX + "__".join(str(part).upper() for part in item["loc"])
        return sentence("setting_missing", where=where, source=source, variable=variable)
    if item["type"] == "enum":
        allowed = str((item.get("ctx") or {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
        return sentence("setting_not_one_of", where=where, source=source, allowed=allowed)
    return sentence("setting_wrong", where=where, source=source, reason_en=item["msg"])


def _source(loc: tuple[int | str, ...], site: Path) -> str:
    """Where a person finds the wrong key: its environment variable when one is set, else the file."""
    names = [
        PREFIX + "__".join(str(part).upper() for part in loc[:depth]) for depth in range(len(loc), 0, -1)
    ]
    named = next((name for name in names if name in os.environ), None)
    return named or str(site / ("signs.toml" if loc and loc[0] == "signs" else "site.toml"))


def _variable(error: SettingsError) -> str:
    field = re.search(r'"([^"]+)"', str(error))
    return PREFIX + field[1].upper() if field else PREFIX
