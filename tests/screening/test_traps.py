"""Every trap of the example notices, by its name: what was laid, and how it ends.

The examples name their traps themselves (``traps``, read and forgotten by the model); here each name
has one check, and a test holds that none is without. Pages are set by the real layouts with the real fonts.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from drivers.base import Panel
from layouts import arrange
from layouts.base import Box, Text
from layouts.styles import preset
from ledctl.accounts.passwords import Passwords
from ledctl.calendars.announced import shipped
from ledctl.calendars.plans import plan_notice
from ledctl.calendars.windows import display_window
from ledctl.clock import FrozenClock
from ledctl.content.files import read_notice
from ledctl.content.model import Notice
from ledctl.ledger.log import events
from ledctl.ledger.tally import Count
from ledctl.notices.appearance import Look, content_of, draw
from ledctl.notices.examination import examine
from ledctl.notices.model import DisplayOrder, OrderStop, StoredProgram
from ledctl.notices.replacing import running_orders
from ledctl.notices.rulebook import shipped_categories
from ledctl.playlists.choose import Candidate, choose, interrupts, level_of
from ledctl.rendering.faces import installed_faces
from ledctl.reports.rules import Facts, Rules
from ledctl.screening.findings import Finding, Screened
from ledctl.screening.hits import Datum
from ledctl.screening.masking import find_personal
from ledctl.screening.texts import texts_of
from ledctl.station import Station, open_station
from tests.publishing.office import actor
from tests.reports.counted import Day, count_year

EXAMPLES = {
    file.name[:3]: file for file in (Path(__file__).parents[2] / "config/examples/notices").glob("N*")
}
NAMED = [
    (name, trap["kind"])
    for name, file in sorted(EXAMPLES.items())
    for trap in json.loads(file.read_text("utf-8"))["traps"]
]
SIZES = ("256x64", "512x128", "768x128")
Check = Callable[[], None]
CHECKS: dict[tuple[str, str], Check] = {}


def trap(name: str, kind: str) -> Callable[[Check], Check]:
    """The check of one trap of one example."""

    def keep(check: Check) -> Check:
        assert (name, kind) not in CHECKS
        CHECKS[name, kind] = check
        return check

    return keep


# -- hands ---------------------------------------------------------------------------------


@cache
def read(name: str) -> Notice:
    return read_notice(EXAMPLES[name].read_bytes())


@cache
def looked(name: str) -> Screened:
    return examine(read(name))


@cache
def pages(name: str, size: str) -> tuple[tuple[str, ...], ...]:
    """The texts of each page a sign of this size would show."""
    panel = Panel.parse(size, "dual")
    box, faces = Box(panel.width, panel.height), installed_faces()
    laid = arrange(content_of(looked(name).public), box, faces, preset().style, "")
    return tuple(tuple(p.text for p in page.placements if isinstance(p, Text)) for page in laid)


def rows(name: str) -> tuple[dict[str, str], ...]:
    table = looked(name).public.table
    assert table is not None
    return table.rows


def finding(name: str, code: str, where: str) -> Finding:
    (one,) = (f for f in looked(name).findings if (f.code, f.where) == (code, where))
    return one


def shown(name: str) -> str:
    """Everything any page of any size says, and every public text."""
    texts = [*texts_of(looked(name).public).values()]
    return "\n".join([*texts, *(text for size in SIZES for page in pages(name, size) for text in page)])


def assert_drawn(name: str, character: str) -> None:
    """The character stands on pages of every size, drawn by a font and not as a box."""
    assert installed_faces().draws(ord(character), 16)
    for size in SIZES:
        assert any(character in text for page in pages(name, size) for text in page)
    assert not any(f.code == "glyph_missing" for f in looked(name).findings)


def assert_whole(name: str, word: str) -> None:
    """Wherever a page of any size shows the word it stands on one line."""
    for size in SIZES:
        assert any(word in text for page in pages(name, size) for text in page)


def heads_repeat(name: str, size: str, names: list[str], heads: tuple[str, ...]) -> None:
    """The whole list in its order on more than one page, and the heads on each page of it."""
    of_list = [page for page in pages(name, size) if set(page) & set(names)]
    assert len(of_list) > 1
    assert [text for page in of_list for text in page if text in set(names)] == names
    assert all(set(heads) <= set(page) for page in of_list)


def gone(name: str, *values: str) -> None:
    """None of these is in the public version, on a page or in a finding."""
    answer = shown(name) + json.dumps(looked(name).as_dict(), ensure_ascii=False)
    assert [value for value in values if value in answer] == []


def planned(name: str, at: str) -> tuple[dt.datetime, dt.datetime]:
    """The screen window of an approval given at this instant."""
    notice = read(name)
    instant = dt.datetime.fromisoformat(at)
    assert instant.tzinfo is not None
    plan = display_window(
        instant.astimezone(dt.UTC),
        instant.tzinfo,
        category=shipped_categories().get(notice.category),
        wished=notice.display_window,
        period=notice.publicity_period,
        urgency=notice.urgency,
    )
    return plan.window.start, plan.window.end


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


# -- N01: rare characters, a long list -----------------------------------------------------


@trap("N01", "rare_char")
def rare_characters_are_drawn() -> None:
    """䶮 is not in GBK, 㛃 is in an extension: both come through as typed and are drawn."""
    for row, name in ((1, "王䶮"), (3, "李㛃")):
        assert rows("N01")[row]["head"] == name
        assert_drawn("N01", name[1])
    with pytest.raises(UnicodeEncodeError):
        "䶮".encode("gbk")


@trap("N01", "rare_char_smp")
def characters_beyond_the_first_plane_are_drawn() -> None:
    """𬍛 and 𠅤 take two UTF-16 units; neither is cut in half nor lost."""
    for row, character in ((5, "𬍛"), (7, "𠅤")):
        assert rows("N01")[row]["head"].endswith(character)
        assert len(character.encode("utf-16-le")) == 4
        assert_drawn("N01", character)


@trap("N01", "rare_char_smp_compound_surname")
def a_compound_surname_stays_with_its_rare_name() -> None:
    """欧阳𣗋菲 is one name on one line."""
    assert_drawn("N01", "𣗋")
    assert_whole("N01", "欧阳𣗋菲")


@trap("N01", "long_name_middle_dot")
def a_long_name_keeps_its_dot() -> None:
    """Nine characters with U+00B7: whole in the public version; a page breaks it at the dot or not at all."""
    name = rows("N01")[11]["head"]
    assert (len(name), name.count("\u00b7")) == (9, 1)
    first, last = name.split("\u00b7")
    for size in SIZES:
        lines = [text for page in pages("N01", size) for text in page]
        assert any(name in line for line in lines) or (f"{first}\u00b7" in lines and last in lines)


@trap("N01", "private_use_area")
def an_old_private_code_is_mapped() -> None:
    """U+E863 is told, becomes U+4DAE and is never drawn as a box."""
    assert finding("N01", "character_normalised", "table.rows[13].head").severity == "info"
    assert "U+E863" in finding("N01", "character_normalised", "table.rows[13].head").sentence.zh
    assert rows("N01")[13]["head"] == "王\u4dae"
    assert "\ue863" not in shown("N01")


@trap("N01", "rare_place_char")
def a_village_keeps_its_character() -> None:
    """㙍 of 螺㙍村 is drawn, and nobody is asked to write another."""
    assert_drawn("N01", "㙍")
    assert not any(f.code.startswith("character_not") for f in looked("N01").findings)


@trap("N01", "pagination")
def twenty_two_rows_over_pages() -> None:
    """The heads stand on every page of the list, and every household on one."""
    names = [row["head"] for row in rows("N01")]
    one_line = [n for n in names if "·" not in n]
    for size in ("512x128", "768x128"):
        heads_repeat("N01", size, one_line, ("户主姓名", "组别", "类别"))


# -- N02: health, and an end on a holiday ----------------------------------------------------


@trap("N02", "health_data")
def health_is_dropped() -> None:
    """The column goes before approval and is rendered nowhere."""
    assert finding("N02", "column_dropped", "table.columns[7]").severity == "info"
    table = read("N02").table
    assert table is not None
    said = shown("N02")
    assert [row["health"] for row in table.rows if row["health"] and row["health"] in said] == []


@trap("N02", "holiday_end")
def an_end_on_a_holiday_is_rolled_on() -> None:
    """Civil Code art. 203: seven days from 28 September end in the holiday, so it ends on 8 October."""
    period = read("N02").publicity_period
    assert period is not None
    assert period.end == dt.date(2026, 10, 8)
    assert not any(f.where.startswith("publicity_period") for f in looked("N02").findings)
    unsaid = read("N02").model_copy(update={"publicity_period": None})
    posted, category = at("2026-09-28T10:30:00+08:00"), shipped_categories().get(unsaid.category)
    computed = plan_notice(unsaid, category, posted, ZoneInfo("Asia/Shanghai"), shipped())
    assert computed.publicity is not None
    assert computed.publicity.end(ZoneInfo("Asia/Shanghai")) == at("2026-10-09T00:00:00+08:00")


# -- N03: illness, a child, numbers in remarks -----------------------------------------------


@trap("N03", "illness")
def an_illness_becomes_its_class() -> None:
    """因病, 因灾, 因学, 因意外; no disease by its name."""
    assert {row["reason"] for row in rows("N03")} <= {"因病", "因灾", "因学", "因意外"}
    gone("N03", "尿毒症", "肺癌", "脑梗", "白血病")


@trap("N03", "minor_under_14")
def a_child_is_not_named() -> None:
    """The surname and two stars; the month of birth is gone with it."""
    assert rows("N03")[4]["name"] == "周**"
    gone("N03", "周子涵", "2013年")


@trap("N03", "mobile_number_in_free_text")
def a_mobile_in_a_remark_is_found() -> None:
    """It blocks by its kind and place, and is nowhere in the public version."""
    table = read("N03").table
    assert table is not None
    (hit,) = (h for h in find_personal(table.rows[4]["remark"]) if h.datum is Datum.MOBILE)
    assert finding("N03", "personal_mobile", "table.rows[4].remark").severity == "block"
    gone("N03", table.rows[4]["remark"][hit.start : hit.end])


@trap("N03", "bank_card_in_free_text")
def a_card_in_a_remark_is_found() -> None:
    """Nineteen digits that pass Luhn: found and removed."""
    table = read("N03").table
    assert table is not None
    number = re.sub(r"\D", "", table.rows[11]["remark"])
    assert len(number) == 19
    assert finding("N03", "personal_bank_card", "table.rows[11].remark").severity == "block"
    gone("N03", number)


# -- N04: ID numbers in every shape ------------------------------------------------------------


def id_number(row: int) -> str:
    table = read("N04").table
    assert table is not None
    return table.rows[row]["id_no"]


def hidden_id(row: int, *, mistyped: bool = False) -> str:
    """The number is known for one, in a sentence as in the column, and is public nowhere."""
    cell = id_number(row)
    (hit,) = find_personal(f"身份证号{cell}。")
    assert (hit.datum, hit.mistyped) == (Datum.ID_NUMBER, mistyped)
    assert finding("N04", "column_dropped", "table.columns[4]").severity == "info"
    gone("N04", cell)
    told = any(
        f.code == "id_mistyped" and f.where == f"table.rows[{row}].id_no" for f in looked("N04").findings
    )
    assert told is mistyped
    return cell


@trap("N04", "id_valid_18")
def a_sound_id_number() -> None:
    """Eighteen digits of an unassigned county: no table of counties decides."""
    assert re.fullmatch(r"439999\d{12}", hidden_id(3))


@trap("N04", "id_lower_x")
def an_id_number_with_a_small_x() -> None:
    """GB 11643: the X is often typed small."""
    assert hidden_id(6).endswith("x")


@trap("N04", "id_fullwidth")
def a_full_width_id_number() -> None:
    """Typed with a Chinese keyboard."""
    assert not hidden_id(9).isascii()


@trap("N04", "id_spaced")
def a_spaced_id_number() -> None:
    """Groups of digits."""
    assert " " in hidden_id(12)


@trap("N04", "id_15_digit")
def an_id_number_of_the_first_generation() -> None:
    """Fifteen digits."""
    assert len(hidden_id(15)) == 15


@trap("N04", "id_bad_checksum")
def a_mistyped_id_number() -> None:
    """Still hidden, and the clerk is told."""
    assert len(hidden_id(18, mistyped=True)) == 18


@trap("N04", "id_empty")
def a_missing_id_number() -> None:
    """Told for the payment's sake; it stops nothing."""
    assert id_number(21) == ""
    assert finding("N04", "id_empty", "table.rows[21].id_no").severity == "info"


