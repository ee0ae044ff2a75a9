from __future__ import annotations

import json
import re
from itertools import accumulate, pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from layouts.base import DoesNotFit, Metrics
from layouts.fitting import (
    _TOKEN,
    NOT_FIRST,
    NOT_LAST,
    SHORT,
    Ruler,
    _fill,
    _keeping,
    _measured,
    breaks_a_rule,
    remembered_units,
    wrap,
    wrap_into,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

EM = 16

# Text as notices have it: marks stand in their ordinary company, and no number right behind another.
PHRASES = st.sampled_from(
    [
        "根据《办法》，", "公示期为7天，", "自2026年11月24日起", "至11月30日止。", "电话：0700-8123456。",
        "（工作日8:30—12:00）", "经个人申请、入户调查、", "“一卡通”账号", "￥58,487.43元；", "118.50元/亩，",
        "完成率100％。", "请注意——", "等等……", "欧阳·古丽", "①停止作业；", "K12+350～K15+080段", "长1.2 km ",
        "〔2026〕41号", "是否同意？", "立即转移！", "见 https://example.org/a/b?c=1 ", "鹭", " ", "　",
    ]
)  # fmt: skip
PROSE = st.lists(PHRASES, min_size=1, max_size=12).map("".join)
ANYTHING = st.text(
    st.sampled_from("一二三鹭，。、：；！？（）《》“”—…·/-.@_ 　0123456789aZ%￥元月"), max_size=60
)


def faults(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of neighbouring lines that break a rule, judged on characters alone."""
    return [
        (before, after)
        for before, after in pairwise(lines)
        if (after.lstrip() and after.lstrip()[0] in NOT_FIRST)  # —— and …… are among them
        or (before.rstrip() and before.rstrip()[-1] in NOT_LAST - {"/"})
    ]


@given(text=PROSE, width=st.integers(4 * EM, 40 * EM))
def test_notice_text_has_no_fault_from_four_characters_up(cells: Metrics, text: str, width: int) -> None:
    """Text as notices have it breaks no punctuation rule on any line of four characters or more."""
    assert faults(wrap(text, width, cells, EM)) == []


@given(text=ANYTHING, width=st.integers(EM, 20 * EM))
def test_lines_joined_are_the_text(cells: Metrics, text: str, width: int) -> None:
    """Nothing is lost, added or moved, whitespace included."""
    assert "".join(wrap(text, width, cells, EM)) == text


@given(text=ANYTHING, width=st.integers(EM, 20 * EM))
def test_no_line_is_wider_than_the_page(cells: Metrics, text: str, width: int) -> None:
    """A line without its hanging whitespace never exceeds the width."""
    assert all(cells.advance(line.rstrip(), EM) <= width for line in wrap(text, width, cells, EM))


@given(text=ANYTHING, width=st.integers(EM, 20 * EM))
def test_a_fault_needs_a_run_wider_than_the_line(cells: Metrics, text: str, width: int) -> None:
    """A rule is broken only inside a run of glued characters that no line could hold."""
    lines = wrap(text, width, cells, EM)
    end = 0
    for before, after in pairwise(lines):
        end += len(before)
        if breaks_a_rule(before, after):
            assert cells.advance(glued_around(text, end).strip(), EM) > width


def glued_around(text: str, at: int) -> str:
    """The characters round ``at`` that the rules, words and pairs hold together."""
    breaks = [i for i in range(1, len(text)) if may_break(text, i)]
    return text[max([0, *(i for i in breaks if i <= at)]) : min([len(text), *(i for i in breaks if i > at)])]


def may_break(text: str, i: int) -> bool:
    inside_word = re.match(r"[A-Za-z0-9%￥/.@_\-:,][A-Za-z0-9%￥/.@_\-:,元月]", text[i - 1 : i + 1])
    return not (inside_word or breaks_a_rule(text[:i], text[i:]) or text[i].isspace())


@given(text=PROSE, width=st.integers(10 * EM, 40 * EM))
@example(text="电话：0700-8123456￥58,487.43元；", width=10 * EM)
def test_a_number_keeps_its_unit(cells: Metrics, text: str, width: int) -> None:
    """No line ends between a figure and what it counts, nor between a sign and its figure."""
    for before, after in pairwise(wrap(text, width, cells, EM)):
        assert not (before[-1:].isdigit() and after[:1] in set("元天年月日号亩％%组户"))
        assert before[-1:] != "￥"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("共计￥12,860.50元整", 8 * EM, ["共计", "￥12,860.50元整"]),
        ("合计面积492.72亩", 6 * EM, ["合计面积", "492.72亩"]),
        ("总投资83.66万元整", 6 * EM, ["总投资", "83.66万元整"]),
        ("长约1.2 km的路", 4 * EM, ["长约", "1.2 km的", "路"]),
        ("期限150日历天", 6 * EM, ["期限", "150日历天"]),
        ("元/月", 2 * EM, ["元/", "月"]),
    ],
)
def test_figures_and_units(cells: Metrics, text: str, width: int, lines: list[str]) -> None:
    """Sign, figure, multiple and unit stay on one line; too wide a group breaks at last."""
    assert wrap(text, width, cells, EM) == lines


@pytest.mark.parametrize("pair", ["——", "……"])
def test_double_marks_are_never_split(cells: Metrics, pair: str) -> None:
    """A dash or an ellipsis of two characters is one mark, and does not start a line."""
    assert wrap(f"一二三{pair}四", 4 * EM, cells, EM) == ["一二", f"三{pair}四"]


def test_a_name_in_keep_is_not_broken(cells: Metrics) -> None:
    """A name that fits on a line stands on one line."""
    assert wrap("户主：欧阳小菲", 6 * EM, cells, EM, keep=(("欧阳小菲",),)) == ["户主：", "欧阳小菲"]


def test_a_name_wider_than_the_line_breaks_at_its_dot(cells: Metrics) -> None:
    """A long name is wrapped after the interpunct, not cut."""
    name = "阿依古丽·买买提江"
    assert wrap(name, 5 * EM, cells, EM, keep=((name,),)) == ["阿依古丽·", "买买提江"]


def test_fields_stay_whole_and_then_names(cells: Metrics) -> None:
    """Of two levels the coarser holds while it fits, then the finer."""
    keep = (("序号：1", "姓名：欧阳小菲"), ("欧阳小菲",))
    assert wrap("序号：1 姓名：欧阳小菲", 7 * EM, cells, EM, keep) == ["序号：1 ", "姓名：欧阳小菲"]
    assert wrap("序号：1 姓名：欧阳小菲", 5 * EM, cells, EM, keep) == ["序号：1 姓", "名：", "欧阳小菲"]


def test_an_address_breaks_after_its_marks(cells: Metrics) -> None:
    """A word wider than the line is broken after - / . @ or _ first."""
    assert wrap("office@example.org", 6 * EM, cells, EM) == ["office@", "example.org"]
    assert wrap("aaaa/bbbb/cccc", 5 * EM, cells, EM) == ["aaaa/bbbb/", "cccc"]


def test_a_word_without_marks_breaks_anywhere(cells: Metrics) -> None:
    """A number of eighteen digits on a narrow sign still shows every digit."""
    assert wrap("123456789012345678", 4 * EM, cells, EM) == ["12345678", "90123456", "78"]


def test_one_character_wider_than_the_line(cells: Metrics) -> None:
    """A line that cannot hold a single character is refused, not overrun."""
    with pytest.raises(DoesNotFit, match="needs 16 px, the page has 15 px"):
        wrap("鹭", 15, cells, EM)


def test_a_double_mark_wider_than_the_line_is_still_shown(cells: Metrics) -> None:
    """Where not even a dash fits, it is the one thing that may be split."""
    assert wrap("——", EM, cells, EM) == ["—", "—"]


@pytest.mark.parametrize(
    "whole",
    [
        "￥12,860.50元", "¥12,860.50元", "118.50元/亩", "3.5亿元", "1,500m³/d", "492.72亩", "50毫米",
        "1.2 km", "2×155kW", "DN300", "φ300mm", "±0.5％", "80.0％", "20余户", "150多名", "3个百分点",
        "150日历天", "8处", "6月", "2026年", "第四十七条", "第一标段", "第3号", "三十日", "A类",
        "Ⅱ级", "〔2026〕41号", "K12+350～K15+080", "-18℃～4℃", "8:30—12:00", "3％～5％", "100～200元/亩",
        "3—5天", "0700-8123456",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "现", "现有"])
def test_what_belongs_together_stays_on_one_line(cells: Metrics, whole: str, before: str) -> None:
    """A figure, its unit, the ends of a range, a numbered thing: whole on every line that can hold it."""
    width = -(-cells.advance(whole, EM) // EM) * EM
    for spare in range(3):
        lines = wrap(f"{before}{whole}的说明", width + spare * EM, cells, EM)
        assert any(whole in line for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("￥1,026.22万元", 6 * EM, ["￥1,026.22", "万元"]),
        ("￥58,487.43元", 4 * EM, ["￥58,", "487.43元"]),
        ("8:30—12:00", 4 * EM, ["8:30—", "12:00"]),
        ("K12+350～K15+080", 5 * EM, ["K12+350～", "K15+080"]),
        ("K12+350～", 4 * EM, ["K12+", "350～"]),
        ("〔2026〕41号", 4 * EM, ["〔2026〕", "41号"]),
        ("标准（元/亩）", 4 * EM, ["标准", "（元/", "亩）"]),
        ("（2×155kW）", 4 * EM, ["（2×", "155kW）"]),
    ],
)
def test_what_is_too_wide_is_cut_where_it_misleads_least(
    cells: Metrics, text: str, width: int, lines: list[str]
) -> None:
    """A range at its middle, a number before its unit, then after a mark: 22万元 is not 1,026.22万元."""
    assert wrap(text, width, cells, EM) == lines


EXAMPLES = Path(__file__).parents[2] / "config/examples/notices"
FIGURE = re.compile(
    r"[￥¥]?\d[\d,.]*(?:万元|元|天|年|月|日|号|户|条|亩|公顷|分|时|处|毫米|小时|个|组|[％%])(?!\d|历天|位)"
)


def example_texts() -> list[str]:
    """Every paragraph, title, head and cell of the example notices but bare numbers and codes."""
    texts: list[str] = []
    for file in sorted(EXAMPLES.glob("*.json")):
        notice = json.loads(file.read_text("utf-8"))
        texts += [notice["title"], *notice["body"]]
        table = notice.get("table") or {"columns": [], "rows": []}
        texts += [column["label"] for column in table["columns"]]
        texts += [str(cell) for row in table["rows"] for cell in row.values()]
    return [text for text in dict.fromkeys(texts) if not re.fullmatch(r"[0-9A-Za-z.\- ]*", text)]


def test_the_example_notices_at_every_width(cells: Metrics) -> None:
    """Every text of the nine examples at 4 to 64 half cells: nothing lost, from 8 on no fault at all, and
    no figure parted from its unit on a line that could hold them with the marks attached.
    """
    texts = example_texts()
    assert len(texts) > 150
    for text, half_cells in product(texts, range(4, 65)):
        lines = wrap(text, half_cells * 8, cells, EM)
        assert "".join(lines) == text
        if half_cells >= 8:
            assert faults(lines) == []
            assert parted(text, lines, half_cells * 8, cells) == []


def parted(text: str, lines: Sequence[str], width: int, cells: Metrics) -> list[str]:
    """Figures with a unit that a line end cuts, though with the marks round them they fit the width."""
    ends = set(accumulate(map(len, lines)))
    cut = [m for m in FIGURE.finditer(text) if any(m.start() < end < m.end() for end in ends)]
    return [m[0] for m in cut if cells.advance(glued_to(text, m.start(), m.end()), EM) <= width]


def glued_to(text: str, start: int, end: int) -> str:
    """The figure with the brackets and stops, letters and signs no line may part it from."""
    while start and (text[start - 1] in NOT_LAST or re.match(r"[A-Za-z0-9+\-×～—（]", text[start - 1])):
        start -= 1
    while end < len(text) and (text[end] in NOT_FIRST or re.match(r"[A-Za-z0-9/]", text[end])):
        end += 1
    return text[start:end]


NAMES = st.lists(st.text(st.sampled_from("一二鹭3a.·组 "), max_size=4), max_size=5)


@given(text=st.one_of(PROSE, ANYTHING, st.text(st.sampled_from("一二鹭3a.·组 元"), max_size=40)), words=NAMES)
def test_cutting_round_names_is_one_pattern_of_them_all(text: str, words: list[str]) -> None:
    """Walking from token to token finds what a pattern of all names, the longest first, and tokens finds."""
    whole = sorted((re.escape(word) for word in words if word), key=len, reverse=True)
    pattern = re.compile("|".join([*whole, _TOKEN.pattern]), re.DOTALL)
    assert _keeping(words)(text) == pattern.findall(text)


@given(text=st.one_of(PROSE, ANYTHING), first=st.integers(0, 20 * EM), more=st.integers(EM, 9 * EM))
def test_a_text_that_fits_is_the_one_line_its_units_make(
    cells: Metrics, text: str, first: int, more: int
) -> None:
    """The short way for a text of one line, and what is remembered, give what filling its units gives."""
    ruler, widest = Ruler(cells, EM), first + more

    def widths(line: int) -> int:
        return widest if line else first

    filled = list(_fill(_measured(text, (), widest, ruler), widths))
    assert wrap_into(text, widths, widest, ruler) == filled
    assert wrap_into(text, widths, widest, ruler) == filled


def test_only_short_texts_are_remembered(cells: Metrics) -> None:
    """A paste of a megabyte is set and not kept."""
    remembered_units.cache_clear()
    wrap("鹭" * (SHORT + 1), 5 * EM, cells, EM)
    assert remembered_units.cache_info().currsize == 0
    wrap("鹭" * SHORT, 5 * EM, cells, EM)
    assert remembered_units.cache_info().currsize == 1
