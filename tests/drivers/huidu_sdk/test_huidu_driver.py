"""The Huidu driver against cards that behave and cards that do not."""

import base64
import contextlib
import io
import re
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from PIL import Image

import drivers.huidu_sdk
from drivers import open_sign
from drivers.base import Booking, Brightness, Colour, Frame, Page, Panel, Program, Proof, Sign
from drivers.cards import Handled
from drivers.errors import (
    Broken,
    ConnectFailed,
    DriverError,
    HalfDone,
    ProtocolError,
    SignRefused,
    TimedOut,
    Unsupported,
)
from drivers.huidu_sdk.codec import MessageDecoder, wire_of
from drivers.huidu_sdk.documents import Reply, encode_reply
from drivers.huidu_sdk.driver import HuiduOptions, HuiduSdk, WrongCard
from drivers.huidu_sdk.driver_publish import WORKED_AT, persist, publish
from drivers.huidu_sdk.driver_session import Session
from drivers.huidu_sdk.elements import Element, make
from drivers.huidu_sdk.messages import (
    CardBeat,
    ErrorAnswer,
    FileStart,
    FileStartAnswer,
    HostBeat,
    VersionAnswer,
    XmlPart,
)
from drivers.huidu_sdk.pictures import jpeg_of, png_of
from drivers.huidu_sdk.plans import Plan
from drivers.huidu_sdk.programs import Area, Picture, Screen, StoredProgram
from drivers.huidu_sdk.simulator import HuiduCard, Quirk
from drivers.huidu_sdk.uploads import Upload
from drivers.picture import from_image
from drivers.simulate import serve_simulator
from drivers.testing import (
    FaultyLink,
    SimulatedLink,
    check_failing_wire,
    check_sign,
    sample_bookings,
    sample_frame,
)

PANEL = Panel(64, 32, Colour.RGB)
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)
PANELS = [PANEL, Panel(100, 17, Colour.DUAL), Panel(24, 40, Colour.RED)]
HARMLESS = [
    None,
    Quirk.VER10,
    Quirk.FRAGMENT,
    Quirk.COALESCE,
    Quirk.HEARTBEAT_STORM,
    Quirk.HEARTBEAT_ASK,
    Quirk.DELAYED_LIST,
    Quirk.PROCESSING,
    Quirk.BLACK_SCREENSHOT,
    Quirk.WRONG_ID,
]


class Watched(HuiduCard):
    """A card that remembers what it was asked, and can be told to answer otherwise."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.asked, self.lies = [], {}
        truth = self.device.answer

        def answer(request):
            lie = self.lies.get(request.method)
            return truth(request) if lie is None else lie(request, truth)

        self.device.answer = answer

    def feed(self, data, *, wire=0):
        handled = super().feed(data, wire=wire)
        self.asked += [each.summary["request"] for each in handled]
        return handled

    def refuse(self, method, result="kSystemError"):
        self.lies[method] = lambda request, _: Reply(request.method, result, (), request.guid)


def sign_for(card, panel=PANEL, **options):
    """The driver on a card, with a sleep that is the card's time."""
    return HuiduSdk(
        panel,
        lambda: SimulatedLink(card),
        HuiduOptions(**options),
        sleep=lambda s: card.advance(int(1000 * s)),
    )


def booked(frame=FRAME, dwell_ms=5000, begins=None, ends=None, panel=PANEL):
    return Booking(Program(panel, (Page(frame, dwell_ms),)), begins, ends)


def patterned(number):
    """One of many frames that all differ."""
    return Frame(PANEL, bytes([number]) + bytes(PANEL.frame_size - 1))


def put_foreign(card, name="a.png", data=None, guid="foreign"):
    """What another program would leave on the card."""
    data = png_of(FRAME) if data is None else data
    md5 = Upload(data).md5
    card.store.append(card.store.begin(FileStart(md5, len(data), name)), data)
    program = StoredProgram(guid, (Area(0, 0, 64, 32, (Picture(name, md5, 50),)),), "someone's")
    card.stage.add(Screen("77", (program,)))


@pytest.mark.parametrize("quirk", HARMLESS)
@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_huidu_keeps_the_contract(panel, quirk):
    """The driver and a card, with and without the manners of real cards, are a sign."""

    def make_sign():
        return sign_for(HuiduCard(panel, quirks=[quirk] if quirk else []), panel)

    check_sign(make_sign)


def test_huidu_keeps_the_contract_on_a_failing_wire():
    """Cut, silent or full of rubbish, at the handshake: our error, in time."""
    card = HuiduCard(PANEL)

    check_failing_wire(lambda connect: HuiduSdk(PANEL, connect), lambda: SimulatedLink(card), within_s=2)


@pytest.mark.parametrize("sound", range(17))
@pytest.mark.parametrize("fault", ["cut", "silent", "rubbish"])
def test_wherever_the_wire_fails_the_next_order_finishes(fault, sound):
    """At any packet of a list on its way: an error that claims nothing, and the next try is whole."""
    card = HuiduCard(PANEL)
    links = iter([FaultyLink(SimulatedLink(card), fault, sound)])
    sign = HuiduSdk(PANEL, lambda: next(links, None) or SimulatedLink(card), sleep=lambda _: None)

    with pytest.raises((Broken, TimedOut, ProtocolError)) as caught:
        sign.sync([booked()])
    assert not caught.value.outcome_known
    assert sign.sync([booked()]).proof is Proof.SELECTED
    assert card.lit == FRAME


