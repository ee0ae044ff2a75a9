"""``screen`` as a whole: what stops a notice, what is only told, and what the public version holds."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.calendars.categories import Categories
from ledctl.content.files import canonical, notice_from
from ledctl.content.model import Notice
from ledctl.screening.checks import screen
from ledctl.screening.findings import Finding, Screened, Severity, found
from ledctl.screening.masking import find_personal
from ledctl.screening.texts import rewrite, texts_of

Check = Callable[[Notice], Screened]
Draft = Callable[..., Notice]

ID_NUMBER = "439999195602143116"


def seen(screened: Screened, severity: Severity | None = None) -> set[tuple[str, str]]:
    return {
        (finding.code, finding.where) for finding in screened.findings if severity in (None, finding.severity)
    }


def columns(*labels: str, **types: str) -> list[dict[str, str]]:
    """Columns ``c0``, ``c1``... with these heads; ``c0="name"`` gives a type."""
    return [
        {"key": f"c{n}", "label": label, "type": types.get(f"c{n}", "text")} for n, label in enumerate(labels)
    ]


def test_a_sound_notice_passes_unchanged(check: Check, draft: Draft) -> None:
    """Nothing is found and nothing is touched where nothing is wrong."""
    notice = draft()
    screened = check(notice)
    assert (screened.ok, screened.findings, screened.public) == (True, (), notice)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"title": f"关于{ID_NUMBER}的公告"}, "title"),
        ({"body": ["第一段。", f"联系{ID_NUMBER}"]}, "body[1]"),
        ({"source_unit": ID_NUMBER}, "source_unit"),
        ({"attachments": [f"{ID_NUMBER}.pdf"]}, "attachments[0]"),
        ({"signature": {"unit": f"某镇{ID_NUMBER}", "date": "2026-11-23"}}, "signature.unit"),
        ({"display_window": {"until": ID_NUMBER}}, "display_window.until"),
        (
            {"publicity_period": {"days": 7, "start": "2026-11-24", "end": "2026-11-30", "note": ID_NUMBER}},
            "publicity_period.note",
        ),
        ({"table": {"columns": columns("备注"), "rows": [{"c0": ID_NUMBER}]}}, "table.rows[0].c0"),
        (
            {"table": {"columns": columns("备注"), "rows": [{}], "totals": {"c0": ID_NUMBER}}},
            "table.totals.c0",
        ),
        ({"table": {"columns": columns(ID_NUMBER), "rows": [{}]}}, "table.columns[0].label"),
        ({"published_by": f"李某 {ID_NUMBER}"}, "published_by"),
        ({"source_person": f"张某 {ID_NUMBER}"}, "source_person"),
        ({"disclosure": {"attribute": "withheld", "reason": ID_NUMBER}}, "disclosure.reason"),
        ({"schedule": {"rhythm": "recurring", "series": ID_NUMBER}}, "schedule.series"),
        ({"schedule": {"rhythm": "staged", "stage": ID_NUMBER}}, "schedule.stage"),
    ],
)
def test_an_id_number_in_any_text_blocks_and_is_hidden(
    fields: dict[str, object], where: str, check: Check, draft: Draft
) -> None:
    """No public text is forgotten: the place is named, the number is in neither version nor finding."""
    screened = check(draft(**fields))
    assert not screened.ok
    assert seen(screened, Severity.BLOCK) == {("personal_id_number", where)}
    answer = json.dumps(screened.as_dict(), ensure_ascii=False)
    assert ID_NUMBER not in answer
    assert "〔已隐去〕" in answer


def test_the_six_elements_are_no_hits(check: Check, draft: Draft) -> None:
    """Who publishes, who answers for it, the signing unit and an office telephone stand on every item."""
    notice = draft(
        published_by="李某某",
        source_person="张某某（民政办）",
        body=["监督电话：0700-8123456，12345热线。审核人：王某。"],
    )
    screened = check(notice)
    assert (screened.findings, screened.public) == ((), notice)


@pytest.mark.parametrize("where", ["id", "correction_of", "clarifies", "supersedes"])
def test_a_notice_is_not_named_after_a_number(where: str, check: Check, draft: Draft) -> None:
    """Keys stand in every log and cannot be redacted, so such a notice is stopped."""
    assert seen(check(draft(**{where: ID_NUMBER})), Severity.BLOCK) == {("personal_id_number", where)}


def test_a_mistyped_number_blocks_and_says_so(check: Check, draft: Draft) -> None:
    """A wrong check digit is hidden like a right one, and the clerk is told of the slip."""
    screened = check(draft(body=["439999195602143117"]))
    assert {finding.code for finding in screened.findings} == {"personal_id_number", "id_mistyped"}
    assert screened.public.body == ("〔已隐去〕",)


def test_a_column_marked_public_is_dropped_by_its_head(check: Check, draft: Draft) -> None:
    """The number leaves with its column, and the clerk is asked to mark it."""
    table = {
        "columns": columns("姓名", "身份证号", c0="name"),
        "rows": [{"c0": "张三", "c1": ID_NUMBER}],
        "totals": {"c1": "1"},
    }
    screened = check(draft(table=table))
    assert screened.ok
    assert seen(screened) == {("column_dropped_by_head", "table.columns[1]")}
    assert screened.public.table is not None
    assert screened.public.table.rows == ({"c0": "张三"},)
    assert screened.public.table.totals == {}


@pytest.mark.parametrize(
    ("cell", "code"),
    [(ID_NUMBER, None), ("", "id_empty"), ("439999195602143117", "id_mistyped"), ("不详", "id_mistyped")],
)
def test_an_id_column_is_proofread_before_it_goes(
    cell: str, code: str | None, check: Check, draft: Draft
) -> None:
    """A slip in a dropped ID column is told, because the payment uses the same number."""
    table = {"columns": columns("序号", "身份证号", c1="id"), "rows": [{"c1": cell}]}
    expected = {("column_dropped_by_head", "table.columns[1]")}
    if code:
        expected.add((code, "table.rows[0].c1"))
    screened = check(draft(table=table))
    assert screened.ok
    assert seen(screened) == expected


def test_a_table_of_private_columns_cannot_go_out(check: Check, draft: Draft) -> None:
    """When nothing is left to show, the notice is stopped instead of shown empty."""
    screened = check(draft(table={"columns": columns("手机"), "rows": [{"c0": "13800000000"}]}))
    assert seen(screened, Severity.BLOCK) == {("no_column_left", "table")}
    assert screened.public.table is None


def test_an_unknown_reason_is_shown_as_other(check: Check, draft: Draft) -> None:
    """A reason no class fits never goes out in its own words."""
    column = {"key": "c0", "label": "事由", "privacy": "generalise"}
    screened = check(draft(table={"columns": [column], "rows": [{"c0": "家庭变故"}, {"c0": "其他原因"}]}))
    assert ("reason_unknown", "table.rows[0].c0") in seen(screened, Severity.WARN)
    assert ("reason_unknown", "table.rows[1].c0") not in seen(screened)
    assert screened.public.table is not None
    assert [row["c0"] for row in screened.public.table.rows] == ["其他原因", "其他原因"]


def test_a_childs_name_is_masked_everywhere(check: Check, draft: Draft) -> None:
    """The name goes from its cell, its row and the sentences; another person of that name stays."""
    table = {
        "columns": columns("姓名", "备注", c0="name"),
        "rows": [{"c0": "周子涵", "c1": "周子涵，8岁"}, {"c0": "周子涵", "c1": ""}, {"c0": "", "c1": "8岁"}],
        "totals": {"c1": "周子涵"},
    }
    screened = check(draft(body=["给予周子涵救助。"], table=table))
    assert seen(screened, Severity.BLOCK) == {
        ("child_named_in_text", "body[0]"),
        ("child_named_in_text", "table.rows[0].c1"),
    }
    assert seen(screened, Severity.WARN) == {("child_name_masked", "table.rows[0].c0")}
    assert screened.public.body == ("给予周**救助。",)
    assert screened.public.table is not None
    assert screened.public.table.rows[0] == {"c0": "周**", "c1": "周**，8岁"}
    assert screened.public.table.rows[1]["c0"] == "周子涵"


def test_a_name_the_office_masked_already_is_not_remarked_on(check: Check, draft: Draft) -> None:
    """What is done needs no second telling."""
    table = {"columns": columns("姓名", "备注", c0="name"), "rows": [{"c0": "周**", "c1": "8岁"}]}
    assert check(draft(table=table)).findings == ()


def test_a_list_of_pupils_masks_every_name(check: Check, draft: Draft) -> None:
    """Under the profile for minors no name is shown in full, whatever the rows say."""
    table = {"columns": columns("姓名", c0="name"), "rows": [{"c0": "欧阳娜娜"}]}
    screened = check(draft(category="education", table=table))
    assert screened.public.table is not None
    assert screened.public.table.rows == ({"c0": "欧阳**"},)


def test_totals_only_means_no_persons(check: Check, draft: Draft) -> None:
    """Insurance payments are published as totals; a list of names is stopped."""
    table = {"columns": columns("姓名", "金额", c0="name"), "rows": [{"c0": "张三"}]}
    assert ("persons_in_totals_only", "table") in seen(
        check(draft(category="social_insurance", table=table)), Severity.BLOCK
    )
    assert check(draft(category="social_insurance", table={"columns": columns("村"), "rows": [{}]})).ok


def test_what_normalising_changed_is_told_by_code_point(check: Check, draft: Draft) -> None:
    """An old private-use character becomes the standard one, and the clerk can compare."""
    screened = check(draft(title="王\ue863公告"))
    (finding,) = screened.findings
    assert (finding.code, finding.severity, finding.where) == ("character_normalised", "info", "title")
    assert "U+E863" in finding.sentence.zh
    assert "䶮" in finding.sentence.en
    assert screened.public.title == "王䶮公告"


def test_a_character_nobody_can_draw_blocks(check: Check, draft: Draft) -> None:
    """R36: character, code point, field and row are named before anybody approves a box."""
    table = {"columns": columns("姓名", c0="name"), "rows": [{"c0": "张三"}, {"c0": "王\ue000"}]}
    screened = check(draft(table=table))
    (finding,) = screened.findings
    assert (finding.code, finding.severity, finding.where) == ("glyph_missing", "block", "table.rows[1].c0")
    assert "第 2 行" in finding.sentence.zh
    assert "U+E000" in finding.sentence.en


def test_blocks_come_first(check: Check, draft: Draft) -> None:
    """A clerk reads first what stands in the way."""
    screened = check(draft(doc_no="41号", title="王\ue863公告", body=["机密★", "草稿"]))
    ranks = [list(Severity).index(finding.severity) for finding in screened.findings]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 3


def test_words_are_named(check: Check, draft: Draft) -> None:
    """The sentence says which word, because the list is the town's own."""
    screened = check(draft(body=["内部资料", "草稿"]))
    assert [(f.code, f.where) for f in screened.findings] == [
        ("word_blocked", "body[0]"),
        ("word_to_review", "body[1]"),
    ]
    assert "内部资料" in screened.findings[0].sentence.zh


