"""Sending one message on one way: mail by SMTP, robots by HTTP. Nothing here knows notices or the outbox.

A fault is returned as a few words (``""`` when it was taken) that hold no address, key or
text, because they are kept. The libraries are imported with the first message.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ledctl.clock import to_ms
from ledctl.notify.model import Way
from ledctl.notify.robots import body_of, fault_in, signed
from ledctl.notify.wording import News, subject_of, text_of
from ledctl.settings import MailSecurity, NotifySettings

if TYPE_CHECKING:
    import smtplib

TIMEOUT_S = 10


def send(settings: NotifySettings, way: Way, account: str, news: News, at: datetime) -> str:
    """Send it; why not, or nothing."""
    if way is Way.MAIL:
        return _mail(settings, settings.people.get(account, ""), news)
    url = settings.wecom_url if way is Way.WECOM else settings.dingtalk_url
    secret = settings.dingtalk_secret.get_secret_value() if way is Way.DINGTALK else ""
    return _post(signed(url.get_secret_value(), secret, to_ms(at)), body_of(text_of(news)))


def _mail(settings: NotifySettings, address: str, news: News) -> str:
    import smtplib
    from email.message import EmailMessage

    if not address:
        return "no address"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = settings.mail_from, address, subject_of(news)
    mail.set_content(text_of(news))
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


def _post(url: str, body: bytes) -> str:
    import http.client

    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    try:
        connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
        try:
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            connection.request(
                "POST", target or "/", body, {"Content-Type": "application/json; charset=utf-8"}
            )
            answer = connection.getresponse()
            return fault_in(answer.status, answer.read(65_536))
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