@trap("N04", "bank_card_column")
def the_account_column_is_dropped() -> None:
    """No account of forty is public."""
    assert finding("N04", "column_dropped", "table.columns[5]").severity == "info"
    table = read("N04").table
    assert table is not None
    gone("N04", *(row["card"] for row in table.rows))


@trap("N04", "arithmetic")
def an_amount_a_hundred_too_high() -> None:
    """Area x standard differs: both figures and the difference are named, nothing is corrected."""
    told = finding("N04", "amount_differs", "table.rows[24].amount")
    assert told.severity == "warn"
    assert "100.00" in told.sentence.zh
    written = rows("N04")[24]["amount"]
    assert written in told.sentence.zh


@trap("N04", "same_name_same_group")
def two_of_one_name_in_one_group() -> None:
    """Rows 28 and 34: a household label is asked for, and never the ID number."""
    told = finding("N04", "same_name_in_group", "table.rows[33].name")
    assert "第 28 行" in told.sentence.zh
    assert "不要用身份证号" in told.sentence.zh


@trap("N04", "pagination_40_rows")
def forty_rows_over_pages() -> None:
    """All forty in their order, heads on every page."""
    heads_repeat("N04", "512x128", [row["name"] for row in rows("N04")], ("农户姓名", "组别"))


# -- N06: long names and mixed signs -----------------------------------------------------------


