"""Reading a notice: every fault by name and place, nothing guessed, one canonical form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.files import MAX_BYTES, canonical, content_digest, notice_from, place, read_notice
from ledctl.content.model import MAX_COLUMNS, MAX_ROWS, Urgency, WarningLevel
from ledctl.errors import BadInput
from ledctl.resources import shared

EXAMPLES = sorted((Path(__file__).parents[2] / "config/examples/notices").glob("*.json"))


def whole(**changes: object) -> dict[str, object]:
    """A sound notice with the given fields in place of its own."""
    sound: dict[str, object] = {
        "id": "T1",
        "title": "测试公告",
        "category": "general",
        "issuing_unit": "某镇人民政府",
        "body": ["现予公告。"],
        "signature": {"unit": "某镇人民政府", "date": "2026-11-23"},
    }
    return sound | changes


def table(**changes: object) -> dict[str, object]:
    return {"columns": [{"key": "a", "label": "甲"}], "rows": [{"a": "1"}]} | changes


def faults(data: object) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        notice_from(data)
    assert all(sentence.zh and sentence.en for sentence in caught.value.sentences)
    return [(sentence.code, sentence.where) for sentence in caught.value.sentences]


def fault_of(raw: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        read_notice(raw, name="notice.json")
    return caught.value.code


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_reads(path: Path) -> None:
    """The nine examples are notices, and each file is named after the notice in it."""
    notice = read_notice(path.read_bytes(), name=path.name)
    assert path.stem.split("-")[0] == notice.id
    assert notice.traps is None


def test_there_are_nine_examples() -> None:
    """None of the examples was lost."""
    ids = ["N01", "N02", "N03", "N04", "N06", "N07", "N08", "N09", "N10"]
    assert [path.stem[:3] for path in EXAMPLES] == ids


def test_an_example_keeps_its_odd_characters() -> None:
    """The private-use code point and the characters outside the BMP survive reading."""
    notice = read_notice(EXAMPLES[0].read_bytes())
    assert notice.table is not None
    heads = [row["head"] for row in notice.table.rows]
    assert heads[13] == "王\ue863"
    assert heads[5] == "陈\U0002c35b"
    assert heads[9] == "欧阳\U000235cb菲"


def test_a_warning_reads_with_its_level() -> None:
    """Urgency, level and an open end are values, not text to be parsed later."""
    notice = read_notice(EXAMPLES[7].read_bytes())
    assert (notice.urgency, notice.warning_level) == (Urgency.EMERGENCY, WarningLevel.ORANGE)
    assert notice.display_window is not None
    assert (notice.display_window.led_days, notice.display_window.preempt) == (None, True)


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"colour": "red"}, "field_unknown", "colour"),
        ({"title": ""}, "field_empty", "title"),
        ({"title": "   "}, "field_empty", "title"),
        ({"title": "长" * 201}, "field_too_long", "title"),
        ({"title": 5}, "field_not_text", "title"),
        ({"body": []}, "field_empty", "body"),
        ({"body": ["段"] * 201}, "field_too_many", "body"),
        ({"body": "一段"}, "field_wrong_kind", "body"),
        ({"body": ["一", ""]}, "field_empty", "body[1]"),
        ({"id": "二号"}, "id_shape", "id"),
        ({"id": "../x"}, "id_shape", "id"),
        ({"correction_of": "../x"}, "id_shape", "correction_of"),
        ({"correction_of": "\ud800"}, "field_wrong_kind", "correction_of"),
        ({"attachments": ["附" * 201]}, "field_too_long", "attachments[0]"),
        ({"category": "低保"}, "field_shape", "category"),
        ({"urgency": "soon"}, "field_not_one_of", "urgency"),
        ({"warning_level": "purple"}, "field_not_one_of", "warning_level"),
        ({"signature": {"unit": "某镇"}}, "field_missing", "signature.date"),
        ({"signature": {"unit": "某镇", "date": "2026-02-30"}}, "field_not_a_date", "signature.date"),
        ({"display_window": {"led_start": "九点"}}, "field_not_a_date", "display_window.led_start"),
        (
            {"display_window": {"led_start": "2026-11-23T09:00"}},
            "zone_missing",
            "display_window",
        ),
        ({"display_window": {"led_days": 367}}, "field_number_range", "display_window.led_days"),
        ({"display_window": {"led_days": -1}}, "field_number_range", "display_window.led_days"),
        ({"display_window": {"led_days": "七"}}, "field_wrong_kind", "display_window.led_days"),
        (
            {"publicity_period": {"days": 7, "start": "2026-11-30", "end": "2026-11-24"}},
            "period_reversed",
            "publicity_period",
        ),
        (
            {"publicity_period": {"days": 0, "start": "2026-11-24", "end": "2026-11-30"}},
            "field_number_range",
            "publicity_period.days",
        ),
        ({"table": table(rows=[])}, "field_empty", "table.rows"),
        ({"table": table(columns=[])}, "field_empty", "table.columns"),
        ({"table": table(rows=[{"b": "1"}])}, "unknown_cell", "table"),
        ({"table": table(columns=[{"key": "a", "label": "甲"}] * 2)}, "duplicate_column", "table"),
        ({"table": table(rows=[{"a": True}])}, "field_not_text", "table.rows[0].a"),
        ({"table": table(rows=[{"a": ["1"]}])}, "field_not_text", "table.rows[0].a"),
        ({"table": table(columns=[{"key": "甲", "label": "甲"}])}, "field_shape", "table.columns[0].key"),
        (
            {"table": table(columns=[{"key": "a", "label": "甲", "privacy": "secret"}])},
            "field_not_one_of",
            "table.columns[0].privacy",
        ),
        ({"channels_allowed": ["门口"]}, "field_shape", "channels_allowed[0]"),
        ({"channels_allowed": ["c19000000123"]}, "field_shape", "channels_allowed[0]"),
        (
            {"table": table(columns=[{"key": "c12345678", "label": "甲"}])},
            "field_shape",
            "table.columns[0].key",
        ),
        ({"on_sign": {"layout": "poster"}}, "field_not_one_of", "on_sign.layout"),
        ({"on_sign": {"leave_out": ["b"]}}, "left_out_unknown", "on_sign.leave_out"),
        (
            {"table": table(), "on_sign": {"leave_out": ["a"]}},
            "left_out_all",
            "on_sign.leave_out",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(changes: dict[str, object], code: str, where: str) -> None:
    """Each kind of fault has its own sentence and points at the field, row and column."""
    assert (code, where) in faults(whole(**changes))


@pytest.mark.parametrize("field", ["id", "title", "category", "issuing_unit", "body", "signature"])
def test_what_a_notice_cannot_do_without(field: str) -> None:
    """The elements a file can carry (time, unit, item, content) are required one by one."""
    data = whole()
    del data[field]
    assert faults(data) == [("field_missing", field)]


def test_all_faults_are_told_at_once() -> None:
    """A clerk corrects a file once, not fault by fault."""
    found = faults(whole(title="", urgency="soon", colour="red"))
    assert set(found) == {
        ("field_empty", "title"),
        ("field_not_one_of", "urgency"),
        ("field_unknown", "colour"),
    }


def test_tables_are_bounded() -> None:
    """R18: no file can exhaust the machine."""
    columns = [{"key": f"k{n}", "label": "列"} for n in range(MAX_COLUMNS + 1)]
    assert ("field_too_many", "table.columns") in faults(whole(table=table(columns=columns, rows=[{}])))
    assert ("field_too_many", "table.rows") in faults(whole(table=table(rows=[{}] * (MAX_ROWS + 1))))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"[1, 2]", "notice_not_an_object"),
        (b"null", "notice_not_an_object"),
        (b"", "file_not_json"),
        (b'{"id": }', "file_not_json"),
        ("{“id”: 1}".encode("gb18030"), "file_not_utf8"),
        (b'{"id": NaN}', "not_a_number"),
        (b'{"id": 1, "id": 2}', "key_twice"),
        (b"[" * 200_000, "file_too_deep"),
        (b'{"id": ' + b"9" * 5000 + b"}", "number_too_long"),
        (b" " * (MAX_BYTES + 1), "file_too_large"),
    ],
)
def test_bytes_that_are_no_notice(raw: bytes, code: str) -> None:
    """Each way of handing in the wrong file has its own sentence."""
    assert fault_of(raw) == code


def test_a_byte_order_mark_is_accepted() -> None:
    """Office programs write one."""
    raw = "\ufeff" + json.dumps(whole())
    assert read_notice(raw.encode()).id == "T1"


def test_amounts_stay_as_written() -> None:
    """A public figure never passes through a binary fraction."""
    cells = b'[{"a": 0.1}, {"a": 1644190.00}, {"a": 3}, {"a": null}, {}]'
    raw = json.dumps(whole(table=table(rows="ROWS"))).encode().replace(b'"ROWS"', cells)
    notice = read_notice(raw)
    assert notice.table is not None
    assert [notice.table.cells(row) for row in notice.table.rows] == [
        ("0.1",),
        ("1644190.00",),
        ("3",),
        ("",),
        ("",),
    ]


def test_notes_of_a_sample_are_forgotten() -> None:
    """What a sample says about itself is neither kept nor part of its digest."""
    assert content_digest(notice_from(whole(traps=[{"kind": "x"}]))) == content_digest(notice_from(whole()))


@pytest.mark.parametrize(
    ("loc", "text"),
    [
        (("table", "rows", 3, "head"), "table.rows[3].head"),
        (("body", 1), "body[1]"),
        ((), ""),
    ],
)
def test_places_are_written_as_paths(loc: tuple[int | str, ...], text: str) -> None:
    """A path reads as one would point at the field."""
    assert place(loc) == text


lines = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.strip)
contents = st.fixed_dictionaries(
    {"title": lines, "body": st.lists(lines, min_size=1, max_size=3), "issuing_unit": lines},
    optional={
        "doc_no": lines,
        "urgency": st.sampled_from(["idle", "normal", "high", "emergency"]),
        "table": st.fixed_dictionaries(
            {
                "columns": st.just([{"key": "a", "label": "甲"}, {"key": "b", "label": "乙"}]),
                "rows": st.lists(
                    st.dictionaries(st.sampled_from("ab"), lines | st.integers()), min_size=1, max_size=4
                ),
            }
        ),
        "display_window": st.fixed_dictionaries({"led_days": st.none() | st.integers(0, 366)}),
    },
)


@given(content=contents)
def test_the_canonical_form_is_a_fixed_point(content: dict[str, object]) -> None:
    """Reading the canonical form and writing it again gives the same bytes, so one content has one digest."""
    notice = notice_from(whole(**content))
    assert read_notice(canonical(notice)) == notice
    assert canonical(read_notice(canonical(notice))) == canonical(notice)


@given(content=contents, order=st.permutations([*whole()]))
def test_the_order_of_keys_does_not_matter(content: dict[str, object], order: list[str]) -> None:
    """The same content typed in another order has the same digest."""
    data = whole(**content)
    turned = {key: data.pop(key) for key in order} | data
    assert content_digest(notice_from(turned)) == content_digest(notice_from(whole(**content)))


@given(content=contents, title=lines)
def test_other_content_has_another_digest(content: dict[str, object], title: str) -> None:
    """A digest binds to what is said (R1)."""
    before, after = notice_from(whole(**content)), notice_from(whole(**content) | {"title": title})
    assert (content_digest(before) == content_digest(after)) == (before == after)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [*whole(), "table", "publicity_period", "display_window", "channels_allowed", "traps", "attachments"]


@given(
    raw=st.binary(max_size=60) | st.text(alphabet='{}[]":,0123456789eE.-+tfn \n', max_size=60).map(str.encode)
)
def test_nothing_but_bad_input_leaves_the_reader(raw: bytes) -> None:
    """No bytes whatever bring anything else out than a notice or an error with a sentence."""
    with pytest.raises(BadInput):
        read_notice(raw)


@given(field=st.sampled_from(FIELDS), value=json_values)
def test_nothing_but_bad_input_leaves_a_field(field: str, value: object) -> None:
    """Any JSON value in any field is read, or refused with sentences in both languages."""
    try:
        notice = read_notice(json.dumps(whole() | {field: value}).encode())
    except BadInput as error:
        codes = [sentence.code for sentence in error.sentences if sentence.zh and sentence.en]
        if not codes:
            raise
    else:
        canonical(notice)


def test_a_list_is_not_called_empty_for_its_wrong_items() -> None:
    """One mistake is one sentence: a paragraph too long is not also "no text at all"."""
    sample = json.loads(next((shared("config/examples") / "notices").glob("N06*")).read_text("utf-8"))
    with pytest.raises(BadInput) as refused:
        notice_from({**sample, "body": ["字" * 6000]})
    assert [one.code for one in refused.value.sentences] == ["field_too_long"]
    with pytest.raises(BadInput) as refused:
        notice_from({**sample, "body": []})
    assert [one.code for one in refused.value.sentences] == ["field_empty"]


def test_a_table_with_a_fault_in_every_row_is_not_called_empty() -> None:
    """Each wrong cell is named; that no row is left then is no fault of its own."""
    assert faults(whole(table=table(rows=[{"a": True}, {"a": True}]))) == [
        ("field_not_text", "table.rows[0].a"),
        ("field_not_text", "table.rows[1].a"),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        '{"439999198001011234": 1}',
        '{"439999198001011234": 1, "439999198001011234": 2}',
        '{"id": "a", "title": "b", "category": "c", "issuing_unit": "d", "body": ["e"], "signature": '
        '{"unit": "f", "date": "2026-11-23"}, "table": {"columns": [{"key": "a", "label": "b"}], "rows": '
        '[{"439999198001011234": "1"}]}}',
    ],
)
def test_a_number_typed_as_a_name_is_not_repeated(raw: str) -> None:
    """A sentence is printed and logged; what stands where a name should may be a person's number."""
    with pytest.raises(BadInput) as refusal:
        read_notice(raw.encode())
    assert "…" in str(refusal.value)
    assert "4399" not in str(refusal.value)