@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_pages_are_lit_in_their_order_and_for_their_time(panel):
    """The lamps show the frames of the booking, to the pixel, and turn by the card's own clock."""
    card = HuiduCard(panel)
    frame, dark = sample_frame(panel), Frame.dark(panel)
    program = Program(panel, (Page(frame, 5000), Page(dark, 3000)))

    receipt = sign_for(card, panel).sync([Booking(program)])

    lit = []
    for _ in range(8):
        lit.append(card.lit == frame)
        card.advance(1000)
    assert lit == [True] * 5 + [False] * 3
    assert receipt.proof is Proof.SELECTED
    assert "lists 2 files and 1 programs (1 written); it plays 1edc71" in receipt.evidence


def test_the_card_takes_a_notice_down_without_the_host():
    """With nobody there to withdraw it, a notice ends at the second it was booked to end."""
    card = HuiduCard(PANEL)
    ends = card.stage.clock + timedelta(hours=30)
    sign_for(card).sync([booked(begins=card.stage.clock + timedelta(minutes=1), ends=ends)])
    lit = []
    for seconds in (0, 59, 1, 86_400, 30 * 3600 - 86_400 - 61, 1):
        card.advance(1000 * seconds)
        lit.append(card.lit == FRAME)

    assert lit == [False, False, True, True, True, False]
    assert card.stage.clock == ends
    assert card.lit == DARK


def test_a_card_with_a_wrong_clock_is_dark_and_its_receipt_says_so():
    """It judges windows by its own clock: the list is right, darkness plays, and that is on record."""
    card = HuiduCard(PANEL)
    sign = sign_for(card)

    receipt = sign.sync([booked(begins=datetime(2026, 3, 4, 10), ends=datetime(2026, 3, 4, 12))])

    assert card.lit == DARK
    assert receipt.proof is Proof.STORED
    assert receipt.evidence.endswith("dark: none of the list is due; by its clock 2026-01-01 00:00:00")
    sign.set_clock(datetime(2026, 3, 4, 11))
    assert card.lit == FRAME


def test_what_the_card_holds_is_not_written_again():
    """The same list again costs questions only: no file, no program, no switch; not even after a restart."""
    card = Watched(PANEL)
    bookings = sample_bookings(PANEL)
    sign_for(card).sync(bookings)
    for sign in (sign_for(card), sign_for(card)):
        card.asked.clear()
        receipt = sign.sync(bookings)
        assert {*card.asked} == {
            "version",
            "GetIFVersion",
            "GetDeviceInfo",
            "GetMulScreenSync",
            "GetProgram",
            "GetFiles",
            "GetTimeInfo",
            "GetCurrentPlayProgramGUID",
            "GetScreenshot2",
        }
        assert "(0 written)" in receipt.evidence


def test_new_content_comes_before_old_content_goes():
    """Upload, add, switch, and only then delete; what stays booked is not touched."""
    card = Watched(PANEL)
    sign = sign_for(card)
    sign.sync([booked(), booked(patterned(1))])
    card.asked.clear()

    sign.sync([booked(patterned(2)), booked()])

    order = [each for each in card.asked if each[:3] not in ("Get", "con")]
    assert order == ["file", "end", "AddProgram", "SwitchProgram", "DeleteProgram", "DeleteFiles"]
    assert card.lit == patterned(2)
    assert sorted(each.name for each in card.stage.held.programs) == sorted(
        each.program.digest for each in (booked(), booked(patterned(2)))
    )
    assert {each.name for each in card.store.listing()} == {
        Upload(png_of(frame)).name for frame in (FRAME, patterned(2))
    }


def test_foreign_content_is_an_alarm_and_goes_with_the_next_list():
    """A program of someone else is named in the status, and deleted; its file is not ours to delete."""
    card = HuiduCard(PANEL)
    put_foreign(card, data=png_of(patterned(9)))
    sign = sign_for(card)
    assert sign.status().unknown == ("program foreign someone's",)

    sign.sync([booked()])

    assert card.stage.held.stamps == "77"  # another one would have wiped the card
    assert sign.status().unknown == ()
    assert card.lit == FRAME
    assert "a.png" in {each.name for each in card.store.listing()}


def test_our_content_under_a_foreign_name_is_moved_out_of_the_way():
    """A card knows files by content: ours would never be made, and the screen black."""
    card = HuiduCard(PANEL)
    put_foreign(card, data=png_of(FRAME))

    assert sign_for(card).sync([booked()]).proof is Proof.SELECTED
    assert card.lit == FRAME


def test_foreign_content_under_our_name_is_moved_out_of_the_way():
    """Ours would be added at its end, with success at every step, and the screen black."""
    card = HuiduCard(PANEL)
    put_foreign(card, name=Upload(png_of(FRAME)).name, data=b"something else")

    assert sign_for(card).sync([booked()]).proof is Proof.SELECTED
    assert card.lit == FRAME