@trap("N06", "very_long_title_cell")
def a_very_long_name_wraps() -> None:
    """Over ninety characters, on several lines; K12+350 and DN300 are not broken at any size."""
    assert len(rows("N06")[0]["name"]) > 90
    for code in ("K12+350", "DN300"):
        assert_whole("N06", code)


@trap("N06", "mixed_script")
def mixed_signs_are_drawn() -> None:
    """￥ ％ ～ ³ ㎡ ℃ № ① β ≥ → ×: each as typed, each with a glyph."""
    signs = {
        c for row in rows("N06") for cell in row.values() for c in cell if not c.isalnum() or not c.isascii()
    }
    assert signs >= set("￥％～³㎡℃№①β≥→×")
    assert not any(f.code == "glyph_missing" for f in looked("N06").findings)
    assert all(installed_faces().draws(ord(sign), 16) for sign in signs)


@trap("N06", "line_break_rule")
def no_line_begins_or_ends_with_the_wrong_mark() -> None:
    """No line starts with ，。）％, none ends with （￥."""
    lines = [text for size in SIZES for page in pages("N06", size) for text in page]
    assert [line for line in lines if line[0] in "，。）％" or line[-1] in "（￥"] == []


# -- N07: merged cells and certificates ----------------------------------------------------------


@trap("N07", "merged_cells")
def a_lot_stands_once_beside_its_rows() -> None:
    """Three rows a lot: on a page its name stands once, and again on the next page it runs on to."""
    lots = {row["lot"] for row in rows("N07")}
    assert len(lots) == 3
    of_list = [page for page in pages("N07", "768x128") if set(page) & lots]
    assert all(page.count(lot) <= 1 for page in of_list for lot in lots)
    ranks = [text for page in of_list for text in page if re.fullmatch("第[一二三]名", text)]
    assert ranks == ["第一名", "第二名", "第三名"] * 3


