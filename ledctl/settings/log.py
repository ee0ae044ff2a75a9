"""How the log of a running process is written."""

from __future__ import annotations

from enum import StrEnum

from ledctl.settings.sections import Section


class LogFormat(StrEnum):
    """Lines for people, or one JSON object a line for a collector."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogSettings(Section):
    """The log of ``serve`` and ``publish``; it goes to standard error, where a supervisor keeps it."""

    format: LogFormat = LogFormat.TEXT
    level: LogLevel = LogLevel.WARNING
