"""What hangs is what was approved: text read back by Poppler equals the approved version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from ledctl.accounts.model import Actor
from ledctl.boards.sheets.issuing import Sheets
from ledctl.boards.sheets.sheet import Paper, period_text
from ledctl.clock import FrozenClock
from ledctl.content.model import Column, Notice, Signature, Table
from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.drawn import SiteGlyphs
from ledctl.notices.appearance import day_text
from ledctl.notices.queries import one
from ledctl.paper.press import unprintable
from ledctl.station import Station
from tests.boards.approving import approve, step_to
from tests.pdf_parts import Part, fonts_of, margin_is_empty, pages_by_poppler, parts_of
from tests.pdf_text import text_of

SAMPLES = ("N01", "N02", "N03", "N04", "N06", "N07", "N08", "N09", "N10")
LAYINGS = [(Paper.A4, False), (Paper.A3, False), (Paper.A4, True)]

Make = Callable[[str], Notice]
Person = Callable[..., Actor]


def said(parts: list[Part], tags: str) -> list[str]:
    return [part.text for part in parts if part.tag in tags.split()]


def approved_cells(table: Table | None) -> list[str]:
    """The cells of every row in order, as the approved version has them."""
    if table is None:
        return []
    rows = [*table.rows, *([table.totals] if table.totals else [])]
    return [cell.replace("\n", "") for row in rows for cell in table.cells(row)]


def assert_equal(parts: list[Part], content: Notice) -> None:
    """Title, every paragraph, every head, every cell and the signature, in their order and nothing else."""
    assert said(parts, "H1") == [content.title]
    heads = [column.label for column in content.table.columns] if content.table else []
    assert said(parts, "TH") == heads
    cells = approved_cells(content.table)
    assert said(parts, "TD")[-len(cells) or len(parts) :] == cells
    body = [paragraph.replace("\n", "") for paragraph in content.body]
    texts = said(parts, "P")
    start = texts.index(body[0])
    assert texts[start : start + len(body)] == body
    assert content.signature.unit + day_text(content.signature.date) in said(parts, "Span")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_hangs_as_it_was_approved(
    station: Station, person: Person, sample: Make, clock: FrozenClock, name: str
) -> None:
    """Each paragraph and each cell of each row, title, names and period: character by character."""
    step_to(clock, sample(name).signature.date)
    approve(station, person, sample(name))
    file = one(station.database, name)
    assert file.approved is not None
    content = file.approved.content
    for paper, landscape in LAYINGS:
        printed = station.sheets.final(person("operator"), name, paper, landscape=landscape)
        parts = parts_of(printed.pdf)
        assert_equal(parts, content)
        elements = said(parts, "TD")
        for label, value in {
            "公开事项": content.title,
            "公布单位": content.issuing_unit,
            "时间": day_text(content.signature.date),
            "公布人": content.published_by or "某drafter",
            "审核人": "某reviewer",
            "编号": name,
            **({"文号": content.doc_no} if content.doc_no else {}),
            **({"公示期": period_text(content.publicity_period)} if content.publicity_period else {}),
        }.items():
            assert elements[elements.index(label) + 1] == value
        assert printed.copy is not None
        foot = f"编号 {name} · 短码 {printed.copy.code} · 摘要 {file.approved.digest[:16]}"
        assert "".join(foot.split()) in "".join(text_of(printed.pdf).split())
        assert pages_by_poppler(printed.pdf) == printed.copy.pages
        assert all(embedded and subset for embedded, subset in fonts_of(printed.pdf))


RARE = "䶮㛃𠅤𫖯𬱖㐂㐱䲟䶵𠮷𡋾𢀖𤧛𪩘"
MARKUP = (
    "#let $x$ *粗* _斜_ `码` // <a> @b \\ [c] {d} = 标题 - 列 + 列 / 词 ~ -- "
    "--- ... -? '引' \"引\" “引” ‘引’ … — –"
)
WIDE = "ＡＢＣ１２３（全角）％￥㎡㎏①⑩№℃µΩ∶−‐•※★〇々ﬁ㈱㏕﨑豈　ｆ"
SPACES = "a b  c　d e"


def notice(body: tuple[str, ...], **more: object) -> Notice:
    return Notice.model_validate(
        {
            "id": "R1",
            "title": "关于䶮、㛃两户的公示 #1 $2 *3",
            "category": "project_progress",
            "issuing_unit": "沅岭县鹭洲镇人民政府",
            "body": body,
            "signature": Signature(unit="沅岭县鹭洲镇人民政府", date=dt.date(2026, 11, 23)),
            "published_by": "王𬱖",
            **more,
        }
    )


def rare() -> Notice:
    """Everything a typesetter could take for its own."""
    columns = (
        Column(key="a", label="姓名*#"),
        Column(key="b", label="$金额$", align="right"),
        Column(key="c", label='"备注"'),
    )
    texts = [RARE, MARKUP, WIDE, SPACES, "1.50", "-0", "'x'", "", "行一\n行二", "x" * 90, "字" * 90]
    rows = tuple({"a": text, "b": str(number), "c": text[::-1]} for number, text in enumerate(texts))
    table = Table(columns=columns, rows=rows, totals={"a": "合计#", "b": "9,999.00", "c": "..."})
    return notice((RARE, MARKUP, WIDE, SPACES, '他说："好。"——“好……”'), table=table)


@pytest.mark.parametrize(("paper", "landscape"), LAYINGS)
def test_rare_characters_and_signs_of_markup_are_text(
    station: Station, paper: Paper, landscape: bool
) -> None:
    """Extensions A and B, fullwidth and compatibility forms, spaces, ``#$*_`` and quotes: none is changed."""
    public = station.desk.examine(rare()).public
    assert RARE in public.body[0]
    printed = station.sheets.draft_of(rare(), paper, landscape=landscape)
    assert_equal(parts_of(printed.pdf), public)
    assert all(embedded and subset for embedded, subset in fonts_of(printed.pdf))