@trap("N07", "certificate_number_not_id")
def a_certificate_is_no_id() -> None:
    """湘2402…: neither an ID number nor an account; it stays public as written."""
    table = read("N07").table
    assert table is not None
    assert [find_personal(row["cert"]) for row in table.rows] == [()] * 9
    assert [row["cert"] for row in rows("N07")] == [row["cert"] for row in table.rows]


# -- N08: the county's paper, thirty days --------------------------------------------------------


@trap("N08", "issuer_is_not_town")
def the_countys_paper_is_the_countys() -> None:
    """Disclosure Regulation art. 10: who made it discloses it; whose count it enters is a setting."""
    facts = {"N08": Facts(read("N08").category, read("N08").issuing_unit)}
    day = Day("gate", "N08", False, "2026-03-03", Count(100, 100, 1_000_000))

    def items(**rules: bool) -> tuple[int, int]:
        counted = count_year(
            [day],
            facts,
            year=2026,
            as_of=dt.date(2026, 12, 31),
            zone="Asia/Shanghai",
            rules=Rules(own_units=("鹭洲镇",), **rules),
        )
        return counted.items, counted.beside.relayed

    assert items() == (0, 1)
    assert items(relayed_are_items=True)[0] == 1


@trap("N08", "long_window_30_days")
def thirty_days_survive_what_goes_before_them() -> None:
    """The end is an instant fixed at approval; each day, after each emergency, it is chosen again."""
    start, end = planned("N08", "2026-03-02T09:00:00+08:00")
    assert end == at("2026-04-01T09:00:00+08:00")
    notice = Candidate(1, level_of("normal"), start, end, start)
    for day in range(30):
        morning = start + dt.timedelta(days=day)
        noon = morning + dt.timedelta(hours=3)
        warning = Candidate(2, level_of("emergency"), noon, noon + dt.timedelta(hours=1), noon)
        assert choose([notice, warning], morning, {}) == notice
        assert choose([notice, warning], noon, {1: day}) == warning
        assert choose([notice, warning], warning.end, {1: day, 2: day + 1}) == notice
    assert choose([notice], end, {}) is None


