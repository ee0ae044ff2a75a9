"""What is said and shown of pages before they are approved: time, advice, lamps, choices for signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from drivers.base import Frame
from ledctl.accounts.model import Actor, Role
from ledctl.content.model import DisplayWindow, Notice, OnSign, Schedule, SignLayout, Urgency
from ledctl.content.openness import Rhythm
from ledctl.notices.queries import one
from ledctl.publishing.laps import turns_in
from ledctl.station import Station
from ledctl.web.forms import NoticeForm, filled, read_form, returned
from ledctl.web.pictures import preview, preview_frame, programs_of
from tests.web.office_hands import Browser

Samples = Callable[[str], Notice]


@pytest.fixture
def far_sign(site: Path) -> None:
    """Asked for before the station: readers stand 40 m from a P10 sign, and 20 s are long."""
    with (site / "signs.toml").open("a") as file:
        file.write("pixel_pitch_mm = 10\nviewing_distance_m = 40\n")
    with (site / "site.toml").open("a") as file:
        file.write("long_round_s = 20\n")


@pytest.fixture
def waiting(station: Station, person: Callable[..., Actor], sample: Samples) -> Notice:
    """N01 on its way to the approver."""
    notice = sample("N01").model_copy(update={"display_window": None})
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), "N01", accept_redactions=True)
    return notice


def carry(station: Station, person: Callable[..., Actor], notice: Notice) -> None:
    """All the way to the sign."""
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), notice.id, accept_redactions=True)
    station.desk.review(person("reviewer"), notice.id, "pass")
    station.desk.secrecy(person("secrecy_reviewer"), notice.id, "pass")
    station.desk.approve(person("approver"), notice.id)


@pytest.mark.usefixtures("far_sign", "waiting")
@pytest.mark.parametrize("path", ["/notice/N01", "/notice/N01/approve"])
def test_the_pages_say_how_long_and_what_to_mind(sign_in: Callable[..., Browser], path: str) -> None:
    """One round in minutes and seconds, a long one with what helps, a sign too far with the size."""
    page = sign_in(Role.APPROVER).get(path)
    assert "轮播一遍 " in page
    assert "路人等不到" in page
    assert "换用 24 点的预设就够" in page
    assert "与同级公告轮流" not in page


@pytest.mark.usefixtures("waiting")
def test_a_picture_is_fetched_when_somebody_looks_at_it(sign_in: Callable[..., Browser]) -> None:
    """A list on six signs is hundreds of pictures: the browser waits with those below the fold."""
    page = sign_in(Role.APPROVER).get("/notice/N01")
    pictures = re.findall(r'<img class="pixels"[^>]*>', page)
    assert pictures
    assert all('loading="lazy"' in picture and "width=" in picture for picture in pictures)


def test_a_round_among_others(
    station: Station, person: Callable[..., Actor], sample: Samples, sign_in: Callable[..., Browser]
) -> None:
    """R28: orders of the same urgency that run now are counted, and a more urgent one is named."""
    beside = sample("N06").model_copy(update={"display_window": None})
    carry(station, person, beside)
    equal = sample("N10").model_copy(update={"urgency": beside.urgency})
    station.desk.draft(person("drafter"), equal)
    (alone,) = preview(station, one(station.database, "N06")).signs
    (among,) = preview(station, one(station.database, "N10")).signs
    mine, theirs = (
        turns_in(programs_of(station, one(station.database, name))["gate"], 60_000) for name in ("N10", "N06")
    )
    assert (len(mine), len(theirs)) == (2, 6), "neither waits for the whole of the other"
    assert among.whole_ms == among.round_ms + sum(sorted(theirs)[-2:])
    assert alone.whole_ms == alone.round_ms == sum(theirs)
    assert f"一圈最多 {among.whole}" in sign_in(Role.DRAFTER).get("/notice/N10")
    assert not among.waits
    carry(station, person, sample("N09").model_copy(update={"display_window": None}))
    (held,) = preview(station, one(station.database, "N10")).signs
    assert held.waits
    assert "先等它播完" in sign_in(Role.REVIEWER).get("/notice/N10")


@pytest.mark.usefixtures("waiting")
def test_the_lamps_are_the_frame_itself(station: Station, sign_in: Callable[..., Browser]) -> None:
    """R38: the bytes for the canvas are those an approval binds, named by their digest, and kept."""
    reader = sign_in(Role.APPROVER)
    file = one(station.database, "N01")
    (sign,) = preview(station, file).signs
    for page in sign.pages:
        assert page.lamps in unescape(reader.get("/notice/N01/approve"))
        answer = reader.client.get(page.lamps)
        frame = preview_frame(station, file, "gate", page.number)
        assert answer.content == frame.data
        assert answer.headers["led-panel"] == "256x64 dual"
        assert answer.headers["etag"] == f'"{frame.digest}"'
        assert "immutable" in answer.headers["cache-control"]
    again = reader.client.get(page.lamps, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    bare = reader.client.get(page.lamps.partition("?")[0])
    assert bare.headers["cache-control"] == "private, no-cache"
    reader.get(page.lamps.partition("?")[0] + "?frame=" + "0" * 64, 404)
    reader.get("/notice/N01/preview/gate/999.bin", 404)


def test_the_lamps_of_a_dark_sign_are_dark(station: Station, sign_in: Callable[..., Browser]) -> None:
    """What a sign shows now comes as bytes too; nothing is shown here."""
    reader = sign_in(Role.OPERATOR)
    answer = reader.client.get("/signs/gate/live.bin")
    assert answer.content == Frame.dark(station.settings.signs["gate"].make_panel()).data
    assert answer.headers["cache-control"] == "private, no-cache"
    reader.get("/signs/hall/live.bin", 404)


def test_lamps_are_for_those_who_signed_in(open_browser: Callable[[], TestClient]) -> None:
    """A stranger gets no frame."""
    stranger = open_browser()
    for path in ("/signs/gate/live.bin", "/notice/N01/preview/gate/1.bin"):
        assert stranger.get(path, follow_redirects=False).status_code == 303


def chosen(form: NoticeForm, **changes: str) -> dict[str, str]:
    """The form as a browser posts it: a box that is not ticked is not there."""
    kinds = {f"type.{key}": choice.type for key, _, choice in form.columns}
    privacies = {f"privacy.{key}": choice.privacy for key, _, choice in form.columns}
    ticked = {f"leave_out.{key}": "yes" for key in form.left_out}
    return {**form.values, **kinds, **privacies, **ticked, **changes}


@pytest.mark.parametrize(
    "choice",
    [
        None,
        OnSign(),
        OnSign(signs=("hall", "villages")),
        OnSign(layout=SignLayout.CARDS, leave_out=("seq",)),
        OnSign(leave_out=("seq",)),
    ],
)
def test_what_was_chosen_for_signs_survives_the_form(sample: Samples, choice: OnSign | None) -> None:
    """Saved untouched it is the same notice; what came back with a fault keeps its ticks."""
    notice = sample("N01")
    assert notice.table is not None
    keys = tuple(column.key for column in notice.table.columns)[: len(choice.leave_out) if choice else 0]
    if choice is not None:
        choice = choice.model_copy(update={"leave_out": keys})
    notice = notice.model_copy(update={"on_sign": choice})
    form = filled(notice)
    assert read_form(chosen(form), notice) == notice
    assert read_form(form.values, notice) == notice
    assert returned(chosen(form), notice, ()).left_out == keys


def test_ticks_are_taken_and_taken_back(sample: Samples) -> None:
    """A ticked column is left out of signs, an unticked one is there again, a removed one is forgotten."""
    notice = sample("N01")
    form = filled(notice)
    key = form.columns[0][0]
    ticked = read_form(chosen(form, **{f"leave_out.{key}": "yes", "sign_layout": "cards"}), notice)
    assert ticked.on_sign == OnSign(layout=SignLayout.CARDS, leave_out=(key,))
    posted = chosen(filled(ticked))
    del posted[f"leave_out.{key}"]
    assert read_form({**posted, "sign_layout": ""}, ticked).on_sign == OnSign()
    lines = form.values["table"].splitlines()
    narrower = "\n".join(line.partition("\t")[2] for line in lines)
    fewer = read_form(chosen(filled(ticked), table=narrower), ticked)
    assert fewer.on_sign == OnSign(layout=SignLayout.CARDS)


def test_the_signs_it_goes_to_are_ticked_and_taken_back(sample: Samples) -> None:
    """Ticks name signs and groups; none ticked means all signs; a form that shows none changes nothing."""
    notice = sample("N01")
    shown = chosen(filled(notice), signs="shown")
    named = read_form({**shown, "sign.hall": "yes", "sign.villages": "yes"}, notice)
    assert named.on_sign == OnSign(signs=("hall", "villages"))
    assert filled(named).signs == ("hall", "villages")
    assert returned({**shown, "sign.hall": "yes"}, named, ()).signs == ("hall",)
    assert read_form(chosen(filled(named)), named).on_sign == named.on_sign
    assert read_form(shown, named).on_sign == OnSign()


def test_the_last_column_cannot_be_left_out(
    station: Station, person: Callable[..., Actor], sample: Samples, sign_in: Callable[..., Browser]
) -> None:
    """The form comes back with the sentence beside the list and every tick where it was."""
    station.desk.draft(person("drafter", "drafter"), sample("N01"))
    drafter = sign_in(Role.DRAFTER)
    content = one(station.database, "N01").current.content
    form = filled(content)
    all_ticked = {f"leave_out.{key}": "yes" for key, _, _ in form.columns}
    fields = {**chosen(form), **all_ticked, "seen": drafter.seen("N01")}
    page = drafter.post("/notice/N01/edit", 422, **fields)
    assert "请至少保留一列" in page
    assert page.count('value="yes" checked') - len(form.channels) == len(form.columns)


def test_the_choice_is_part_of_what_is_reviewed(
    station: Station, person: Callable[..., Actor], sample: Samples, sign_in: Callable[..., Browser]
) -> None:
    """The public version carries it, another choice is another digest, and reviewers read it in words."""
    station.desk.draft(person("drafter", "drafter"), sample("N01"))
    drafter = sign_in(Role.DRAFTER)
    before = one(station.database, "N01").current
    form = filled(before.content)
    key, label, _ = form.columns[0]
    fields = chosen(form, sign_layout="titled", **{f"leave_out.{key}": "yes"})
    drafter.post("/notice/N01/edit", **fields, seen=drafter.seen("N01"))
    after = one(station.database, "N01").current
    assert after.content.on_sign == OnSign(layout=SignLayout.TITLED, leave_out=(key,))
    assert after.digest != before.digest
    page = drafter.get("/notice/N01")
    assert "屏上版式：标题加正文" in page
    assert f"屏上不显示：{label}（" in page


def test_a_layout_that_cannot_be_is_a_sentence_at_the_preview(
    station: Station, person: Callable[..., Actor], sample: Samples, sign_in: Callable[..., Browser]
) -> None:
    """A warning without a level has no colour; the page says what to choose, and approval says it too."""
    wish = OnSign(layout=SignLayout.WARNING)
    station.desk.draft(person("drafter"), sample("N06").model_copy(update={"on_sign": wish}))
    page = sign_in(Role.REVIEWER).get("/notice/N06")
    assert "暂时无法生成画面" in page
    assert "请选择级别" in page
    assert "提交后也无法批准" not in page
    drafter, step = person("drafter"), station.desk
    assert "提交后也无法批准" in sign_in(Role.DRAFTER).get("/notice/N06")
    step.submit(drafter, "N06")
    step.review(person("reviewer", "r"), "N06", "pass")
    step.secrecy(person("secrecy_reviewer", "s"), "N06", "pass")
    assert "批准发布</button>" not in sign_in(Role.APPROVER).get("/notice/N06/approve")


@pytest.fixture
def quiet_gate(site: Path) -> None:
    """Asked for before the station: at nine in the morning the gate is dark."""
    with (site / "signs.toml").open("a") as file:
        file.write('[signs.gate.hours]\non = ["18:00-02:00"]\n')


@pytest.mark.usefixtures("quiet_gate")
def test_who_approves_in_quiet_hours_is_told(
    station: Station, person: Callable[..., Actor], sample: Samples, sign_in: Callable[..., Browser]
) -> None:
    """Approval is *at once*, but for the hour: nobody should wait before a sign that is dark on purpose."""
    for notice_id, quiet in (("N06", True), ("N09", False)):  # the latter is a warning
        notice = sample(notice_id).model_copy(update={"display_window": None})
        station.desk.draft(person("drafter"), notice)
        (sign,) = preview(station, one(station.database, notice_id)).signs
        assert sign.quiet is quiet
        assert ("现在是静默时段" in sign_in(Role.DRAFTER).get(f"/notice/{notice_id}")) is quiet


def test_a_standing_item_is_called_so(
    station: Station, person: Callable[..., Actor], sample: Samples, sign_in: Callable[..., Browser]
) -> None:
    """R28: whoever approves it sees that it makes way; its way round counts other standing items only."""
    carry(station, person, sample("N06").model_copy(update={"display_window": None}))
    schedule = Schedule(rhythm=Rhythm.STANDING)
    standing = {"display_window": None, "schedule": schedule, "urgency": Urgency.NORMAL}
    station.desk.draft(person("drafter"), sample("N10").model_copy(update=standing))
    (sign,) = preview(station, one(station.database, "N10")).signs
    assert (sign.level, sign.waits, sign.whole_ms) == ("standing", True, sign.round_ms)
    assert "长期公开，有其他公告时让位" in sign_in(Role.DRAFTER).get("/notice/N10")


def test_a_window_that_is_over_has_its_urgency(
    station: Station, person: Callable[..., Actor], sample: Samples
) -> None:
    """What no approval can open any more is still drawn, at the level it asks for."""
    over = DisplayWindow(led_start=station.clock.now() - timedelta(days=9), led_days=3)
    station.desk.draft(person("drafter"), sample("N10").model_copy(update={"display_window": over}))
    (sign,) = preview(station, one(station.database, "N10")).signs
    assert sign.level == "high"