def test_a_program_with_our_guid_and_other_files_is_put_right():
    """It is an alarm while it is there, and written anew by the next list."""
    card = HuiduCard(PANEL)
    sign = sign_for(card)
    sign.sync([booked()])
    (ours,) = card.stage.held.programs
    put_foreign(card, data=png_of(patterned(7)), guid=ours.guid)
    sign.sync([booked()])
    put_foreign(card, data=png_of(patterned(7)), guid=ours.guid)

    assert sign.status().unknown == (f"program {ours.guid} someone's",)
    sign.sync([booked()])
    assert card.lit == FRAME
    assert sign.status().unknown == ()


def test_a_refusal_after_a_spoiled_program_was_deleted_leaves_it_unknown():
    """What stood is gone already, so "not shown" would be half of the truth."""
    card = Watched(PANEL)
    sign = sign_for(card)
    sign.sync([booked()])
    (ours,) = card.stage.held.programs
    put_foreign(card, data=png_of(patterned(7)), guid=ours.guid)
    card.refuse("AddProgram")

    with pytest.raises(HalfDone) as caught:
        sign.sync([booked()])

    assert not caught.value.outcome_known


def test_many_files_go_forty_at_a_time():
    """More names in one request are refused by cards."""
    card = HuiduCard(PANEL)
    sign = sign_for(card)
    sign.sync([booked(patterned(i)) for i in range(1, 91)])
    assert len(card.stage.held.programs) == 90

    sign.blank()

    assert len(card.store.listing()) == len(card.stage.held.programs) == 1
    assert card.lit == DARK


