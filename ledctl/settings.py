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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from drivers.base import Colour, Panel
from ledctl.errors import BadInput, Fault
from ledctl.resources import shared
from ledctl.sentences import Sentence, sentence

PREFIX = "LEDCTL_"
NOT_SETTINGS = {"LEDCTL_SITE", "LEDCTL_FONTS", "LEDCTL_TOKEN", "LEDCTL_LANG"}
"""Environment variables that are not settings of a site."""


class Mode(StrEnum):
    """Practice: nothing made here can reach a real sign (R7). Live: the town's own screen."""

    PRACTICE = "practice"
    LIVE = "live"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


@contextmanager
def _named(kind: str) -> Iterator[None]:
    """A ``ValueError`` inside is one of this kind: its sentence is chosen by that."""
    try:
        yield
    except ValueError as error:
        raise PydanticCustomError(kind, "{reason}", {"reason": str(error)}) from None


class SignSettings(_Strict):
    """One sign: which driver, on which wire, what panel, how it is read, and the driver's own options.

    Whether the preset is there and may be used is looked at with the site's own (``notices.looks``).
    """

    driver: str
    link: str = ""
    panel: str
    colour: str
    label: str = ""
    preset: str = "default"
    pixel_pitch_mm: Annotated[float, Field(ge=0, le=100)] = 0.0
    """Millimetres from lamp to lamp: 10 for P10; 0 = not measured yet."""
    viewing_distance_m: Annotated[float, Field(ge=0, le=1000)] = 0.0
    """Metres from where people stand and read; 0 = not measured yet."""
    small_names: bool = False
    """This sign may set names in fewer than 16 dots (R37)."""
    options: dict[str, str | int | bool] = {}

    @field_validator("panel")
    @classmethod
    def _is_a_size(cls, panel: str) -> str:
        with _named("panel_size"):
            Panel.parse(panel, Colour.RED)
        return panel

    @field_validator("colour")
    @classmethod
    def _is_a_colour(cls, colour: str) -> str:
        with _named("panel_colour"):
            Colour(colour)
        return colour

    def make_panel(self) -> Panel:
        return Panel.parse(self.panel, self.colour)


class WebSettings(_Strict):
    """The office pages. Loopback by default; a town binds its LAN address on purpose (R43)."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    session_hours: Annotated[int, Field(ge=1, le=24)] = 10


class PublisherSettings(_Strict):
    """How often the publisher looks by itself, beside being woken."""

    poll_s: Annotated[float, Field(ge=0.05, le=60)] = 1.0
    flush_s: Annotated[int, Field(ge=1, le=300)] = 60
    life_s: Annotated[int, Field(ge=0, le=3600)] = 120
    """A self-clearing sign goes dark by itself when the publisher has been dead this long."""
    retry_s: Annotated[int, Field(ge=1, le=600)] = 5


class DeskSettings(_Strict):
    """The office's own words and rules."""

    leading_group: str = "政务公开领导小组"
    town: str = ""
    long_round_s: Annotated[int, Field(ge=10, le=86_400)] = 300
    """A notice whose pages take longer than this to come round once is worth a word before approval."""
    roll_forward: bool = True
    """A period of calendar days that ends on a day off ends on the next working day (Civil Code art. 203)."""
    disclose_days: Annotated[int, Field(ge=1, le=366)] = 20
    """Working days to publish within where the category says nothing (Disclosure Regulation art. 26)."""
    approver_reviews: bool = False
    """An approver may also take the reviews of the same version: two people suffice (never the maker, R5)."""
    lapse_days: Annotated[int, Field(ge=0, le=366)] = 30
    """What nobody decides on for so many days lapses (R6); 0: it waits for ever."""
    secrecy_authority: Annotated[str, Field(min_length=1, max_length=200)] = (
        "有关主管部门或者保密行政管理部门"
    )
    """Whom a doubtful item is referred to, unless the reviewer names another."""
    signers: dict[str, tuple[str, ...]] = {}
    """Accounts that sign, in order, by category; ``"*"``: every category not named."""
    sign_off_hours: Annotated[int, Field(ge=1, le=720)] = 24
    """A warning that took the short way is reviewed within so many hours after its approval."""

    @field_validator("signers")
    @classmethod
    def _nobody_signs_twice(cls, signers: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        if twice := sorted(code for code, named in signers.items() if len(set(named)) < len(named)):
            raise ValueError(f"an account stands twice in desk.signers.{twice[0]}")
        return signers


class MailSecurity(StrEnum):
    """How a mail server is spoken to."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class NotifySettings(_Strict):
    """Telling those whose turn it is, by mail and group robots; nothing is sent unless it is set up.

    Addresses of robots hold their keys: they are secrets, like the password; in the
    environment no file holds them (``LEDCTL_NOTIFY__WECOM_URL``).
    """

    mail_host: str = ""
    mail_port: Annotated[int, Field(ge=1, le=65535)] = 587
    mail_security: MailSecurity = MailSecurity.STARTTLS
    mail_from: str = ""
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    people: dict[str, str] = {}
    """Who gets mail: account and address."""
    wecom_url: SecretStr = SecretStr("")
    dingtalk_url: SecretStr = SecretStr("")
    dingtalk_secret: SecretStr = SecretStr("")
    give_up_hours: Annotated[int, Field(ge=1, le=168)] = 24

    @field_validator("wecom_url", "dingtalk_url")
    @classmethod
    def _is_an_address(cls, url: SecretStr) -> SecretStr:
        if url.get_secret_value() and not re.match(r"https?://[^/\s]", url.get_secret_value()):
            raise ValueError("an address begins with https://")
        return url

    @model_validator(mode="after")
    def _are_addresses(self) -> Self:
        senders = (self.mail_from,) if self.mail_host or self.mail_from else ()
        if not all(
            re.fullmatch(r"[^@\s]+@[^@\s]+", address) for address in (*senders, *self.people.values())
        ):
            raise ValueError("mail_from and people are mail addresses, such as office@example.cn")
        return self

    @property
    def is_set_up(self) -> bool:
        robots = (self.wecom_url.get_secret_value(), self.dingtalk_url.get_secret_value())
        return bool((self.mail_host and self.people) or any(robots))


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
    notify: NotifySettings = NotifySettings()
    signs: dict[str, SignSettings] = {}

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
