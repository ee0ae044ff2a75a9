"""Mail and group robots: the section of those whose turn it is."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from ledctl.settings.sections import Section


class MailSecurity(StrEnum):
    """How a mail server is spoken to."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class NotifySettings(Section):
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
    people: dict[str, str] = Field(default_factory=dict)
    """Who gets mail: account and address."""
    wecom_url: SecretStr = SecretStr("")
    dingtalk_url: SecretStr = SecretStr("")
    dingtalk_secret: SecretStr = SecretStr("")
    webhook_url: SecretStr = SecretStr("")
    """Any other program that takes a JSON object by POST."""
    webhook_secret: SecretStr = SecretStr("")
    give_up_hours: Annotated[int, Field(ge=1, le=168)] = 24

    @field_validator("wecom_url", "dingtalk_url", "webhook_url")
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
        urls = (self.wecom_url, self.dingtalk_url, self.webhook_url)
        return bool((self.mail_host and self.people) or any(url.get_secret_value() for url in urls))