def test_an_upload_that_was_cut_continues_on_the_next_connection():
    """What the card has of a file is not sent again."""
    panel = Panel(256, 128, Colour.RGB)
    frame = Frame(panel, bytes((i * i >> 7) % 256 for i in range(panel.frame_size)))
    card = Watched(panel, quirks=[Quirk.DROP_MID_FILE])
    sign = sign_for(card, panel)

    with pytest.raises(Broken):
        sign.show(frame)
    (half,) = card.store.listing()
    assert 0 < half.exists < half.size
    assert sign.show(frame).proof is Proof.SELECTED
    assert card.lit == frame
    assert card.asked.count("content") == -(-half.size // 9212)


def test_a_full_card_refuses_and_what_it_shows_stays():
    """Known not shown: the number of the card, no program added, nothing deleted that plays."""
    card = Watched(PANEL, quirks=[Quirk.NO_SPACE])
    sign = sign_for(card)

    with pytest.raises(SignRefused, match="kNotSpaceToSave") as caught:
        sign.sync([booked()])

    assert caught.value.code == 9
    assert caught.value.outcome_known
    assert "AddProgram" not in card.asked
    assert sign.status().online  # on a new connection: the old one still waits for a file


@pytest.mark.parametrize("result", ["kProcessing", "kDownloadingFile"])
def test_a_card_that_never_finishes_is_given_up(result):
    """Asked each second for a minute, not longer; what it shows is unknown then."""
    card, slept = Watched(PANEL), []
    card.refuse("AddProgram", result)
    sign = HuiduSdk(PANEL, lambda: SimulatedLink(card), sleep=slept.append)

    with pytest.raises(TimedOut, match="not done yet"):
        sign.sync([booked()])

    assert slept == [1.0] * 60
    assert card.asked.count("AddProgram") == 61


def test_a_card_that_works_slowly_is_given_up_by_the_clock():
    """Tries are bounded and so is the time: slow answers do not make a minute an hour."""
    clock, asked = Clock(), []
    session = Session(Puppet(), clock=clock)

    def ask():
        asked.append(clock.time)
        clock.time += 29
        return Reply("AddProgram", "kProcessing")

    with pytest.raises(TimedOut, match="not done yet"):
        persist(session, ask, WORKED_AT, lambda _: None)
    assert asked == [0, 29, 58, 87]


def test_a_list_that_is_never_rebuilt_is_given_up():
    """Ten seconds for the programs to appear; the new ones may be shown some time: unknown."""
    card, slept = HuiduCard(PANEL, quirks=[Quirk.DELAYED_LIST]), []
    sign = HuiduSdk(PANEL, lambda: SimulatedLink(card), sleep=slept.append)

    with pytest.raises(HalfDone, match="does not list new programs") as caught:
        sign.sync([booked()])

    assert sum(slept) == 10.0
    assert not caught.value.outcome_known


@pytest.mark.parametrize("method", ["SwitchProgram", "DeleteProgram"])
def test_a_refusal_after_programs_were_added_leaves_it_unknown(method):
    """Not "not shown": something of the new list may be on."""
    card = Watched(PANEL)
    sign = sign_for(card)
    sign.sync([booked()])
    card.refuse(method, "kInvalidXmlIndex")

    with pytest.raises(HalfDone) as caught:
        sign.sync([booked(patterned(1))])

    assert (caught.value.code, caught.value.outcome_known) == (21, False)


def test_a_program_that_does_not_go_is_not_passed_over():
    """The card says yes to DeleteProgram and turns to the old notice again: dark was not reached."""
    card = Watched(PANEL)
    sign = sign_for(card)
    sign.sync([booked()])
    card.lies["DeleteProgram"] = lambda request, _: Reply(request.method, guid=request.guid)

    with pytest.raises(HalfDone, match="still lists deleted programs") as caught:
        sign.blank()

    assert not caught.value.outcome_known
    del card.lies["DeleteProgram"]
    assert sign.blank().proof is Proof.SELECTED
    assert [each.name for each in card.stage.held.programs] == ["dark"]


def test_a_list_that_is_told_slowly_is_given_up_by_the_clock():
    """Forty answers that each take nearly ten seconds are minutes for a wait of ten."""
    clock, asked = Clock(), []

    class Slow(Session):
        def ask(self, method, *body, timeout_s=None):
            asked.append(clock.time)
            clock.time += 9
            return Reply(method)

    with pytest.raises(SignRefused, match="does not list"):
        publish(Slow(Puppet(), clock=clock), Plan((StoredProgram("1edc71", ()),), {}, {}), lambda _: None)
    assert len(asked) < 10


@pytest.mark.parametrize(
    "lie",
    [
        Reply("GetTimeInfo", "kUnsupportMethod"),
        Reply("GetTimeInfo", body=(make("time", value="2026-3-4 1:02:03"),)),
        Reply("GetTimeInfo"),
    ],
    ids=["unable", "unreadable", "empty"],
)
def test_a_card_that_does_not_tell_the_time_can_still_be_made_dark(lie):
    """Darkness and single frames need no clock; windows are stored, and nothing is said to be due."""
    card = Watched(PANEL)
    sign = sign_for(card)
    sign.show(FRAME)
    card.lies["GetTimeInfo"] = lambda request, _: replace(lie, guid=request.guid)

    assert sign.blank().proof is Proof.SELECTED
    assert card.lit == DARK
    assert [each.name for each in card.stage.held.programs] == ["dark"]
    assert sign.sync([booked(begins=datetime(2025, 1, 1))]).proof is Proof.STORED
    assert (sign.status().online, sign.status().clock) == (True, None)


def test_a_refused_program_is_known_not_shown():
    """Any other result of AddProgram fails closed, at once, with the card's name for it."""
    card = Watched(PANEL)
    card.refuse("AddProgram", "kDownloadFileFailed")

    with pytest.raises(SignRefused, match="kDownloadFileFailed") as caught:
        sign_for(card).sync([booked()])

    assert (caught.value.code, caught.value.outcome_known) == (33, True)
    assert card.asked.count("AddProgram") == 1


def test_a_file_that_is_not_listed_whole_is_not_used():
    """Success at every step proves nothing (cards keep files by content): the list does."""
    card = Watched(PANEL)
    card.lies["GetFiles"] = lambda request, _: Reply("GetFiles", "kSuccess", (make("files"),), request.guid)

    with pytest.raises(SignRefused, match="does not list it whole") as caught:
        sign_for(card).sync([booked()])

    assert caught.value.code == 19
    assert "AddProgram" not in card.asked


@pytest.mark.parametrize("status", [19, 13])
def test_a_file_the_card_finds_wrong_is_refused(status):
    """The status of a file's end counts."""
    card = Watched(PANEL)
    card.store.end = lambda _: status

    with pytest.raises(SignRefused) as caught:
        sign_for(card).sync([booked()])

    assert caught.value.code == status


def test_a_card_that_plays_something_else_lowers_the_receipt():
    """Stored and not selected: the card's own word is missing."""
    card = Watched(PANEL)
    other = (make("program", guid="other"),)
    card.lies["GetCurrentPlayProgramGUID"] = lambda request, _: Reply(
        request.method, "kSuccess", other, request.guid
    )

    receipt = sign_for(card).sync([booked()])

    assert receipt.proof is Proof.STORED
    assert "it plays other, which is not what is due" in receipt.evidence


def test_a_card_that_does_not_say_what_it_plays_is_not_said_to_refuse():
    """The list is stored; a refused look at it must not be recorded as "not shown"."""
    card = Watched(PANEL)
    card.refuse("GetCurrentPlayProgramGUID", "kUnsupportMethod")

    receipt = sign_for(card).show(FRAME)

    assert receipt.proof is Proof.STORED
    assert "kUnsupportMethod" in receipt.evidence
    assert card.lit == FRAME


def test_a_card_that_plays_what_it_does_not_list_is_an_alarm():
    """Cards have ways to play something beside their list; none of them is ours."""
    card = Watched(PANEL)
    sign = sign_for(card)
    sign.show(FRAME)
    other = (make("program", guid="{OTHER}"),)
    card.lies["GetCurrentPlayProgramGUID"] = lambda request, _: Reply(
        request.method, "kSuccess", other, request.guid
    )

    assert sign.status().unknown == ("plays other, which it does not list",)


def test_a_card_that_writes_guids_its_own_way_is_understood():
    """Braces and capitals: held is held, playing is playing, and deleted by the card's own writing."""
    card = Watched(PANEL)

    def shouted(element):
        attributes = {k: "{" + v.upper() + "}" if k == "guid" else v for k, v in element.attributes.items()}
        return Element(element.name, attributes, tuple(map(shouted, element.children)))

    for method in ("GetProgram", "GetCurrentPlayProgramGUID"):
        card.lies[method] = lambda request, truth: replace(
            truth(request), body=tuple(map(shouted, truth(request).body))
        )
    sign = sign_for(card)

    assert sign.sync([booked()]).proof is Proof.SELECTED
    assert "(0 written)" in sign.sync([booked()]).evidence
    assert (sign.status().unknown, sign.status().shown) == ((), FRAME.digest)


@pytest.mark.parametrize(
    ("lie", "match"),
    [
        (Reply("GetScreenshot2", "kUnsupportMethod"), "no photograph of itself: kUnsupportMethod"),
        (Reply("GetScreenshot2", body=(make("image", data="***"),)), "is no picture"),
        (Reply("GetScreenshot2", body=(make("image", data="aGVsbG8="),)), "is no picture"),
        (Reply("GetScreenshot2", body=(make("image", data="图"),)), "is no picture"),
    ],
    ids=["unable", "no base64", "no picture", "no ASCII"],
)
def test_a_photograph_that_says_nothing_lowers_the_receipt(lie, match):
    """What cannot be compared is not proven by comparison; the status says so, and shows nothing."""
    card = Watched(PANEL)
    card.lies["GetScreenshot2"] = lambda request, _: lie
    sign = sign_for(card)

    receipt, status = sign.show(FRAME), sign.status()

    assert receipt.proof is Proof.STORED
    assert re.search(match, receipt.evidence)
    assert re.search(match, status.faults[0])
    assert status.shown is None


def test_an_error_packet_instead_of_a_photograph_is_no_refusal_of_the_list():
    """What was stored is stored: "refused" would be recorded as not shown, while it is lit."""
    card = Watched(PANEL)
    sign = sign_for(card)
    sign.blank()
    truth = card._answer

    def answer(wire, request):
        failing = request.method == "GetScreenshot2"
        return card._refused(wire, request.method, 24) if failing else truth(wire, request)

    card._answer = answer

    receipt = sign.show(FRAME)

    assert receipt.proof is Proof.STORED
    assert "kMemoryFailed" in receipt.evidence
    assert card.lit == FRAME
    del card._answer
    assert sign.show(FRAME).proof is Proof.SELECTED


def test_lines_in_a_photograph_are_no_fault():
    """Some encoders break base64 into lines, which XML gives back as blanks."""
    card = Watched(PANEL)
    data = base64.encodebytes(jpeg_of(FRAME)).decode()
    card.lies["GetScreenshot2"] = lambda request, _: Reply(
        request.method, body=(make("image", data=data),), guid=request.guid
    )

    assert sign_for(card).show(FRAME).proof is Proof.SELECTED


def test_a_program_that_only_calls_itself_dark_is_not_called_dark():
    """After a restart of the host the name is all there is to go by, so the photograph has to agree."""
    card = Watched(PANEL)
    sign_for(card).blank()
    white = base64.b64encode(jpeg_of(Frame(PANEL, b"\xff" * PANEL.frame_size))).decode()
    card.lies["GetScreenshot2"] = lambda request, _: Reply(
        request.method, body=(make("image", data=white),), guid=request.guid
    )

    status = sign_for(card).status()

    assert status.shown is None
    assert status.faults == ("the card's photograph of itself shows something else",)


def test_a_black_photograph_is_a_fault_unless_it_is_not_asked_for():
    """Black is what a ruined file gives, too; who knows that a card's photographs are black says so."""
    card = HuiduCard(PANEL, quirks=[Quirk.BLACK_SCREENSHOT])
    sign = sign_for(card)
    assert sign.show(FRAME).proof is Proof.STORED
    assert sign.status().faults == ("the card's photograph of itself is black",)
    assert sign.blank().proof is Proof.SELECTED

    blind = sign_for(card, screenshot="off")
    assert blind.show(FRAME).proof is Proof.SELECTED
    assert (blind.status().faults, blind.status().shown) == ((), FRAME.digest)


def test_a_photograph_of_something_else_is_a_fault():
    """The right GUID, other lamps: the picture in the card is not the one that was sent."""
    card = Watched(PANEL)
    white = base64.b64encode(jpeg_of(Frame(PANEL, b"\xff" * PANEL.frame_size))).decode()
    card.lies["GetScreenshot2"] = lambda request, _: Reply(
        request.method, body=(make("image", data=white),), guid=request.guid
    )
    sign = sign_for(card)
    sign.show(FRAME)

    assert sign.status().faults == ("the card's photograph of itself shows something else",)


def test_the_status_is_what_the_card_says():
    """Power, brightness, clock, programs; and who it is."""
    card = HuiduCard(PANEL)
    sign = sign_for(card)
    sign.sync([booked()])
    sign.switch(False)
    sign.dim(Brightness.steady(30))
    sign.set_clock(datetime(2026, 3, 4, 10, 15, 30))

    status = sign.status()

    assert (status.online, status.powered, status.brightness) == (True, False, 30)
    assert status.clock == card.stage.clock == datetime(2026, 3, 4, 10, 15, 30)
    assert status.programs == (booked().program.digest,)
    assert status.detail == "C16L C16L-D00-A000F, 64x32, firmware 7.11.18.0"
    assert card.lit == DARK
    assert sign.switch(True).proof is Proof.ACCEPTED
    assert card.lit == FRAME


def test_the_status_survives_a_restart_of_the_host():
    """Programs are known by their names, darkness by its mark; which page stands is not guessed."""
    card = HuiduCard(PANEL)
    sign_for(card).sync(sample_bookings(PANEL))

    status = sign_for(card).status()
    assert set(status.programs) == {each.program.digest for each in sample_bookings(PANEL)}
    assert (status.unknown, status.shown) == ((), None)
    sign_for(card).blank()
    assert (sign_for(card).status().shown, sign_for(card).status().programs) == ("", ())


def test_what_a_card_does_not_know_is_not_made_up():
    """Older firmware: no answer to a question is ``None``, and names it does not keep are not guessed."""
    card = Watched(PANEL)
    sign = sign_for(card)
    sign.show(FRAME)
    for method in ("GetSwitchTime", "GetLuminancePloy", "GetTimeInfo"):
        card.refuse(method, "kUnsupportMethod")
    for each in card.stage.held.programs:
        card.stage.replace(StoredProgram(each.guid, each.areas))

    status = sign.status()

    assert (status.powered, status.brightness, status.clock, status.programs) == (None, None, None, None)
    assert (status.unknown, status.shown) == ((), FRAME.digest)


def test_a_card_that_cannot_be_reached_is_offline():
    """Nobody there is a status, not an exception; the orders raise."""

    def nobody():
        raise ConnectFailed("nobody", link="tcp://x:1")

    sign = HuiduSdk(PANEL, nobody)

    assert sign.status().online is False
    with pytest.raises(ConnectFailed):
        sign.show(FRAME)


@pytest.mark.parametrize(
    ("card", "options", "match"),
    [
        (HuiduCard(Panel(128, 32, Colour.RGB)), {}, "the sign is 64x32 rgb, the card is C16L .* 128x32"),
        (HuiduCard(PANEL, quirks=[Quirk.WRONG_ID]), {"device_id": "C16L-D00-A000F"}, "this one is .*FFFFF"),
        (HuiduCard(PANEL, quirks=[Quirk.SYNCHRONISED]), {}, "plays together with others"),
    ],
    ids=["size", "id", "synchronised"],
)
def test_the_wrong_card_is_refused_before_it_is_shown_anything(card, options, match):
    """Not the one expected, or not to be commanded: no order gets through, however often asked."""
    sign = sign_for(card, **options)

    for order in (lambda: sign.show(FRAME), sign.blank, sign.status, lambda: sign.switch(False)):
        with pytest.raises(WrongCard, match=match) as caught:
            order()
        assert caught.value.outcome_known
    assert card.stage.held.programs == ()


def test_a_pinned_card_is_accepted_and_one_that_knows_no_synchronising_too():
    """The ID is compared exactly; a method that does not exist is no reason to refuse."""
    card = Watched(PANEL)
    card.refuse("GetMulScreenSync", "kUnsupportMethod")

    assert sign_for(card, device_id="C16L-D00-A000F").show(FRAME).proof is Proof.SELECTED


def test_one_connection_serves_many_orders_until_the_card_hangs_up():
    """The handshake happens once; after 60 s of silence once more, and the order does not notice."""
    card = Watched(PANEL)
    sign = sign_for(card)
    for _ in range(3):
        sign.show(FRAME)
    assert card.asked.count("version") == 1

    card.advance(60_000)
    sign.show(FRAME)
    assert card.asked.count("version") == 2


def twisted(chance, element):
    """The element with attributes changed, cut or gone, and children lost or doubled."""
    junk = (
        "",
        "-1",
        "9" * 9,
        "9" * 20,
        "true",
        "图",
        '"<&>\n',
        "2026-02-30 00:00:00",
        "1edc71",
        "dark",
        "a.png",
    )
    attributes = {
        key: chance.choice((*junk, value[: len(value) // 2])) if chance.random() < 0.2 else value
        for key, value in element.attributes.items()
        if chance.random() > 0.05
    }
    children = [
        twisted(chance, child) for child in element.children for _ in range(chance.choice((0, 1, 1, 1, 1, 2)))
    ]
    return Element(element.name, attributes, tuple(children))


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_whatever_a_card_says_it_is_an_error_of_ours_and_over_when_the_card_is_sane(first):
    """Answers of sound form and senseless content: no foreign error, and the next order is whole."""
    for seed in range(first, first + 50):
        chance, card = Random(seed), Watched(PANEL)  # noqa: S311 (to be repeatable, not to be secret)
        sane = card.device.answer

        def answer(request, sane=sane, chance=chance):
            reply = sane(request)
            return replace(reply, body=twisted(chance, Element("out", children=reply.body)).children)

        card.device.answer = answer
        sign = sign_for(card)
        for order in (
            lambda s: s.show(FRAME),
            Sign.status,
            Sign.blank,
            lambda s: s.switch(True),
            Sign.status,
        ):
            with contextlib.suppress(DriverError):
                order(sign)
        card.device.answer = sane
        with contextlib.suppress(DriverError):  # a connection that was let go
            sign.show(FRAME)
        assert sign.show(FRAME).proof is Proof.SELECTED
        assert card.lit == FRAME


class Puppet:
    """A wire whose other end says what it is told to: some of it unasked, the rest when it is asked first."""

    url = "puppet://card"

    def __init__(self, *answers, unasked=b""):
        self.pending, self.answers = unasked, b"".join(map(wire_of, answers))
        self.decoder, self.heard = MessageDecoder(), []

    def send(self, data):
        self.pending, self.answers = self.pending + self.answers, b""
        self.decoder.feed(data)
        while (message := self.decoder.next()) is not None:
            self.heard.append(message)

    def receive(self, max_bytes, timeout_s):
        taken, self.pending = self.pending[:max_bytes], self.pending[max_bytes:]
        return taken

    def close(self):
        pass


def replied(method, **options):
    """An answer as it comes from the card."""
    document = encode_reply(Reply(method, **options))
    return XmlPart(len(document), 0, document, answer=True)


class Clock:
    """Time that stands still until it is told to go, or goes on by itself a little each time it is asked."""

    def __init__(self, step=0.0):
        self.time, self.step = 0.0, step

    def __call__(self):
        self.time += self.step
        return self.time


def test_the_host_beats_after_twenty_seconds_and_answers_only_the_host_s_own_beat():
    """0060 is a timer of the card: answering it would never end. 005F from a card wants 0060."""
    clock = Clock()
    link = Puppet(unasked=wire_of(CardBeat()) * 2)
    session = Session(link, clock=clock)
    session.beat()
    clock.time = 19.9
    session.beat()
    assert link.heard == []
    clock.time = 20.0
    session.beat()
    session.beat()
    assert link.heard == [HostBeat()]
    link.pending = wire_of(HostBeat())
    session.beat()
    assert link.heard == [HostBeat(), CardBeat()]


def test_keep_alive_keeps_the_connection_and_never_makes_one():
    """Called every few seconds it costs nothing; a wire that broke meanwhile is let go, and said so once."""
    card = Watched(PANEL)
    sign = sign_for(card)
    sign.keep_alive()
    assert card.asked == []
    sign.show(FRAME)
    card.advance(60_000)
    with pytest.raises(Broken):
        sign.keep_alive()
    sign.keep_alive()
    sign.show(FRAME)
    assert card.asked.count("version") == 2


def test_an_a3l_s_heartbeat_is_answered():
    """The card asks as a host would, and hears from us."""
    card = HuiduCard(PANEL, quirks=[Quirk.HEARTBEAT_ASK])
    sign = sign_for(card)
    sign.show(FRAME)
    card.advance(30_000)
    sign.keep_alive()
    card.advance(30_000)  # 60 s since the last order, 30 since the answer to the heartbeat
    assert not any(each.hang_up for each in card.unasked())


def test_a_lively_wire_without_an_answer_times_out():
    """Heartbeats do not postpone the deadline."""
    link = Puppet(*[CardBeat()] * 1000)
    session = Session(link, clock=Clock(step=0.1))

    with pytest.raises(TimedOut, match="did not answer in time"):
        session.greet()


def test_a_card_that_talks_without_end_is_given_up():
    """More unasked bytes than a buffer takes are no conversation."""
    session = Session(Puppet(unasked=wire_of(CardBeat()) * 20_000))

    with pytest.raises(ProtocolError, match="without being asked"):
        session.listen()


def test_half_a_heartbeat_does_not_hide_the_answer():
    """The rest of it comes after the question; a late answer to another question is skipped."""
    link = Puppet(unasked=wire_of(CardBeat())[:3])
    link.answers = wire_of(CardBeat())[3:] + wire_of(replied("GetProgram")) + wire_of(replied("GetFiles"))

    assert Session(link).ask("GetFiles").method == "GetFiles"


@pytest.mark.parametrize("code", [3, 2, 36])
def test_an_error_packet_is_a_refusal_and_ends_the_connection(code):
    """A version that is too low, an illegal connection, a number without a name: not usable any more."""
    session = Session(Puppet(ErrorAnswer(code)))

    with pytest.raises(SignRefused) as caught:
        session.greet()

    assert caught.value.code == (code if code < 34 else -1)
    assert not session.is_alive()


def test_an_error_between_questions_ends_the_connection_too():
    """Whatever it was about: it was not understood."""
    session = Session(Puppet(unasked=wire_of(ErrorAnswer(22))))

    assert not session.is_alive()


def test_a_lost_session_is_made_anew_by_the_next_order():
    """``kInvalidGUID``: refused now, and a new handshake before the next question."""
    card = Watched(PANEL)
    sign = sign_for(card)
    sign.show(FRAME)
    card.refuse("OpenScreen", "kInvalidGUID")
    with pytest.raises(SignRefused, match="kInvalidGUID"):
        sign.switch(True)

    sign.show(FRAME)
    assert card.asked.count("version") == 2


def test_what_comes_before_the_version_is_ignored():
    """Some cards greet first."""
    link = Puppet(CardBeat(), VersionAnswer(6, b"\0\0"), unasked=wire_of(FileStartAnswer(0)))
    with pytest.raises(TimedOut):  # no session, but the version was understood
        Session(link).greet()

    version, question = link.heard
    assert version.version == 0x01000007
    assert b"GetIFVersion" in question.part


def test_a_card_with_more_of_a_file_than_there_is_of_it_is_not_believed():
    """Resuming there would ruin the file with success at every step."""
    session = Session(Puppet(FileStartAnswer(0, 99)))

    with pytest.raises(ProtocolError, match="99 bytes"):
        session.upload(Upload(b"hello"))


def test_xml_that_ends_in_the_middle_is_a_protocol_error():
    """Nothing is read out of half a document."""
    with pytest.raises(ProtocolError, match="not XML"):
        sign_for(HuiduCard(PANEL, quirks=[Quirk.ILLEGAL_XML])).show(FRAME)


def test_a_window_no_card_can_keep_is_refused_before_any_byte():
    """No wire is opened for it."""
    sign = HuiduSdk(PANEL, lambda: pytest.fail("the wire was opened"))
    never = booked(begins=datetime(2150, 1, 1))

    with pytest.raises(Unsupported, match="2000 to 2099"):
        sign.sync([never])


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"device_id": "C16L-D00-A000F-X"}, "'device_id' is at most 15 bytes"),
        ({"screenshot": "on"}, "'screenshot' is one of off, compare, not 'on'"),
        ({"tolerance_percent": 0}, "'tolerance_percent' is from 1 to 50"),
        ({"timeout_ms": 1}, "'timeout_ms'"),
        ({"slow_ms": 999_999}, "'slow_ms'"),
        ({"connect_ms": 0}, "'connect_ms'"),
    ],
)
def test_option_values_are_checked(options, match):
    """A value that makes no sense is refused by the option's name."""
    with pytest.raises(ValueError, match=match):
        open_sign("huidu_sdk", PANEL, link="tcp://127.0.0.1:10001", options=options)