def warning(draft: Draft, **fields: object) -> Notice:
    return draft(category="emergency_warning", urgency="emergency", warning_level="red", **fields)


def test_a_warnings_text_is_never_changed(check: Check, draft: Draft) -> None:
    """The source's words are relayed unaltered or not at all."""
    notice = warning(draft, body=["联系13800000000"])
    screened = check(notice)
    assert screened.public == notice
    assert seen(screened, Severity.BLOCK) == {
        ("personal_mobile", "body[0]"),
        ("locked_text_needs_change", "body"),
    }


def test_a_warning_is_not_normalised_but_its_glyphs_are_checked(check: Check, draft: Draft) -> None:
    """R36 holds for warnings too: what cannot be drawn is stopped, not silently replaced."""
    screened = check(warning(draft, title="王\ue863预警"))
    assert seen(screened) == {("glyph_missing", "title")}


@pytest.mark.parametrize(
    ("channels", "where"),
    [
        (("led_gate",), "channels_allowed[0]"),
        (("board_village", "led_gate"), "channels_allowed[1]"),
        (("board_village",), None),
    ],
)
def test_a_category_may_keep_off_the_gate_screen(
    channels: tuple[str, ...], where: str | None, check: Check, draft: Draft
) -> None:
    """What belongs in the village is refused on the gate screen, whatever other channels there are."""
    screened = check(draft(category="village_affairs", channels_allowed=channels))
    assert [(f.severity, f.code, f.where) for f in screened.findings] == (
        [(Severity.BLOCK, "channel_forbidden", where)] if where else []
    )
    assert screened.public.channels_allowed == channels, "nothing is left out behind the clerk's back"


