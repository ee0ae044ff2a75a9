"""What signs and groups of signs may be called, where a notice can name them.

Never eight digits in a row: the names stand in findings and records, where nothing can be
hidden, so no number of a person may be one.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

SignName = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z_]([A-Za-z_-]|[0-9]{1,7}([A-Za-z_-]|$))*$", max_length=40)
]