def test_the_link_is_checked_without_a_wire():
    """A malformed link is found when the settings are read."""
    with pytest.raises(ValueError, match="a link is"):
        open_sign("huidu_sdk", PANEL)


@pytest.fixture
def served(tmp_path):
    """Start simulated cards behind a TCP port that stop with the test; each gives its URL."""
    stop, threads = threading.Event(), []

    def start(panel=PANEL, quirks=()):
        ports, ready = [], threading.Event()

        def tell(port):
            ports.append(port)
            ready.set()

        thread = threading.Thread(
            target=serve_simulator,
            args=("huidu_sdk",),
            kwargs={
                "port": 0,
                "panel": panel,
                "dump": tmp_path,
                "quirks": quirks,
                "out": io.StringIO(),
                "stop": stop,
                "ready": tell,
            },
        )
        thread.start()
        threads.append(thread)
        assert ready.wait(5)
        return f"tcp://127.0.0.1:{ports[0]}"

    yield start
    stop.set()
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


@pytest.mark.parametrize("quirks", [[], ["fragment", "heartbeat-storm", "ver10"]], ids=str)
def test_huidu_keeps_the_contract_over_tcp(served, quirks):
    """Driver, real sockets, a card in a thread of its own."""
    url = served(quirks=quirks)

    check_sign(lambda: open_sign("huidu_sdk", PANEL, link=url))