PERIOD = {"days": 7, "start": "2026-11-24", "end": "2026-11-30", "posted": "2026-11-23"}
ON_BOARD = {"channels_allowed": ["led_gate", "board_town"]}


@pytest.mark.parametrize(
    ("fields", "code", "where"),
    [
        ({"doc_no": "鹭政示[2026]41号"}, "doc_no_should_be", "doc_no"),
        ({"doc_no": "鹭政示〔2026〕号"}, "doc_no_shape", "doc_no"),
        (
            {"publicity_period": PERIOD | {"posted": "2026-12-05"}},
            "period_over_before_posted",
            "publicity_period.end",
        ),
        (
            {"publicity_period": PERIOD | {"posted": "2026-11-24"}},
            "period_counts_posting_day",
            "publicity_period.start",
        ),
        ({"publicity_period": PERIOD | {"days": 8}}, "period_days_differ", "publicity_period.days"),
        (
            {"publicity_period": PERIOD, "display_window": {"board_until": "2026-11-29"}},
            "board_shorter_than_period",
            "display_window.board_until",
        ),
        (
            {"publicity_period": PERIOD, "display_window": {"led_start": "2026-12-02T09:00+08:00"}},
            "screen_after_period",
            "display_window.led_start",
        ),
        (
            {
                "publicity_period": PERIOD,
                "signature": {"unit": "某镇人民政府", "date": "2026-11-25"},
            },
            "signed_after_start",
            "signature.date",
        ),
        ({"category": "dibao_review"} | ON_BOARD, "period_missing", "publicity_period"),
        (
            {"category": "house_expropriation", "publicity_period": PERIOD} | ON_BOARD,
            "period_below_minimum",
            "publicity_period.days",
        ),
        (
            {"category": "land_pre", "publicity_period": PERIOD | {"days": 11, "end": "2026-12-04"}}
            | ON_BOARD,
            "period_below_minimum",
            "publicity_period.days",
        ),
        ({"category": "correction"}, "correction_without_link", "correction_of"),
        ({"category": "emergency_warning"}, "warning_without_level", "warning_level"),
    ],
)
def test_what_contradicts_itself_is_a_warning(
    fields: dict[str, object], code: str, where: str, check: Check, draft: Draft
) -> None:
    """Dates, numbers and links that cannot be right ask for a look and stop nothing."""
    screened = check(draft(**fields))
    assert screened.ok
    assert seen(screened) == {(code, where)}


