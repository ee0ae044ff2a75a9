"""Whether a notice goes out by channels it may use, and by one that lasts its whole publicity period. Pure.

A category may keep off the gate screen or off the boards (what belongs in the
village is not repeated by the town): such a channel stops the notice. A 公示 or
公告 is there so that people can object, all through its period; a screen shows it
for a while and in turn with others, so a board or the website must carry it too.
What is on request or withheld may be reviewed, and is refused at approval
(Disclosure Regulation art. 13-16): whoever writes it hears so at once. Here is what
is planned; that it was posted is proven later, by the postings.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledctl.calendars.categories import Category, Kind
from ledctl.content.channels import CHANNELS, GATE_SCREEN, is_board, is_durable
from ledctl.content.model import Notice
from ledctl.content.openness import Attribute
from ledctl.screening.findings import Finding, Severity, found

_OPEN_TO_OBJECTIONS = frozenset({Kind.PUBLICITY, Kind.ANNOUNCEMENT})


def check_channels(notice: Notice, category: Category) -> Iterator[Finding]:
    """Every finding about where the notice is to be published."""
    for number, channel in enumerate(notice.channels_allowed, start=1):
        where = f"channels_allowed[{number - 1}]"
        if channel not in CHANNELS:
            yield found(notice, Severity.WARN, "channel_unknown", where, number=number)
        elif is_barred(channel, category):
            _, zh, en = CHANNELS[channel]
            facts = {"label": category.label_zh, "channel_zh": zh, "channel_en": en}
            yield found(notice, Severity.BLOCK, "channel_forbidden", where, **facts)
    if notice.disclosure is not None and notice.disclosure.attribute is not Attribute.PROACTIVE:
        yield found(notice, Severity.WARN, "not_proactive", "disclosure.attribute")
    if category.kind in _OPEN_TO_OBJECTIONS and not _is_covered(notice, category):
        label = category.label_zh
        yield found(notice, Severity.BLOCK, "durable_channel_missing", "channels_allowed", label=label)


def is_barred(channel: str, category: Category) -> bool:
    """Whether the category keeps off this channel."""
    if channel == GATE_SCREEN:
        return not category.led_allowed
    return is_board(channel) and not category.board_allowed


def _is_covered(notice: Notice, category: Category) -> bool:
    """Whether one durable channel is planned to the last day of the period, as the notice writes it."""
    lasting = [c for c in notice.channels_allowed if is_durable(c) and not is_barred(c, category)]
    until = notice.display_window.board_until if notice.display_window else None
    period = notice.publicity_period
    taken_down_early = until is not None and period is not None and until < period.end
    return any(not (is_board(channel) and taken_down_early) for channel in lasting)
