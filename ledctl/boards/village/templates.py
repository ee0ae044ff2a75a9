"""The templates of what villages publish: one format for each kind of list (统一规范村务公开格式). Pure.

Here: the values and a strict reader for the TOML text (``config/defaults/village.toml`` or a
site's own entries over it). A template leans on a category: days of publicity, privacy
and, unless it says another, legal basis are the category's. Not here: opening the file
(``village_forms``), what its words become (``village_words``), the blank list (``village_files``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError, model_validator

from ledctl.boards.village.words import Cadence, unknown_words
from ledctl.calendars.categories import Categories, Certainty
from ledctl.content.channels import CHANNELS, is_durable
from ledctl.content.model import MAX_COLUMNS, Column, Key, Line
from ledctl.content.openness import Part
from ledctl.errors import BadInput, NotFound

CADENCE_LABELS: dict[Cadence, tuple[str, str]] = {
    Cadence.MONTHLY: ("每月", "monthly"),
    Cadence.QUARTERLY: ("每季度", "quarterly"),
    Cadence.AT_ONCE: ("及时", "at once"),
}

Opening = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class Template(Part):
    """One kind of list. ``citation`` is empty where the category's basis carries it by itself."""

    code: Key
    label_zh: Line
    label_en: Line
    category: Key
    cadence: Cadence
    title: Line
    opening: Annotated[tuple[Opening, ...], Field(min_length=1, max_length=5)]
    channels: Annotated[tuple[Key, ...], Field(min_length=1, max_length=20)]
    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=MAX_COLUMNS)]
    citation: str = ""
    certainty: Certainty | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """Words somebody can fill in, each column once, and a board or the website that keeps it up."""
        wrong = sorted(set().union(*(unknown_words(text, self.cadence) for text in self._texts())))
        if wrong:
            raise ValueError(f"words:{wrong[0]}")
        if len({one.key for one in self.columns}) != len(self.columns):
            raise ValueError("columns:twice")
        if strange := [code for code in self.channels if code not in CHANNELS]:
            raise ValueError(f"channels:{strange[0]}")
        if not any(map(is_durable, self.channels)):
            raise ValueError("channels:none lasts")
        if bool(self.citation) is (self.certainty is None):
            raise ValueError("citation:without its certainty")
        return self

    def _texts(self) -> tuple[str, ...]:
        return (self.title, *self.opening)

    def basis(self, categories: Categories) -> tuple[str, Certainty]:
        """The citation and how sure it is: its own, else the category's."""
        if self.certainty is not None:
            return self.citation, self.certainty
        category = categories.get(self.category)
        return category.citation, category.certainty


@dataclass(frozen=True, slots=True)
class Templates:
    """All templates by code, in the order of the table."""

    by_code: Mapping[str, Template]

    def get(self, code: str) -> Template:
        """The template ``code``; ``NotFound`` names those there are."""
        found = self.by_code.get(code)
        if found is None:
            known = ", ".join(self.by_code)
            raise NotFound.of("village_form_unknown", where="template", code=code, known=known)
        return found

    def over(self, shipped: Templates) -> Templates:
        """These in the place of the shipped ones of their code; the others stay."""
        return Templates(MappingProxyType({**shipped.by_code, **self.by_code}))

    def __iter__(self) -> Iterator[Template]:
        return iter(self.by_code.values())


def load_templates(text: str, categories: Container[str]) -> Templates:
    """Read the table; ``BadInput`` names the entry and what is wrong with it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput.of("village_not_toml", detail=error) from None
    entries = data.pop("template", None)
    if data:
        raise BadInput.of("village_key_unknown", where=sorted(data)[0])
    if not isinstance(entries, list) or not entries:
        raise BadInput.of("village_empty")
    make = TypeAdapter(Template)
    found: dict[str, Template] = {}
    for number, entry in enumerate(entries, start=1):
        one = _read(make, entry, number, categories)
        if one.code in found:
            raise BadInput.of("village_twice", where=one.code)
        found[one.code] = one
    return Templates(MappingProxyType(found))


def _read(make: TypeAdapter[Template], entry: object, number: int, categories: Container[str]) -> Template:
    code = entry.get("code", f"#{number}") if isinstance(entry, dict) else f"#{number}"
    try:
        found = make.validate_python(entry)
    except ValidationError as error:
        raise BadInput.of("village_value", where=str(code), detail=_first(error)) from None
    if found.category not in categories:
        raise BadInput.of("category_unknown", where=found.code, code=found.category)
    return found


def _first(error: ValidationError) -> str:
    """The place of the first fault; what the entry says against itself names its own."""
    fault = error.errors(include_url=False)[0]
    said = fault["msg"].removeprefix("Value error, ")
    return ".".join(map(str, fault["loc"])) or said