@pytest.mark.parametrize(
    "fields",
    [
        {"publicity_period": PERIOD, "category": "dibao_review", "doc_no": "鹭政示〔2026〕41号"} | ON_BOARD,
        {"publicity_period": {k: v for k, v in PERIOD.items() if k != "posted"}},
        {"publicity_period": PERIOD, "display_window": {"led_days": 3}},
        {"category": "land_pre", "publicity_period": PERIOD | {"days": 14, "end": "2026-12-07"}} | ON_BOARD,
        {
            "category": "land_pre",
            "publicity_period": PERIOD | {"days": 10, "day_type": "working", "end": "2026-12-07"},
            "channels_allowed": ["website"],
        },
        {"category": "correction", "correction_of": "N01"},
        {"correction_of": "N01", "table": {"columns": columns("更正后"), "rows": [{}]}},
    ],
)
def test_what_agrees_is_not_remarked_on(fields: dict[str, object], check: Check, draft: Draft) -> None:
    """A clerk who did everything right reads nothing."""
    assert check(draft(**fields)).findings == ()


def test_the_same_name_twice_needs_one_group(check: Check, draft: Draft) -> None:
    """Two people of one name in one group cannot be told apart; in two groups they can."""
    rows = [
        {"c0": "1组", "c1": "张伟"},
        {"c0": "2组", "c1": "张伟"},
        {"c0": "1组", "c1": "张伟 "},
        {"c0": "1组"},
    ]
    grouped = {"columns": columns("组别", "姓名", c1="name"), "rows": [*rows, {"c0": "1组"}]}
    screened = check(draft(table=grouped))
    assert seen(screened) == {("same_name_in_group", "table.rows[2].c1")}
    assert "第 1 行" in screened.findings[0].sentence.zh
    alone = {"columns": columns("标段", "姓名", c1="name"), "rows": rows}
    assert check(draft(table=alone)).findings == ()


