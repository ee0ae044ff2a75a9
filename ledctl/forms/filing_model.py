"""What is known of a filing: its version, digest, checkpoint, who and when. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledctl.clock import stamp
from ledctl.forms.filled import FilledForm


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is printed at the foot of a paper about the filing; of a draft only the checkpoint is known."""

    version: int = 0
    digest: str = ""
    checkpoint: str = ""
    reason: str = ""
    name: str = ""
    at: datetime | None = None

    @property
    def is_filed(self) -> bool:
        return self.version > 0

    def as_dict(self) -> dict[str, Any]:
        return {
            "version": self.version or None,
            "digest": self.digest or None,
            "checkpoint": self.checkpoint or None,
            "reason": self.reason,
            "filed_by": self.name or None,
            "filed_at": stamp(self.at) if self.at else None,
        }


@dataclass(frozen=True, slots=True)
class Filed:
    """One version as it was filed."""

    form: FilledForm
    imprint: Imprint
