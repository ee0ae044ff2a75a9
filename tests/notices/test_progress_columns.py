"""Which columns of a notice become bars on a sign."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from layouts import choose
from layouts.base import Kind
from ledctl.content.model import Column, ColumnType, Notice, Table
from ledctl.notices.appearance import content_of, holds_progress

EXAMPLE = Path(__file__).parents[2] / "config/examples/notices/N06-project-progress.json"


@pytest.mark.parametrize(
    ("label", "cells", "holds"),
    [
        ("形象进度", ("100％", "48.6%"), True),
        ("形象进度", ("100％", "", " "), True),
        ("进度（%）", ("100", "48.6"), True),
        ("形象进度", ("100％", "120％"), True),
        ("形象进度", ("100", "48.6"), False),
        ("形象进度", ("100％", "在建"), False),
        ("形象进度", ("", ""), False),
        ("资金支付", ("80.0％", "64.0％"), False),
    ],
)
def test_a_column_of_progress_by_head_and_cells(label: str, cells: tuple[str, ...], holds: bool) -> None:
    """The head says 进度 and every filled cell is a percentage with a sign; one word and it is none."""
    column = Column(key="p", label=label)
    assert holds_progress(column, Table(columns=[column], rows=[{"p": cell} for cell in cells])) is holds


def test_another_type_is_taken_at_its_word() -> None:
    """Only a column of plain text is looked into."""
    column = Column(key="p", label="形象进度", type=ColumnType.DATE)
    assert not holds_progress(column, Table(columns=[column], rows=[{"p": "50％"}]))


def test_the_example_of_projects_gets_bars() -> None:
    """形象进度 is drawn, 资金支付 beside it stays a figure, though both are typed as text."""
    content = content_of(Notice.model_validate(json.loads(EXAMPLE.read_text(encoding="utf-8"))))
    assert content.table is not None
    kinds = {column.label: column.kind for column in content.table.columns}
    assert (kinds["形象进度"], kinds["资金支付"]) == (Kind.PERCENT, Kind.TEXT)
    assert choose(content) == "progress"


def test_types_of_projects_reach_the_layout() -> None:
    """Percentages and milestones typed as such are handed over as such, written one way."""
    columns = [
        Column(key="p", label="完成率", type=ColumnType.PERCENT),
        Column(key="s", label="节点", type=ColumnType.STEPS),
    ]
    table = Table(columns=columns, rows=[{"p": "50", "s": "√开工；验收"}])
    example = Notice.model_validate(json.loads(EXAMPLE.read_text(encoding="utf-8")))
    content = content_of(example.model_copy(update={"table": table}))
    assert content.table is not None
    assert [column.kind for column in content.table.columns] == [Kind.PERCENT, Kind.STEPS]
    assert content.table.rows == (("50％", "√开工；□验收"),)
