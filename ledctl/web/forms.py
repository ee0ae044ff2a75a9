"""The clerk's form: a notice as fields, and the fields as a notice. Pure.

Only what the form shows is changed; every other field of the stored version
stays as it is. A fault is told beside the field it is about, with the clerk's
text untouched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ledctl.boards.village.forms import Beginning
from ledctl.content.channels import CHANNELS, GATE_SCREEN
from ledctl.content.files import notice_from
from ledctl.content.model import DisplayWindow, Notice, Privacy, PublicityPeriod, Table
from ledctl.errors import BadInput
from ledctl.sentences import Sentence
from ledctl.web import office_fields
from ledctl.web.labels import FIELDS
from ledctl.web.pasted import Choice, read_table, write_table

_PLACES: Mapping[str, str] = {
    "signature.unit": "signature_unit",
    "signature.date": "signature_date",
    "publicity_period.days": "period_days",
    "publicity_period.start": "period_start",
    "publicity_period.end": "period_end",
    "publicity_period": "period_end",
    "display_window.led_days": "led_days",
    "on_sign.layout": "sign_layout",
    "on_sign.leave_out": "table",
    **office_fields.PLACES,
}
"""Where a field of the notice stands in the form, when it is called otherwise."""

NAMES = tuple(FIELDS)


@dataclass(frozen=True, slots=True)
class HeldList:
    """A list read from a file or a long paste: ``token`` finds it again when the form is sent."""

    token: str
    name: str
    table: Table
    told: tuple[Sentence, ...] = ()

    @property
    def never(self) -> list[str]:
        """The heads of the columns that are taken out on saving."""
        return [one.label for one in self.table.columns if one.privacy is Privacy.NEVER]


@dataclass(frozen=True, slots=True)
class NoticeForm:
    """What stands in the form, and what is wrong with it.

    ``columns`` are those of the stored list, ``left_out`` the keys of those that signs do not show;
    ``channels`` are the codes of those that are ticked, ``signs`` the signs and groups it names.
    ``held`` is a list that was read from a file and takes the place of the stored one.
    """

    values: Mapping[str, str]
    columns: Sequence[tuple[str, str, Choice]] = ()
    problems: Sequence[Sentence] = ()
    left_out: Sequence[str] = ()
    channels: Sequence[str] = (GATE_SCREEN,)
    signs: Sequence[str] = ()
    held: HeldList | None = None

    def beside(self, name: str) -> list[Sentence]:
        """The sentences about this field."""
        return [_named(one, name) for one in self.problems if field_of(one.where) == name]

    @property
    def elsewhere(self) -> list[Sentence]:
        """The sentences about no field of the form."""
        return [one for one in self.problems if field_of(one.where) not in NAMES]


def blank(notice_id: str, *, unit: str, today: dt.date) -> NoticeForm:
    """The form of a notice not written yet."""
    known = {"id": notice_id, "issuing_unit": unit, "signature_unit": unit, "urgency": "normal"}
    return NoticeForm(dict.fromkeys(NAMES, "") | known | {"signature_date": today.isoformat()})


def begun(form: NoticeForm, beginning: Beginning) -> NoticeForm:
    """The blank form with what is known before the list: title, text, unit, days, channels."""
    period = beginning.period
    known = {
        "title": beginning.title,
        "category": beginning.category,
        "issuing_unit": beginning.unit,
        "signature_unit": beginning.unit,
        "body": "\n".join(beginning.body),
        "period_days": str(period.days) if period else "",
        "period_start": period.first.isoformat() if period else "",
        "period_end": period.last.isoformat() if period else "",
    }
    return replace(form, values={**form.values, **known}, channels=beginning.channels)


def filled(notice: Notice) -> NoticeForm:
    """The form of a notice as it is stored."""
    period, window = notice.publicity_period, notice.display_window
    days = window.led_days if window else None
    values = {
        "id": notice.id,
        "title": notice.title,
        "category": notice.category,
        "issuing_unit": notice.issuing_unit,
        "body": "\n".join(notice.body),
        "table": write_table(notice.table),
        "signature_unit": notice.signature.unit,
        "signature_date": notice.signature.date.isoformat(),
        "period_days": str(period.days) if period else "",
        "period_start": period.start.isoformat() if period else "",
        "period_end": period.end.isoformat() if period else "",
        "led_days": "" if days is None else str(days),
        "urgency": notice.urgency.value,
        "warning_level": notice.warning_level.value if notice.warning_level else "",
        "supersedes": notice.supersedes or "",
        "sign_layout": (notice.on_sign.layout or "") if notice.on_sign else "",
        **office_fields.filled(notice),
    }
    left_out, channels, signs = _left_out({}, notice), notice.channels_allowed, _signs({}, notice)
    return NoticeForm(values, _choices(notice.table, {}), left_out=left_out, channels=channels, signs=signs)


def returned(posted: Mapping[str, str], before: Notice | None, problems: Sequence[Sentence]) -> NoticeForm:
    """The form as the clerk sent it, with what is wrong."""
    values = {name: posted.get(name, "") for name in NAMES}
    columns = _choices(before.table if before else None, posted)
    left_out, channels, signs = (ask(posted, before) for ask in (_left_out, _channels, _signs))
    return NoticeForm(values, columns, problems, left_out, channels, signs)


def read_form(
    posted: Mapping[str, str], before: Notice | None = None, *, held: HeldList | None = None
) -> Notice:
    """The notice in a posted form, over the stored one; ``BadInput`` with every fault.

    A list that is ``held`` counts for the one in the form.
    """
    table, faults = _read_table(posted, before) if held is None else (_as_data(held.table), ())
    chosen = _on_sign(posted, before, table)
    said = _fields(posted, before) | office_fields.read(posted, before)
    data = _kept(posted, before) | said | {"table": table, "on_sign": chosen}
    try:
        notice = notice_from({key: value for key, value in data.items() if value is not None})
    except BadInput as error:
        raise BadInput(*faults, *error.sentences) from None
    if faults:
        raise BadInput(*faults)
    return notice


def _kept(posted: Mapping[str, str], before: Notice | None) -> dict[str, Any]:
    """What the notice says already; the label of another category would contradict it."""
    data = before.model_dump(mode="json", exclude_none=True) if before else {}
    if before and posted.get("category") != before.category:
        data.pop("category_label")
    return data


def _fields(posted: Mapping[str, str], before: Notice | None) -> dict[str, Any]:
    """What the form says, in the shape of a notice file; ``None`` where it says nothing."""
    text = {name: posted.get(name, "").strip() for name in NAMES}
    return {
        "id": before.id if before else text["id"],
        "title": text["title"],
        "category": text["category"] or None,
        "issuing_unit": text["issuing_unit"],
        "body": _paragraphs(posted.get("body", ""), before),
        "signature": {"unit": text["signature_unit"], "date": text["signature_date"]},
        "publicity_period": _period(text, before.publicity_period if before else None),
        "display_window": _window(text["led_days"], before.display_window if before else None),
        "urgency": text["urgency"] or None,
        "warning_level": text["warning_level"] or None,
        "channels_allowed": _channels(posted, before),
        "supersedes": text["supersedes"] or None,
    }


def field_of(where: str) -> str:
    """The form's field for a place in a notice: ``table.rows[3].c2`` is told beside the table."""
    return _PLACES.get(where) or where.replace("[", ".").split(".")[0]


