"""The documentation names what there is: commands, drivers, layouts, settings, roles, states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from sqlalchemy import inspect
from typer.core import TyperGroup

import drivers
import layouts
from ledctl.accounts.model import ROLE_LABELS, Role
from ledctl.cli.commands import app
from ledctl.notices.states import STATE_LABELS, STEP_LABELS, diagram
from ledctl.sentences import CATALOGUE, sheets
from ledctl.settings import Settings
from ledctl.station import Station
from ledctl.web import labels
from ledctl.web.words import WORDS

ROOT = Path(__file__).parent.parent
UNSEEN = frozenset({"secret_key", "zone"})
"""Read within the package of settings itself."""


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def commands() -> Iterator[tuple[str, str]]:
    """Every command with its help."""
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    for name, command in root.commands.items():
        if isinstance(command, TyperGroup):
            yield from ((f"{name} {sub}", child.help or "") for sub, child in command.commands.items())
        else:
            yield name, command.help or ""


@pytest.mark.parametrize(("name", "text"), list(commands()))
def test_every_command_is_documented_and_has_help(name: str, text: str) -> None:
    """In English and Chinese, and on the page of commands."""
    assert f"ledctl {name}" in read("docs/cli.md")
    assert re.search(r"[一-龥]", text), "help speaks Chinese too"
    assert re.search(r"[a-z]{3}", text)


def test_the_diagram_in_the_readme_is_the_table() -> None:
    """Printed from states.py; a change there must reach the reader."""
    assert diagram() in read("README.md")


@pytest.mark.parametrize("name", sorted(drivers.BUILTIN))
def test_every_driver_is_on_the_drivers_page(name: str) -> None:
    """No driver without words."""
    assert name in read("drivers/README.md")


@pytest.mark.parametrize("name", sorted(layouts.BUILTIN))
def test_every_layout_is_on_the_layouts_page(name: str) -> None:
    """No layout without words."""
    assert name in read("layouts/README.md")


@pytest.mark.parametrize("role", Role)
def test_every_role_is_named(role: Role) -> None:
    """The names that `person add` takes."""
    assert f"`{role}`" in read("docs/cli.md")


def test_every_setting_stands_in_the_shipped_defaults() -> None:
    """`config/defaults/site.toml` is the page of settings: each key, with a word on it."""
    text = read("config/defaults/site.toml")
    internal = {"signs", "secret_key", "database_url"}
    for name, field in Settings.model_fields.items():
        if name in internal:
            continue
        inner = getattr(field.annotation, "model_fields", None)
        assert (f"[{name}]" if inner else f"{name} =") in text
        assert all(f"{key} =" in text for key in inner or ())


def test_every_setting_is_read_somewhere() -> None:
    """A key nobody reads promises what does not happen."""
    sources = [p.read_text("utf-8") for p in (ROOT / "ledctl").rglob("*.py") if "settings" not in p.parts]
    read_ones = set(re.findall(r"\.([a-z_][a-z_0-9]*)", "\n".join(sources)))
    for name, field in Settings.model_fields.items():
        assert set(getattr(field.annotation, "model_fields", None) or (name,)) - read_ones <= UNSEEN


def test_every_table_is_on_the_page_of_what_must_not_lie(station: Station) -> None:
    """Who looks for what may change in the database finds every table there."""
    with station.database.read() as session:
        tables = inspect(session.connection()).get_table_names()
    page = read("docs/architecture.md").partition("## Data that must not lie")[2]
    assert {name for name in tables if f"`{name}`" not in page} == {"alembic_version"}


def test_the_page_for_the_office_calls_buttons_as_they_are() -> None:
    """What a clerk looks for on the screen is written as the screen writes it."""
    tables = (STATE_LABELS, STEP_LABELS, ROLE_LABELS, labels.SEVERITIES, WORDS)
    spoken = "\n".join(zh for table in tables for zh, _ in table.values())
    chinese = read("docs/desk.md").partition("\n---\n")[0]
    quoted = set(re.findall("“([^”]+)”", chinese)) - {" "}
    assert len(quoted) > 15
    assert {name for name in quoted if name not in spoken} == set()


def test_every_link_in_the_documentation_leads_somewhere() -> None:
    """No page points at nothing."""
    for page in [*ROOT.glob("*.md"), *ROOT.glob("*/*.md"), *ROOT.glob("docs/**/*.md")]:
        if ".venv" in page.parts:
            continue
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} -> {target}"


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_sentence_is_whole_in_both_languages(code: str) -> None:
    """The same facts in both, Chinese in Chinese, and an end."""
    zh, en = CATALOGUE[code]
    fields = [set(re.findall(r"{(\w+)", text)) for text in (zh, en)]
    different = {name for name in fields[0] ^ fields[1] if not name.endswith(("zh", "en"))}
    assert not different, f"{different} only in one language"
    assert re.search(r"[一-龥]", zh)
    foreign = len(re.findall(r"[一-龥]", en))
    assert foreign < len(en) / 3, "English is English, but for a term the clerk has to type"


def test_every_sentence_is_said_somewhere() -> None:
    """A sentence nobody says is dead weight; one with a slip in its code would fail at the worst moment."""
    sources = [p.read_text("utf-8") for p in (ROOT / "ledctl").rglob("*.py") if "sentences" not in p.parts]
    said = set(re.findall(r'"([a-z_0-9]+)"', "\n".join(sources)))
    said |= {f"personal_{name}" for name in re.findall(r'= "([a-z_]+)"', read("ledctl/screening/hits.py"))}
    assert set(CATALOGUE) - said == set()


@pytest.mark.parametrize("code", [code for code in sheets.SENTENCES if not code.startswith("note_")])
def test_every_refusal_of_a_file_is_on_its_page(code: str) -> None:
    """Who is refused finds the reason and the way out in one table."""
    assert f"`{code}`" in read("docs/intake.md")
