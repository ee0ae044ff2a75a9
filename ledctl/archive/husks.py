"""What stays of a text whose body was given up. Pure.

Who said what kind of thing when, so that the rest of the record still reads. Of a
segment its sums stay (``ledger.remains``); a picture leaves nothing but its digest.
"""

from __future__ import annotations

import json

from ledctl.content.files import canonical as canonical_notice
from ledctl.content.files import notice_from

GONE = "（正文和名单已按保管期限处置，处置决定第{id}号。）"


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