def _named(one: Sentence, name: str) -> Sentence:
    """The sentence with the field called what the form calls it, not by its path in a file."""
    zh, en = FIELDS[name]
    said_zh, said_en = (
        one.zh.replace(f"“{one.where}”", f"“{zh}”"),
        one.en.replace(f"“{one.where}”", f"“{en}”"),
    )
    return Sentence(one.code, said_zh, said_en, one.where)


def _paragraphs(text: str, before: Notice | None) -> list[str]:
    """One paragraph a line; text that was not touched keeps paragraphs of several lines."""
    if before is not None and text.strip() == "\n".join(before.body).strip():
        return list(before.body)
    return [line.strip() for line in text.splitlines() if line.strip()]


def _period(text: Mapping[str, str], before: PublicityPeriod | None) -> dict[str, Any] | None:
    given = {name: text[f"period_{name}"] for name in ("days", "start", "end") if text[f"period_{name}"]}
    if not given:
        return None
    kept = (
        before.model_dump(mode="json", exclude_none=True, exclude={"days", "start", "end"}) if before else {}
    )
    return kept | given


def _window(days: str, before: DisplayWindow | None) -> dict[str, Any] | None:
    kept = before.model_dump(mode="json", exclude_none=True, exclude={"led_days"}) if before else {}
    return kept | ({"led_days": days} if days else {}) or None


