"""What a comparison of two versions calls the fields of a notice, and what stands in them. Pure.

``notices.compare`` names a field by its path in a notice file and gives its value
as the file has it; a leader who approves reads neither. A path or a value nobody
named here is shown as it is: an unknown word is better than none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ledctl.content.channels import CHANNELS
from ledctl.web.forms import field_of
from ledctl.web.labels import ATTRIBUTES, FIELDS, RHYTHMS, SIGN_LAYOUTS, URGENCIES, WARNING_LEVELS, of
from ledctl.web.words import LANGUAGES, Pair

PATHS: Mapping[str, Pair] = {
    "doc_no": ("文号", "document number"),
    "category_label": ("类别名称", "name of the category"),
    "attachments": ("附件", "attachments"),
    "correction_of": ("更正哪条公告", "corrects"),
    "clarifies": ("澄清哪条公告", "clarifies"),
    "channels_allowed": ("公开渠道", "channels"),
    "publicity_period.day_type": ("公示期按", "publicity counted in"),
    "publicity_period.posted": ("张贴日期", "posted on"),
    "publicity_period.note": ("公示期说明", "note on the publicity"),
    "publicity_period.start_rule": ("公示期起算规则", "how the publicity begins"),
    "display_window.led_start": ("上屏开始时间", "on the screen from"),
    "display_window.until": ("展示到何时", "shown until"),
    "display_window.board_until": ("公开栏展示至", "on the boards until"),
    "display_window.preempt": ("是否插播", "pre-empts"),
    "on_sign.signs": ("上哪些屏", "which signs"),
    "on_sign.leave_out": ("屏上不显示的列", "columns not on signs"),
}
"""The fields that are not in the clerk's form; those that are bear its names."""

_YES_NO: Mapping[str, Pair] = {"True": ("是", "yes"), "False": ("否", "no")}
_CHANNELS: Mapping[str, Pair] = {code: (zh, en) for code, (_, zh, en) in CHANNELS.items()}
VALUES: Mapping[str, Mapping[str, Pair]] = {
    "urgency": URGENCIES,
    "warning_level": WARNING_LEVELS,
    "channels_allowed": _CHANNELS,
    "publicity_period.day_type": {
        "calendar": ("自然日", "calendar days"),
        "working": ("工作日", "working days"),
    },
    "display_window.preempt": _YES_NO,
    "on_sign.layout": SIGN_LAYOUTS,
    "disclosure.attribute": ATTRIBUTES,
    "schedule.rhythm": RHYTHMS,
}
"""What the codes of a field mean, where it holds codes."""


def path_label(path: str) -> Pair:
    """What a field is called, by its path: ``publicity_period.end``."""
    return PATHS[path] if path in PATHS else of(FIELDS, field_of(path))


def value_text(path: str, value: str, language: str) -> str:
    """A value as people say it; several are joined by ``、`` as the comparison gives them."""
    if path not in VALUES or not value:
        return value
    index = LANGUAGES.index(language)
    return "、".join(of(VALUES[path], code)[index] for code in value.split("、"))


def wording(language: str) -> tuple[Callable[[str], str], Callable[[str, str], str]]:
    """For a page in this language: the label of a path, and the text of a value there."""
    index = LANGUAGES.index(language)
    return lambda path: path_label(path)[index], lambda path, value: value_text(path, value, language)
