"""A filled form on paper: the plain data of the sheet ``form.typ``, and the PDF of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ledctl.forms.filing_model import Imprint
from ledctl.forms.filled import FilledForm, FilledSection, FilledTable
from ledctl.forms.foot import check_lines, foot_lines, marks, signature_lines
from ledctl.forms.grid import Grid, HeadCell, lay_out
from ledctl.paper.press import print_pdf


def write_pdf(form: FilledForm, imprint: Imprint, zone: ZoneInfo, *, at: datetime) -> bytes:
    """The bytes of the PDF; a filed form bears the time of its filing, so it is the same each time."""
    return print_pdf("form", sheet_data(form, imprint, zone), at=imprint.at or at)


def sheet_data(form: FilledForm, imprint: Imprint, zone: ZoneInfo) -> dict[str, Any]:
    """Everything on the sheet, as JSON."""
    return {
        "title": form.heading,
        "marks": [*marks(form, imprint)],
        "sections": [_section(form, section) for section in form.sections],
        "signed": [[*one] for one in signature_lines(form)],
        "checks": [*check_lines(form)],
        "foot": [*foot_lines(form, imprint, zone)],
    }


def _section(form: FilledForm, section: FilledSection) -> dict[str, Any]:
    words = ["".join(section.words)] if section.words else []
    return {
        "title": f"{section.no}、{section.title}" if section.no else section.title,
        "words": words + (section.text.value.split("\n") if section.text else []),
        "tables": [_table(table, lay_out(table)) for table in map(form.table, section.tables)],
    }


def _table(table: FilledTable, grid: Grid) -> dict[str, Any]:
    figures = grid.columns - grid.first_figure
    return {
        "title": table.title,
        "caption": table.caption,
        "columns": grid.columns,
        "first": grid.first_figure,
        "heads": [_head(head) for head in grid.heads],
        "lines": [
            {
                "label": line.label,
                "depth": line.depth,
                "heading": line.is_heading,
                "unit": line.unit,
                "cells": [cell.text for cell in line.cells] or [""] * figures,
            }
            for line in grid.lines
        ],
    }


def _head(head: HeadCell) -> dict[str, Any]:
    return {
        "text": head.text,
        "row": head.row,
        "column": head.column,
        "rows": head.rows,
        "columns": head.columns,
    }