def _channels(posted: Mapping[str, str], before: Notice | None) -> Sequence[str]:
    """The channels that are ticked, where the form showed them; a code it does not know stays."""
    stored = before.channels_allowed if before else (GATE_SCREEN,)
    if posted.get("channels") != "shown":
        return stored
    kept = [code for code in stored if code not in CHANNELS or f"channel.{code}" in posted]
    return (*kept, *(code for code in CHANNELS if f"channel.{code}" in posted and code not in kept))


def _on_sign(
    posted: Mapping[str, str], before: Notice | None, table: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    """What was chosen for signs; a column that left the list is no longer left out of it."""
    keys = {column["key"] for column in table["columns"]} if table else set()
    layout = posted.get("sign_layout", "").strip() or None
    left_out = [key for key in _left_out(posted, before) if key in keys]
    signs = list(_signs(posted, before))
    stored = before.on_sign if before else None
    if stored is None and not layout and not left_out and not signs:
        return None
    return {"layout": layout, "leave_out": left_out, "signs": signs or None}


def _signs(posted: Mapping[str, str], before: Notice | None) -> tuple[str, ...]:
    """The signs and groups it names: as ticked where the form showed them, else as stored."""
    if posted.get("signs") == "shown":
        return tuple(name.removeprefix("sign.") for name in posted if name.startswith("sign."))
    return (before.on_sign.signs or ()) if before and before.on_sign else ()


def _left_out(posted: Mapping[str, str], before: Notice | None) -> tuple[str, ...]:
    """The stored columns that signs leave out: as ticked where the form showed them, else as stored."""
    stored = before.on_sign.leave_out if before and before.on_sign else ()
    columns = before.table.columns if before and before.table else ()
    ticked = {
        column.key: posted.get(f"leave_out.{column.key}") == "yes"
        for column in columns
        if f"type.{column.key}" in posted
    }
    return tuple(c.key for c in columns if ticked.get(c.key, c.key in stored))


def _read_table(
    posted: Mapping[str, str], before: Notice | None
) -> tuple[dict[str, Any] | None, Sequence[Sentence]]:
    stored = before.table if before else None
    choices = {key: choice for key, _, choice in _choices(stored, posted)}
    try:
        return read_table(posted.get("table", ""), before=stored, choices=choices), ()
    except BadInput as error:
        return None, error.sentences


def _as_data(table: Table) -> dict[str, Any]:
    return table.model_dump(mode="json", exclude_none=True)


def _choices(table: Table | None, posted: Mapping[str, str]) -> list[tuple[str, str, Choice]]:
    """Key, head and choice of every stored column; what was posted counts."""
    return [
        (
            column.key,
            column.label,
            Choice(
                posted.get(f"type.{column.key}", column.type.value),
                posted.get(f"privacy.{column.key}", column.privacy.value),
            ),
        )
        for column in (table.columns if table else ())
    ]
