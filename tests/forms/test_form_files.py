"""Form files: next year's form and a county's own rows without code; a bad file is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledctl.errors import BadInput, NotFound
from ledctl.forms.filling import Sources, fill
from ledctl.forms.filltext import fill_text, gaps
from ledctl.forms.library import form_called, forms_of
from ledctl.forms.model import Kind
from ledctl.reports.periods import quarter
from tests.forms.figures import FORMS, count, counts, item

COUNTY = """\
format = "ledctl-form-1"
code = "2017-county"
extends = "2017"
name_zh = "县定季度表"
name_en = "The county's quarterly sheet"

[[table]]
id = "sheet"
rows = [
  { id = "x.1", after = "1.2.5", parent = "1.2", label = "6.机构领导及人事信息", unit = "条", PERSONNEL },
  { id = "9.3", parent = "9", label = "（三）培训人次", unit = "人次" },
]

[[table]]
id = "more"
after = "sheet"
columns = [{ id = "now", label = "本期" }]
rows = [{ id = "y.1", label = "补充" }]

[[section]]
title = "统计表"
tables = ["sheet", "more", "beside"]
""".replace("PERSONNEL", 'kind = "derived", measure = "items", categories = ["personnel"]')

NEXT = """\
format = "ledctl-form-1"
code = "2030"
title = "年度报告"
name_zh = "新表"
name_en = "A new form"
doc_no = "〔2030〕1号"
applies = "2030 年度起"
certainty = "unverified"
checked_on = 2029-12-01
periods = ["year"]
paragraph = [{ needs = ["items"], text = "共{items}条。" }]
signers = [{ id = "head", label = "负责人" }]

[[section]]
title = "一"
tables = ["t"]
paragraph = true
text = "text.a"

[[table]]
id = "t"
columns = [{ id = "a", label = "甲" }, { id = "b", label = "乙", sum = ["a"] }]
rows = [
  { id = "h", label = "头", kind = "header" },
  { id = "1", parent = "h", label = "一" },
  { id = "2", parent = "h", label = "二", kind = "derived", measure = "items" },
  { id = "3", label = "和", kind = "sum", under = "h" },
]