# -- N09: a warning --------------------------------------------------------------------------------


@trap("N09", "source_locked_text")
def a_warning_is_relayed_unaltered() -> None:
    """Nothing is changed; on pages of any size stand the station's name and the time of issue."""
    notice = read("N09")
    assert looked("N09").public == notice
    for size in SIZES:
        text = "".join(line for page in pages("N09", size) for line in page)
        text = re.sub(r"\d+/\d+", "", text)
        assert "沅岭县气象台" in text
        assert "2026年6月18日15时20分" in text
    assert not any(f.severity == "block" for f in looked("N09").findings)


@trap("N09", "preemption")
def a_warning_interrupts_and_the_others_resume() -> None:
    """R28: it goes before whatever is on; afterwards the interrupted notice runs on to its own end."""
    start, end = planned("N09", "2026-06-18T15:25:00+08:00")
    warning = Candidate(2, level_of(read("N09").urgency.value), start, end, start)
    day = dt.timedelta(days=1)
    other = Candidate(1, level_of("normal"), start - day, end + day, start - day)
    assert interrupts([other, warning], start, {1: 1}, current=1)
    assert choose([other, warning], start, {1: 1}) == warning
    assert choose([other, warning], end, {1: 1, 2: 2}) == other


@trap("N09", "superseded_or_lifted")
def a_warning_ends_by_itself_at_the_instant_it_names() -> None:
    """The sender's end is the window's end, to the minute."""
    _, end = planned("N09", "2026-06-18T15:25:00+08:00")
    assert end == at("2026-06-19T03:20:00+08:00")


# -- N10: a correction -------------------------------------------------------------------------------


@trap("N10", "count_once")
def a_correction_is_no_second_item() -> None:
    """The same information as what it corrects, unless the town's setting counts it apart."""
    facts = {
        "N01": Facts("dibao_review", "鹭洲镇"),
        "N10": Facts("correction", "鹭洲镇", correction_of="N01"),
    }
    days = [Day("gate", name, False, "2026-11-26", Count(10, 10, 1000)) for name in facts]

    def items(**rules: bool) -> int:
        rest = {"year": 2026, "as_of": dt.date(2026, 12, 31), "zone": "Asia/Shanghai"}
        return count_year(days, facts, rules=Rules(**rules), **rest).items  # type: ignore[arg-type]

    assert read("N10").correction_of == "N01"
    assert (items(), items(corrections_are_items=True)) == (1, 2)


@trap("N10", "before_column_repeats_wrong_personal_data")
def the_wrong_words_are_looked_at_again() -> None:
    """原内容 is shown once more, so somebody must look."""
    assert finding("N10", "correction_repeats_old_text", "table.columns[3]").severity == "warn"


# -- in the office: what needs approvals and a record ------------------------------------------------