def test_a_share_that_cannot_be_is_warned_of(check: Check, draft: Draft) -> None:
    """Below 0 or above 100 % is looked at by a person, under 进度 or in a column of percentages."""
    table = {
        "columns": columns("项目名称", "形象进度", "完成率", "增幅", c2="percent"),
        "rows": [
            {"c0": "桥", "c1": "120％", "c2": "-1", "c3": "120％"},
            {"c0": "路", "c1": "100％", "c2": "99.9", "c3": "-5％"},
            {"c0": "渠", "c1": "在建", "c2": "", "c3": ""},
        ],
    }
    screened = check(draft(table=table))
    assert seen(screened) == {
        ("share_impossible", "table.rows[0].c1"),
        ("share_impossible", "table.rows[0].c2"),
    }


def test_figures_that_do_not_add_up_are_warned_of(check: Check, draft: Draft) -> None:
    """The row and the totals are named by their places."""
    heads = columns("面积（亩）", "标准（元/亩）", "金额（元）")
    table = {"columns": heads, "rows": [{"c0": "2", "c1": "3", "c2": "7"}], "totals": {"c2": "8"}}
    assert seen(check(draft(table=table)), Severity.WARN) == {
        ("amount_differs", "table.rows[0].c2"),
        ("total_differs", "table.totals.c2"),
    }


@pytest.mark.parametrize(
    ("where", "zh", "en"),
    [
        ("body[0]", "正文第 1 段", "paragraph 1 of the text"),
        ("title", "标题", "the title"),
        ("table.columns[0]", "表格“村”列", "column “村” of the table"),
        ("table.rows[4].c0", "表格第 5 行“村”", "row 5 of the table, “村”"),
        ("table.totals.c0", "表格合计行“村”", "the totals, “村”"),
        ("display_window.until", "display_window.until", "display_window.until"),
    ],
)
def test_places_are_said_as_a_clerk_would(where: str, zh: str, en: str, draft: Draft) -> None:
    """Rows and paragraphs are counted from one and columns named by their heads."""
    notice = draft(table={"columns": columns("村"), "rows": [{}]})
    sentence = found(notice, Severity.INFO, "column_dropped", where).sentence
    assert zh in sentence.zh
    assert en in sentence.en


def test_a_finding_answers_in_the_language_asked_for(draft: Draft) -> None:
    """One language when asked, both when not."""
    finding: Finding = found(draft(), Severity.WARN, "warning_without_level", "warning_level")
    zh, en = finding.as_dict("zh")["message"], finding.as_dict("en")["message"]
    assert finding.as_dict() == {
        "code": "warning-without-level",
        "severity": "warn",
        "where": "warning_level",
        "message": f"{zh} / {en}",
    }


def test_every_text_is_walked(example: Callable[[str], Notice]) -> None:
    """Rewriting each text by itself changes nothing, and the walk passes every cell and paragraph."""
    notice = example("N04")
    assert rewrite(notice, lambda _where, text: text) == notice
    walked = texts_of(notice)
    assert notice.table is not None
    assert {walked[f"table.rows[{n}].name"] for n in range(40)} == {row["name"] for row in notice.table.rows}
    assert walked["table.totals.amount"] == "58487.43"
    assert walked["body[1]"] == notice.body[1]