[[check]]
id = "K1"
table = "t"
rule = "at_most"
level = "error"
left = ["1"]
right = ["2"]
zh = "“{row}”的 {left} 大于 {right}。"
en = "{left} over {right}."
"""


def keep(site: Path, text: str, name: str = "own.toml") -> Path:
    folder = site / "forms"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return site


def test_the_shipped_forms_are_three_and_named_by_their_document() -> None:
    """The format in force first; towns cite the wrong number over the right tables, so it is in the file."""
    assert [*FORMS] == ["2021", "2019", "2017"]
    numbers = [form.doc_no for form in FORMS.values()]
    assert numbers == ["国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号", "国办发〔2014〕32号"]
    assert [section.no for section in FORMS["2021"].sections] == [*"一二三四五六"]
    assert [len(FORMS[code].table("t3").rows) for code in ("2021", "2019")] == [30, 27]
    for code in ("2021", "2019"):
        assert not [row for _, row in FORMS[code].rows.values() if row.kind is Kind.DERIVED]


def test_a_county_adds_rows_in_a_few_lines(tmp_path: Path) -> None:
    """Rows by category stand where they are said to; a row of the same id is replaced, all else stays."""
    form = form_called(keep(tmp_path, COUNTY), "2017-county")
    rows = [row.id for row in form.table("sheet").rows]
    assert len(rows) == 66
    assert rows[rows.index("1.2.5") + 1] == "x.1"
    assert form.rows["9.3"][1].label == "（三）培训人次"
    assert [table.id for table in form.tables] == ["sheet", "more", "beside"]
    assert len(form.checks) == 7
    one = count(quarter(2026, 3), item("p", "website", category="personnel"), item("q", "led_gate"))
    cell = fill(form, Sources(counts(one)), town="鹭洲镇").cell("x.1:now")
    assert cell is not None
    assert cell.items == ("p",)


def test_next_years_form_is_a_file(tmp_path: Path) -> None:
    """No code: it is listed first, filled and checked as the others are."""
    site = keep(tmp_path, NEXT)
    assert next(iter(forms_of(site))) == "2030"
    assert form_called(site, "2030").rows["3"][1].parts == ("1", "2")
    with pytest.raises(NotFound, match="2030、2021、2019、2017"):
        form_called(site, "1999")


BAD: list[tuple[str, str, str]] = [
    ('code = "2030"', "code = [", "第 3 行：不是正确的 TOML"),
    ('format = "ledctl-form-1"', 'format = "x"', "format"),
    ('code = "2030"', 'code = "a/b"', "“code”的值不对：a/b"),
    ('title = "年度报告"', "", "缺少“title”"),
    ('title = "年度报告"', "title = 3", "第 3 行：“title”的值不对：3"),
    ('title = "年度报告"', 'title = "x"\ntitel = "y"', "第 4 行：“titel”不是表样里的键"),
    ('periods = ["year"]', 'periods = ["decade"]', "第 10 行：“periods”中写的“decade”没有定义"),
    ('kind = "header" }', 'kind = "head" }', "第 24 行：“t.h.kind”的值不对：head"),
    ('measure = "items" }', 'measure = "visits" }', "第 26 行：“t.2.measure”中写的“visits”没有定义"),
    (', measure = "items" }', " }", "缺少“t.2.measure”"),
    (', under = "h"', "", "第 27 行：缺少“t.3.under”"),
    ('under = "h"', 'parts = ["h"]', "“h”没有定义"),
    ('id = "1", parent = "h"', 'id = "1", parent = "z"', "“z”没有定义"),
    ('id = "1", parent', 'id = "1", decimals = 9, parent', "第 25 行：“t.1.decimals”的值不对：9"),
    ('id = "2", parent', 'id = "1", parent', "“1”在“row”中出现了两次"),
    ('id = "1", parent', 'id = "1:2", parent', "“1:2”没有定义"),
    ('sum = ["a"]', 'sum = ["c"]', "第 22 行：“t.b.sum”中写的“c”没有定义"),
    (
        'columns = [{ id = "a", label = "甲" }, { id = "b", label = "乙", sum = ["a"] }]',
        "columns = []",
        "t.columns",
    ),
    ('tables = ["t"]', 'tables = ["t", "u"]', "“u”没有定义"),
    ('tables = ["t"]', "", "“t”没有定义"),
    ('tables = ["t"]', 'tables = ["t", "t"]', "“t”在“section.tables”中出现了两次"),
    ('text = "text.a"', 'text = "a"', "“a”没有定义"),
    ('table = "t"', 'table = "u"', "第 32 行：“K1.table”中写的“u”"),
    ('left = ["1"]', 'left = ["h"]', "K1.left”中写的“h”"),
    ('left = ["1"]', "left = []", "K1.right”的值不对"),
    ('right = ["2"]', 'right = ["2", "3"]', "K1.right”的值不对：2"),
    ('rule = "at_most"', 'rule = "children"', "K1.right”的值不对：1"),
    ('rule = "at_most"', 'rule = "rate"', "K1.right”的值不对：1"),
    ('zh = "“{row}”', 'zh = "“{word}”', "第 37 行：“K1.zh”中写的“word”"),
    ("共{items}条", "共{visits}条", "第 11 行：“paragraph”中写的“visits”没有定义"),
    ('title = "一"', 'titel = "一"', "第 15 行：“section[1].titel”不是表样里的键"),
    ('label = "负责人"', "label = 3", "第 12 行：“head.label”的值不对"),
    ('id = "b", label', 'id = "b", lable', "第 22 行：“t.b.lable”不是表样里的键"),
    ('table = "t"', 'tabel = "t"', "第 32 行：“K1.tabel”不是表样里的键"),
    ("{ needs = ", "{ needz = ", "第 11 行：“paragraph[1].needz”不是表样里的键"),
    ("signers = [", "signers = [3, ", "第 12 行：“signers[1]”的值不对：3"),
    ("[[check]]", "[[check]]\nrows = 3", "“check”的值不对"),
    ('code = "2030"', 'code = "2030"\nextends = "2031"', "第 3 行：extends 所指的表样“2031”不存在"),
    ('code = "2030"', 'code = "2030"\nextends = "2030"', "“2030”不存在，或互相引用"),
    ('code = "2030"', 'code = "2030"\nsection = 4', "TOML"),
]


@pytest.mark.parametrize(("old", "new", "said"), BAD)
def test_a_bad_file_is_refused_by_name_and_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    """The file, the key and what is wrong with it, in words; the forms are not half read."""
    assert old in NEXT
    with pytest.raises(BadInput) as refused:
        forms_of(keep(tmp_path, NEXT.replace(old, new, 1)))
    assert refused.value.code == "form_file_wrong"
    assert "own.toml" in refused.value.sentences[0].zh
    assert said in "".join(one.zh for one in refused.value.sentences[1:])


def test_files_that_cannot_be_read_at_all(tmp_path: Path) -> None:
    """Another encoding, a folder in the place of a file, one code in two files."""
    site = keep(tmp_path, NEXT)
    keep(site, NEXT, "again.toml")
    with pytest.raises(BadInput, match="重复"):
        forms_of(site)
    (site / "forms" / "again.toml").write_bytes("表".encode("gb18030"))
    with pytest.raises(BadInput, match=r"again\.toml"):
        forms_of(site)
    (site / "forms" / "again.toml").unlink()
    (site / "forms" / "again.toml").mkdir()
    with pytest.raises(BadInput, match=r"again\.toml"):
        forms_of(site)


def test_a_gap_in_words_takes_a_figure_and_nothing_else() -> None:
    """A form file cannot reach into the program."""
    assert gaps("{a_b} {x.__class__} {0}") == {"a_b"}
    assert fill_text("{a} {a.b}", {"a": "1"}) == "1 {a.b}"