def test_the_receipt_and_the_screen_agree_over_tcp(served, tmp_path):
    """R38: when the driver has its receipt, the card's picture is the frame."""
    sign = open_sign("huidu_sdk", PANEL, link=served())

    receipt = sign.show(FRAME)

    assert receipt.proof is Proof.SELECTED
    assert from_image(Image.open(tmp_path / "screen.png"), PANEL) == FRAME
    sign.close()


FORBIDDEN = re.compile(
    r"Upgrade|Reboot|AdminMode|BootLogo|UDisk|SocketTime|HttpApi|SerialSDK|TcpServer|AddFiles|DeviceName|"
    r"Set(Eth|Wifi|Apn|Pppoe|Network|MulScreenSync|SwitchTime|SystemVolume)|ScreenRotation"
)


def test_no_method_that_changes_firmware_or_network_exists():
    """What is not in the code cannot be sent: no upgrade, no network, no restart, by any path."""
    sources = sorted(Path(drivers.huidu_sdk.__file__).parent.glob("*.py"))
    assert len(sources) > 20
    for source in sources:
        assert not FORBIDDEN.search(source.read_text(encoding="utf-8")), source.name


def test_every_method_the_driver_names_is_one_of_these():
    """The whole of what a card can be told, in one place to look at."""
    named = set()
    for source in sorted(Path(drivers.huidu_sdk.__file__).parent.glob("driver*.py")):
        named |= set(re.findall(r'"([A-Z][A-Za-z]+(?:[A-Z0-9][A-Za-z0-9]*)+)"', source.read_text("utf-8")))

    assert named == {
        "AddProgram",
        "CloseScreen",
        "DeleteFiles",
        "DeleteProgram",
        "GetCurrentPlayProgramGUID",
        "GetDeviceInfo",
        "GetFiles",
        "GetIFVersion",
        "GetLuminancePloy",
        "GetMulScreenSync",
        "GetProgram",
        "GetScreenshot2",
        "GetSwitchTime",
        "GetTimeInfo",
        "OpenScreen",
        "SetLuminancePloy",
        "SetTimeInfo",
        "SwitchProgram",
    }


def test_what_the_card_did_is_on_record():
    """The simulator's word for what it did is one JSON line a request."""
    card = HuiduCard(PANEL)
    (handled,) = card.feed(wire_of(ErrorAnswer(1)))

    assert isinstance(handled, Handled)
    assert handled.summary == {"request": "not negotiated", "answer": "kProcessError"}