texts = st.text(
    alphabet="张王一岁年月生出日0123456789Xx -电话粤B湘A@a.c备注因病", min_size=1, max_size=40
).filter(str.strip)


@given(
    title=texts, cells=st.lists(texts, min_size=1, max_size=4), head=st.sampled_from(["备注", "电话", "姓名"])
)
def test_the_public_version_is_clean_and_readable(
    title: str, cells: list[str], head: str, categories: Categories
) -> None:
    """Whatever is typed, no personal datum is left, and the result is a notice again."""
    notice = notice_from(
        {
            "id": "P1",
            "title": title,
            "category": "general",
            "issuing_unit": "某镇",
            "body": cells,
            "signature": {"unit": "某镇", "date": "2026-11-23"},
            "table": {"columns": columns("村", head), "rows": [{"c1": cell} for cell in cells]},
        }
    )
    screened = screen(
        notice, category=categories.get("general"), normalise=lambda text: (text, ()), holes=lambda _text: ()
    )
    assert not any(find_personal(text) for text in texts_of(screened.public).values())
    assert screened.ok or any(finding.severity is Severity.BLOCK for finding in screened.findings)
    again = notice_from(screened.public.model_dump(mode="json"))
    assert canonical(again) == canonical(screened.public)


def leaving_out(*keys: str) -> dict[str, object]:
    table = {"columns": columns("姓名", "身份证号", "备注", c0="name", c1="id"), "rows": [{"c0": "王一"}]}
    return {"table": table, "on_sign": {"leave_out": list(keys)}}


def test_what_signs_leave_out_follows_the_public_columns(check: Check, draft: Draft) -> None:
    """A column that is never public need not be left out on signs as well."""
    screened = check(draft(**leaving_out("c1", "c2")))
    assert screened.public.on_sign is not None
    assert screened.public.on_sign.leave_out == ("c2",)
    assert notice_from(json.loads(canonical(screened.public))) == screened.public


def test_leaving_out_every_public_column_stops_the_notice(check: Check, draft: Draft) -> None:
    """A list of which signs would show nothing is a mistake, and says so."""
    screened = check(draft(**leaving_out("c0", "c2")))
    assert ("left_out_all", "on_sign.leave_out") in seen(screened, Severity.BLOCK)


def test_a_hole_is_said_with_row_and_place_and_what_to_do(check: Check, draft: Draft) -> None:
    """R36: field, row, the list's own number, the place in the cell and the code point, once a character."""
    rows = [{"c0": "1", "c1": "王一"}, {"c0": "12", "c1": "王\ue001\ue000\ue001"}]
    table = {"columns": columns("序号", "户主姓名", c1="name"), "rows": rows}
    first, second = check(draft(table=table)).findings
    assert first.sentence.zh.startswith(
        "表格第 2 行（序号 12）“户主姓名”第 2 个字“□”（U+E001）无法在屏上显示：私用区编码"
    )
    assert "Character 3 of row 2 of the table (numbered 12), “户主姓名”, “□” (U+E000)" in second.sentence.en


def test_many_faults_of_one_kind_are_a_hundred_findings_and_a_number(check: Check, draft: Draft) -> None:
    """A pasted list of thousands of wrong characters is told in a list somebody can read."""
    rows = [{"c0": f"{n}\ue001"} for n in range(150)]
    screened = check(draft(table={"columns": columns("备注"), "rows": rows}))
    assert len(screened.findings) == 101
    assert screened.findings[-1].code == "more_characters"
    assert "还有 50 处" in screened.findings[-1].sentence.zh
    assert not screened.ok


def test_the_same_repair_in_one_text_is_told_once(check: Check, draft: Draft) -> None:
    """A text with a thousand old codes has one finding, and every code is repaired."""
    screened = check(draft(body=["\ue863" * 1000]))
    assert seen(screened) == {("character_normalised", "body[0]")}
    assert len(screened.findings) == 1
    assert screened.public.body == ("䶮" * 1000,)
