"""The head that all sheets of a village have alike (统一规范村务公开格式). Pure.

Which notice is a village's is told by its category or by who issues it; the village's
short name is its committee's without the word for one.
"""

from __future__ import annotations

import re

_COMMITTEES = (
    "村民委员会|居民委员会|民委员会|村委会|居委会|委会|村务监督委员会|股份经济合作社|经济合作社|集体经济组织"
)
_VILLAGE = re.compile(f"^(?:.*[镇乡])?(.+?(?:村|社区))(?:{_COMMITTEES})?$")


def village_head(unit: str, category: str) -> str:
    """``沙洲村 村务公开`` for what a village publishes; empty for everybody else."""
    name = village_of(unit)
    if not name and not category.startswith("village_"):
        return ""
    return f"{name or unit} 村务公开"


def village_of(unit: str) -> str:
    """The village that issues it, without county and town; empty where no village does."""
    found = _VILLAGE.match(unit)
    return found[1] if found else ""