IN_THE_OFFICE = {("N10", "correction_link")}


def approved(station: Station, notice: Notice) -> None:
    """Through every desk, each step by another person."""
    station.desk.draft(actor("drafter"), notice)
    reviewed(station, notice.id)
    station.desk.approve(actor("approver"), notice.id)


def reviewed(station: Station, notice_id: str) -> None:
    """From draft to the approver's desk."""
    station.desk.submit(actor("drafter"), notice_id)
    station.desk.review(actor("reviewer"), notice_id, "pass")
    station.desk.secrecy(actor("secrecy_reviewer"), notice_id, "pass")


def test_trap_n10_correction_link(station: Station, clock: FrozenClock) -> None:
    """N10 is approved together with the corrected list, which takes the place of the wrong one at once.

    N10 points at N01 in its order and in the record; the wrong pixels stay in the archive, and run nowhere.
    """
    approved(station, read("N01"))
    clock.advance(3 * 86_400)
    station.after.correct(actor("drafter"), "N01", read("N10"), "公示内容有误")
    table = read("N01").table
    assert table is not None
    rows = [row | {"note": "更正"} if number == 1 else row for number, row in enumerate(table.rows)]
    corrected = read("N01").model_copy(update={"table": table.model_copy(update={"rows": tuple(rows)})})
    station.desk.edit(actor("drafter"), "N01", corrected)
    for notice_id in ("N01", "N10"):
        reviewed(station, notice_id)
    station.desk.approve(actor("approver"), "N10")
    with station.database.read() as session:
        links = {o.notice_id: o.correction_of for o in session.exec(select(DisplayOrder))}
        lists = select(DisplayOrder).where(DisplayOrder.notice_id == "N01").order_by(col(DisplayOrder.id))
        old, new = session.exec(lists)
        archived = session.get(StoredProgram, old.program_digest)
        (event,) = events(session, notice="N10", kind="approved")
        assert running_orders(session, "N01") == [new.id]
        stop = session.exec(select(OrderStop).where(OrderStop.order_id == old.id)).one()
    assert stop.at == new.starts_at == clock.now()
    assert (old.version_no, new.version_no) == (1, 2)
    assert links == {"N01": None, "N10": "N01"}
    assert event.facts["correction_of"] == "N01"
    assert archived is not None
    again = draw(looked("N01").public, Look(Panel.parse("256x64", "dual")))
    assert archived.digest == again.digest


def test_trap_n08_long_window_survives_a_restart(site: Path, quick_passwords: Passwords) -> None:
    """A power cut on the tenth day: the window is read again, and ends when it was approved to end."""
    clock = FrozenClock(at("2026-03-02T09:00:00+08:00"))
    first = open_station(site, clock=clock, passwords=quick_passwords)
    approved(first, read("N08"))
    first.close()
    clock.advance(10 * 86_400)
    again = open_station(site, clock=clock, passwords=quick_passwords)
    with again.database.read() as session:
        order = session.exec(select(DisplayOrder)).one()
        assert running_orders(session, "N08") == [order.id]
    assert order.ends_at == at("2026-04-01T09:00:00+08:00")
    again.close()


def test_trap_n09_lifted_warnings_leave_at_once(site: Path, quick_passwords: Passwords) -> None:
    """A lift or an upgrade takes it off before its end: its order is stopped in the same commit."""
    clock = FrozenClock(at("2026-06-18T15:25:00+08:00"))
    station = open_station(site, clock=clock, passwords=quick_passwords)
    approved(station, read("N09"))
    station.desk.withdraw(actor("operator"), "N09", "预警解除。")
    with station.database.read() as session:
        assert running_orders(session, "N09") == []
    station.close()


# -- by name -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"), sorted(CHECKS), ids=[f"{name}-{kind}" for name, kind in sorted(CHECKS)]
)
def test_trap(name: str, kind: str) -> None:
    """The trap ends as it should; its check says how."""
    CHECKS[name, kind]()


def test_every_trap_is_named_and_checked() -> None:
    """No example without traps, no trap without a check, no check without a trap."""
    assert {name for name, _ in NAMED} == set(EXAMPLES)
    assert set(NAMED) == {*CHECKS, *IN_THE_OFFICE}
