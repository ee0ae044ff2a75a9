"""Sending a message on one way: mail by SMTP, robots and webhook by HTTP. It knows no notice and no outbox.

A fault is returned as a few words (``""`` when it was taken) that hold no address, key or
text, because they are kept. The libraries are imported with the first message.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ledctl.clock import to_ms
from ledctl.notify import webhook
from ledctl.notify.model import Way
from ledctl.notify.robots import body_of, fault_in, signed
from ledctl.notify.wording import Said
from ledctl.settings import MailSecurity, NotifySettings

if TYPE_CHECKING:
    import smtplib

TIMEOUT_S = 10


def send(settings: NotifySettings, way: Way, account: str, said: Said, at: datetime) -> str:
    """Send it; why not, or nothing."""
    if way is Way.MAIL:
        return _mail(settings, settings.people.get(account, ""), said)
    if way is Way.WEBHOOK:
        return _hook(settings, said, at)
    url = settings.wecom_url if way is Way.WECOM else settings.dingtalk_url
    secret = settings.dingtalk_secret.get_secret_value() if way is Way.DINGTALK else ""
    answer = _post(signed(url.get_secret_value(), secret, to_ms(at)), body_of(said.whole), {})
    return answer if isinstance(answer, str) else fault_in(*answer)


def _hook(settings: NotifySettings, said: Said, at: datetime) -> str:
    body, secret = webhook.body_for(said), settings.webhook_secret.get_secret_value()
    headers = webhook.headers_for(body, secret, to_ms(at) // 1000)
    answer = _post(settings.webhook_url.get_secret_value(), body, headers)
    return answer if isinstance(answer, str) else webhook.fault_in(answer[0])


def _mail(settings: NotifySettings, address: str, said: Said) -> str:
    import smtplib
    from email.message import EmailMessage

    if not address:
        return "no address"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = settings.mail_from, address, said.subject
    mail.set_content(said.whole)
    try:
        with _server(settings) as server:
            if settings.mail_user:
                server.login(settings.mail_user, settings.mail_password.get_secret_value())
            server.send_message(mail)
    except smtplib.SMTPResponseException as error:
        return f"SMTP {error.smtp_code}"
    except (smtplib.SMTPException, OSError) as error:
        return _words_for(error)
    return ""


def _post(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes] | str:
    """Status and answer, or the words for what went wrong on the way."""
    import http.client

    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    try:
        connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
        try:
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            kind_of_body = {"Content-Type": "application/json; charset=utf-8"}
            connection.request("POST", target or "/", body, {**kind_of_body, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read(65_536)
        finally:
            connection.close()
    except (http.client.HTTPException, OSError) as error:
        return _words_for(error)


def _server(settings: NotifySettings) -> smtplib.SMTP:
    """The mail server, its certificate compared with those the system trusts."""
    import smtplib
    import ssl

    at, trust = (settings.mail_host, settings.mail_port), ssl.create_default_context()
    if settings.mail_security is MailSecurity.TLS:
        return smtplib.SMTP_SSL(*at, timeout=TIMEOUT_S, context=trust)
    server = smtplib.SMTP(*at, timeout=TIMEOUT_S)
    if settings.mail_security is MailSecurity.STARTTLS:
        server.starttls(context=trust)
    return server


def _words_for(error: Exception) -> str:
    """The kind of fault and the system's word for it; never the message of a server."""
    reason = error.strerror if isinstance(error, OSError) else ""
    return f"{type(error).__name__} {reason or ''}".strip()[:100]
