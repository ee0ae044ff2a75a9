"""What stays of a record whose body was given up. Pure.

Of a segment what it added up to, so that sums can still be recomputed; of a text who
said what kind of thing when, so that the rest of the record still reads. A picture
leaves nothing but its digest.
"""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

from ledctl.content.files import canonical as canonical_notice
from ledctl.content.files import notice_from
from ledctl.ledger.chain import canonical
from ledctl.ledger.segments import unpack
from ledctl.ledger.tally import Count, tally

GONE = "（正文和名单已按保管期限处置，处置决定第{id}号。）"


def sums_of(body: bytes, header: str) -> str:
    """What a segment's displays add up to, by notice and by day, as JSON."""
    sums = tally(unpack(body), ZoneInfo(json.loads(header)["zone"]))
    notices = [
        [notice, practice, spell.first_ms, spell.last_ms, *_counted(spell.count)]
        for (notice, practice), spell in sorted(sums.notices.items())
    ]
    days = [[*key, *_counted(count)] for key, count in sorted(sums.days.items())]
    return canonical({"notices": notices, "days": days})


def husk_of(content: str, disposal: int) -> str:
    """The content of a version without what it said: no body, no list, no person."""
    notice = notice_from(json.loads(content))
    bare = notice.model_copy(
        update={
            "body": (GONE.format(id=disposal),),
            "table": None,
            "on_sign": None,
            "attachments": (),
            "source_person": None,
            "published_by": None,
        }
    )
    return canonical_notice(bare).decode()


def _counted(count: Count) -> list[int]:
    return [count.shown, count.acked, count.on_air_ms]