def test_a_character_the_site_drew_is_text_as_well(
    station: Station,
) -> None:
    """A shape of the site's own is printed where no font has one, can be copied, and is embedded."""
    strange = unprintable(map(chr, range(0x20000, 0x2A6E0)))[0]
    drawn = SiteGlyphs(frozenset({(ord(strange), Glyph(16, (0xFFFF, *(0x8001,) * 14, 0xFFFF)))}))
    sheets = Sheets(replace(station.office, own=lambda: drawn), station.settings.boards)
    printed = sheets.draft_of(notice((f"户主{strange}某一户。",)))
    assert f"户主{strange}某一户。" in said(parts_of(printed.pdf), "P")
    assert len(fonts_of(printed.pdf)) == 2


def test_two_characters_of_one_shape_stay_two(station: Station) -> None:
    """The font draws · and • alike: each is copied from the paper as what was written.

    Read by ``pdftotext``: what Poppler says of the tagged structure leaves replaced text out.
    """
    printed = station.sheets.draft_of(notice(("吾斯曼·买买提，•第一项，甲-乙‑丙",)))
    assert "吾斯曼·买买提，•第一项，甲-乙‑丙" in "".join(text_of(printed.pdf).split())


@pytest.mark.parametrize(("paper", "landscape"), LAYINGS)
def test_a_word_wider_than_its_line_is_not_cut_off(station: Station, paper: Paper, landscape: bool) -> None:
    """A number of 156 characters turns wherever it stands: none runs over the edge, none is changed."""
    long = "zwgkt2026112x" * 12
    unit = Signature(unit=long, date=dt.date(2026, 11, 23))
    more = {"title": f"关于{long}的公示", "attachments": (long,), "signature": unit, "issuing_unit": long}
    written = notice((f"见{long}。",), **more)
    printed = station.sheets.draft_of(written, paper, landscape=landscape)
    assert "".join(part.text for part in parts_of(printed.pdf)).count(long) == 6
    assert margin_is_empty(printed.pdf)


def test_a_list_of_hundreds_is_whole(station: Station) -> None:
    """A list over many pages has every row once, in order; its heads are on each page."""
    columns = (Column(key="n", label="序号", align="right"), Column(key="w", label="事项"))
    rows = tuple({"n": str(number), "w": f"第{number}号渠道清淤"} for number in range(1, 241))
    printed = station.sheets.draft_of(notice(("如下。",), table=Table(columns=columns, rows=rows)))
    cells = said(parts_of(printed.pdf), "TD")
    assert cells[-480:] == [text for row in rows for text in row.values()]
    assert text_of(printed.pdf).count("序号") == pages_by_poppler(printed.pdf) >= 3
