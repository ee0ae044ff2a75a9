"""The simulated Huidu card, asked by clients that are not our driver."""

import base64
import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.base import Colour, Frame, Panel
from drivers.cards import Talkative
from drivers.errors import ProtocolError
from drivers.huidu_sdk.chunks import Assembler, cut
from drivers.huidu_sdk.codec import MessageDecoder, wire_of
from drivers.huidu_sdk.documents import Request, decode_reply, encode_request
from drivers.huidu_sdk.elements import make
from drivers.huidu_sdk.messages import (
    CardBeat,
    ErrorAnswer,
    FileContent,
    FileEnd,
    FileEndAnswer,
    FileStart,
    FileStartAnswer,
    HostBeat,
    ReadFile,
    VersionAnswer,
    VersionAsk,
    XmlPart,
)
from drivers.huidu_sdk.packets import Packet
from drivers.huidu_sdk.pictures import is_like, png_of, read_picture
from drivers.huidu_sdk.simulator import HuiduCard, Quirk
from drivers.huidu_sdk.stage import Stage
from drivers.huidu_sdk.store import MOST_FILES, NO_SPACE, OK, Store
from drivers.testing import sample_frame

PANEL = Panel(64, 32, Colour.RGB)
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)
MD5 = hashlib.md5(b"hello", usedforsecurity=False).hexdigest()
VECTORS = json.loads((Path(__file__).parent / "vectors" / "huidu_sdk.json").read_text(encoding="utf-8"))[
    "vectors"
]


class Client:
    """A client with no manners of its own: says what it is told to, gives every message back."""

    def __init__(self, card, wire=0):
        self.card, self.wire = card, wire
        self.decoder, self.guid = MessageDecoder(), "##GUID"

    def say(self, *messages):
        """Everything in one piece, as a client that does not wait for answers does."""
        return self.send(b"".join(map(wire_of, messages)))

    def send(self, wire):
        heard = []
        for handled in self.card.feed(wire, wire=self.wire):
            for chunk in handled.chunks:
                self.decoder.feed(chunk)
            while (message := self.decoder.next()) is not None:
                heard.append(message)
        return heard

    def greet(self):
        request = Request("GetIFVersion", (make("version", value=1000000),))
        heard = self.say(VersionAsk(0x01000007), *cut(encode_request(request)))
        self.guid = decode_reply(heard[-1].part).guid
        return self

    def ask(self, method, *body):
        assembler, document = Assembler(), None
        for message in self.say(*cut(encode_request(Request(method, body, self.guid)), size=8000)):
            document = assembler.add(message)
        return decode_reply(document)

    def put(self, data, name, md5=None):
        md5 = md5 or hashlib.md5(data, usedforsecurity=False).hexdigest()
        (start,) = self.say(FileStart(md5, len(data), name))
        rest = data[start.exists :]
        contents = [FileContent(rest[at : at + 9212]) for at in range(0, len(rest), 9212)]
        (end,) = self.say(*contents, FileEnd())
        return start, end

    def show(self, *programs, stamps="1"):
        return self.ask("AddProgram", make("screen", *programs, timeStamps=stamps)).result


def program(guid, *files, tenths=50, control=(), x=0, y=0, width=64, height=32):
    images = (make("image", make("effect", duration=tenths), make("file", name=file)) for file in files)
    return make(
        "program",
        make("playControl", *control),
        make("area", make("rectangle", x=x, y=y, width=width, height=height), make("resources", *images)),
        guid=guid,
    )


def card_with(*quirks, panel=PANEL):
    card = HuiduCard(panel, quirks=quirks)
    return card, Client(card).greet()


def test_version_and_session_may_be_asked_in_one_breath():
    """The vendor's client does not wait: both are answered, in order, and the session is usable."""
    client = Client(HuiduCard(PANEL))
    request = Request("GetIFVersion", (make("version", value=1000000),))

    version, part = client.say(VersionAsk(0x01000007), *cut(encode_request(request)))

    assert version == VersionAnswer(0x01000007)
    client.guid = decode_reply(part.part).guid
    assert len(client.guid) == 32
    assert client.ask("GetDeviceInfo").first("device").get("id") == "C16L-D00-A000F"


def test_versions_are_agreed_on():
    """The card's highest for a newer client, its error 3 for one that is too old."""
    client = Client(HuiduCard(PANEL))

    assert client.say(VersionAsk(0x0100000F)) == [VersionAnswer(0x01000009)]
    assert client.say(VersionAsk(0x01000001)) == [ErrorAnswer(3)]
    assert Client(HuiduCard(PANEL, quirks=[Quirk.VER10])).send(bytes.fromhex("0800012005000001")) == [
        VersionAnswer(0x01000005, b"\0\0")
    ]


@pytest.mark.parametrize(
    "entry", [each for each in VECTORS if each["name"].startswith(("vendor_", "go_", "node_", "xml_Open"))]
)
def test_packets_of_real_clients_are_answered(entry):
    """Recorded from three clients: each is understood, whatever its XML looks like."""
    card, client = card_with()
    card._wires[0].guid = "f7b3b451c4f3cf3310e2d6714fbb50e8"
    client.put(b"hello", "a.png")

    (part,) = client.send(bytes.fromhex(entry["hex"]))

    known = entry["name"] not in ("vendor_SetSwitchTime", "go_SetSwitchTime")
    assert decode_reply(part.part).result == ("kSuccess" if known else "kUnsupportMethod")


def test_nothing_is_answered_before_the_handshake_or_in_another_s_session():
    """No version, no XML; no session, or a wrong one, ``kInvalidGUID``."""
    client = Client(HuiduCard(PANEL))
    ask = list(cut(encode_request(Request("GetFiles"))))

    assert client.say(*ask) == [ErrorAnswer(2)]
    client.say(VersionAsk(0x01000007))
    assert decode_reply(client.say(*ask)[0].part).result == "kInvalidGUID"
    client.greet()
    assert decode_reply(client.say(*ask)[0].part).result == "kInvalidGUID"
    assert client.ask("GetFiles").result == "kSuccess"
    assert client.ask("FlyAway").result == "kUnsupportMethod"


def test_a_picture_is_uploaded_shown_and_photographed():
    """The whole way, as any client goes it: file, program, lamps, photograph."""
    card, client = card_with()
    assert card.lit == DARK

    assert client.put(png_of(FRAME), "a.png") == (FileStartAnswer(0), FileEndAnswer(0))
    assert client.show(program("one", "a.png")) == "kSuccess"

    assert card.lit == FRAME
    assert client.ask("GetCurrentPlayProgramGUID").first("program").get("guid") == "one"
    photograph = base64.b64decode(client.ask("GetScreenshot2").first("image").get("data"))
    assert is_like(read_picture(photograph), FRAME, tolerance_percent=5)
    assert client.ask("CloseScreen").result == "kSuccess"
    assert card.lit == DARK
    assert client.ask("GetSwitchTime").first("open").get("enable") == "false"
    client.ask("OpenScreen")
    assert card.lit == FRAME


def test_areas_lie_where_they_are_and_strange_ones_stay_black():
    """Stretched into its rectangle; what is no picture, too large or of no size lights nothing."""
    card, client = card_with()
    client.put(png_of(FRAME), "a.png")
    client.put(b"no picture", "b.png")
    right = Frame(PANEL, b"".join(bytes(96) + FRAME.data[i : i + 192][:96] for i in range(0, 6144, 192)))

    client.show(program("one", "a.png", x=32))
    assert card.lit == right
    for odd in (
        program("two", "b.png"),
        program("two", "a.png", width=0),
        program("two", "a.png", width=99_999),
    ):
        client.show(odd)
        client.ask("SwitchProgram", make("program", guid="two"))
        assert card.lit == DARK


def test_files_are_known_by_content():
    """Known content is not taken again; a second name for it is never made."""
    _, client = card_with()
    client.put(b"hello", "a.png")

    start, end = client.put(b"hello", "b.png")

    assert (start, end) == (FileStartAnswer(0, 5), FileEndAnswer(0))
    (only,) = client.ask("GetFiles").first("files").children
    assert (only.get("name"), only.get("existSize")) == ("a.png", "5")
    assert client.show(program("one", "b.png")) == "kDownloadFileFailed"


def test_other_content_under_an_old_name_is_ruined_with_success():
    """It continues after the old bytes; every step succeeds and the screen is black."""
    card, client = card_with()
    client.put(b"hello", "a.png")

    start, end = client.put(png_of(FRAME), "a.png")

    assert (start, end) == (FileStartAnswer(0, 5), FileEndAnswer(0))
    client.show(program("one", "a.png"))
    assert card.lit == DARK


def test_an_upload_that_was_cut_continues_and_wrong_content_is_thrown_away():
    """What arrived stays; an end too early is 19, a sum that does not agree 13."""
    _, client = card_with()
    data = bytes(range(100))
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
    client.say(FileStart(md5, 100, "a.png"))
    assert client.say(FileContent(data[:40]), FileEnd()) == [FileEndAnswer(19)]

    assert client.put(data, "a.png") == (FileStartAnswer(0, 40), FileEndAnswer(0))
    assert client.put(b"liar", "c.png", md5="0" * 32)[1] == FileEndAnswer(13)
    assert client.say(FileStart("1" * 32, 2, "d.png"), FileContent(b"long"), FileEnd())[-1] == FileEndAnswer(
        13
    )
    assert [each.get("name") for each in client.ask("GetFiles").first("files").children] == ["a.png"]


def test_a_full_card_takes_no_file():
    """Status 9, and nothing is made; likewise beyond the number of files."""
    _, client = card_with(Quirk.NO_SPACE)
    assert client.say(FileStart("1" * 32, 2, "d.png")) == [FileStartAnswer(9)]
    assert client.say(FileContent(b"xx"), FileEnd()) == [FileEndAnswer(9)]
    assert client.ask("GetFiles").first("files").children == ()
    store = Store(10)
    for number in range(MOST_FILES):
        assert store.begin(FileStart(f"{number:032x}", 0, f"{number}")) is not None
    assert store.begin(FileStart("f" * 32, 0, "x")) is None
    assert store.begin(FileStart("f" * 32, 11, "0")) is None
    assert (NO_SPACE, OK) == (9, 0)


def test_whoever_does_not_resume_spoils_nothing():
    """A whole file sent again from its beginning, by whatever name, stays what it is."""
    card, client = card_with()
    client.put(b"hello", "a.png")

    again = client.say(FileStart(MD5, 5, "b.png"), FileContent(b"hello"), FileEnd())

    assert again == [FileStartAnswer(0, 5), FileEndAnswer(0)]
    assert card.store.read("a.png") == b"hello"
    assert [each.name for each in card.store.listing()] == ["a.png"]


def test_a_wrong_file_takes_no_other_of_its_name_with_it():
    """Deleted while it was on its way, and begun anew by somebody else."""
    card, client = card_with()
    client.say(FileStart("1" * 32, 2, "a.png"), FileContent(b"xx"))
    other = Client(card, wire=2).greet()
    other.ask("DeleteFiles", make("files", make("file", name="a.png")))
    other.put(b"hello", "a.png")

    assert client.say(FileEnd()) == [FileEndAnswer(13)]
    assert card.store.read("a.png") == b"hello"


def test_a_program_of_too_many_areas_is_refused():
    """Each is drawn at every change, and the card serves everybody in turn."""
    _, client = card_with()
    areas = [make("area", make("rectangle", x=0, y=0, width=4096, height=4096)) for _ in range(17)]

    assert client.show(make("program", *areas, guid="one")) == "kInvalidParam"
    assert client.show(make("program", *areas[1:], guid="one")) == "kSuccess"
    update = client.ask("UpdateProgram", make("program", *areas, guid="one"))
    assert update.result == "kInvalidParam"


@pytest.mark.parametrize("quirk", [[], [Quirk.NO_SPACE]])
def test_xml_while_a_file_is_on_its_way_ends_the_session(quirk):
    """The connection is illegal from then on; a new one works. A refused file is on its way until its end."""
    card, client = card_with(*quirk)
    client.say(FileStart("1" * 32, 2, "d.png"))

    assert client.say(*cut(encode_request(Request("GetFiles", guid=client.guid)))) == [ErrorAnswer(2)]
    assert client.say(FileEnd()) == [ErrorAnswer(2)]
    assert Client(card, wire=2).greet().ask("GetFiles").result == "kSuccess"


def test_file_packets_out_of_turn_are_errors():
    """An end without a start, a start within a file."""
    _, client = card_with()

    assert client.say(FileEnd()) == [ErrorAnswer(2)]
    assert client.say(FileContent(b"x")) == [ErrorAnswer(2)]
    start = FileStart("1" * 32, 2, "d.png")
    assert client.say(start, start) == [FileStartAnswer(0), ErrorAnswer(2)]


def test_programs_play_one_after_another_by_the_card_s_clock():
    """Each for as long as its pictures take, pages in order, for ever, however much time passes at once."""
    card, client = card_with()
    client.put(png_of(FRAME), "a.png")
    client.put(png_of(DARK), "b.png")
    client.show(program("one", "a.png", "b.png", tenths=20), program("two", "b.png", tenths=30))
    seen = []
    for _ in range(8):
        seen.append((card.stage.current, card.lit == FRAME))
        card.advance(1000)

    assert seen == [
        ("one", True),
        ("one", True),
        ("one", False),
        ("one", False),
        ("two", False),
        ("two", False),
        ("two", False),
        ("one", True),
    ]
    card.advance(7000 * 100_000)
    assert card.stage.current == "one"


def test_a_program_is_shown_only_when_it_is_due():
    """Days and hours by the card's own clock; nothing due is dark."""
    card, client = card_with()
    client.put(png_of(FRAME), "a.png")
    control = (
        make("date", start="2026-03-04", end="2026-03-04"),
        make("time", start="08:00:00", end="08:59:59"),
    )
    client.show(program("one", "a.png", control=control))
    lit = []
    for text in ("2026-03-04 07:59:59", "2026-03-04 08:00:00", "2026-03-04 09:00:00", "9999-12-31 23:59:59"):
        assert (
            client.ask("SetTimeInfo", make("sync", value="none"), make("time", value=text)).result
            == "kSuccess"
        )
        lit.append(card.lit == FRAME)

    assert lit == [False, True, False, False]
    assert client.ask("GetCurrentPlayProgramGUID").first("program").get("guid") == ""
    card.advance(10_000)  # beyond what a calendar has
    assert client.ask("GetTimeInfo").first("time").get("value") == "9999-12-31 23:59:59"
    client.ask("SetTimeInfo", make("sync", value="network"), make("time", value="2026-03-04 08:00:00"))
    assert card.stage.clock == datetime(9999, 12, 31, 23, 59, 59)


def test_another_time_stamp_wipes_the_programs_and_the_same_adds():
    """The manufacturer's rule; without a stamp nothing is wiped."""
    _, client = card_with()
    for stamps, held in (("1", ["a"]), ("1", ["a", "b"]), ("", ["a", "b", "c"]), ("2", ["d"])):
        client.show(program("abcd"[len(held) - 1 if stamps != "2" else 3]), stamps=stamps)
        screen = client.ask("GetProgram").first("screen")
        assert [each.get("guid") for each in screen.children] == held
    assert screen.children[0].first("area").first("resources").name == "resources"
    assert [child.name for child in screen.children[0].first("area").children] == ["rectangle", "resource"]


def test_programs_are_switched_replaced_and_deleted():
    """By GUID, or by number; what is not there is ``kInvalidXmlIndex`` or ``kNodeNotExist``."""
    card, client = card_with()
    client.show(program("one"), program("two"))

    def current():
        return client.ask("GetCurrentPlayProgramGUID").first("program").get("guid")

    assert client.ask("SwitchProgram", make("program", guid="two")).result == "kSuccess"
    assert current() == "two"
    assert client.ask("SwitchProgram", make("program", index=0)).result == "kSuccess"
    assert current() == "one"
    for wrong in ((make("program", guid="three"),), (make("program", index=7),), ()):
        assert client.ask("SwitchProgram", *wrong).result == "kInvalidXmlIndex"
    assert client.ask("UpdateProgram", program("one", tenths=1)).result == "kSuccess"
    assert client.ask("UpdateProgram", program("three")).result == "kNodeNotExist"
    assert client.ask("UpdateProgram").result == "kNodeNotExist"
    assert (
        client.ask("DeleteProgram", make("program", guid="one"), make("program", guid="x")).result
        == "kSuccess"
    )
    assert current() == "two"
    client.ask("DeleteProgram", make("program", guid="two"))
    assert (current(), card.lit) == ("", DARK)


def test_orders_that_make_no_sense_are_refused_by_name():
    """No screen, numbers that are none, parts that are missing, more than a card takes."""
    _, client = card_with()

    assert client.ask("AddProgram").result == "kScreenNodeIsNull"
    assert client.ask("AddProgram", make("program")).result == "kScreenNodeIsNull"
    assert client.show(make("program", make("area", make("rectangle", x="left")))) == "kParseXmlFailed"
    assert client.show(*(make("program", guid=i) for i in range(1001))) == "kNotSpaceToSave"
    assert client.ask("SetTimeInfo", make("sync", value="none")).result == "kParseXmlFailed"
    three = [make("mode", value="default"), make("default", value=5), make("ploy")]
    assert client.ask("SetLuminancePloy", *three).result == "kParseXmlFailed"
    assert client.ask("SetLuminancePloy", make("sensor"), *three).result == "kSuccess"
    assert client.ask("GetLuminancePloy").first("default").get("value") == "5"
    names = [make("file", name=f"{i}.png") for i in range(41)]
    assert client.ask("DeleteFiles", make("files", *names)).result == "kInvalidParam"
    missing = client.ask("DeleteFiles", make("files", *names[:2])).first("files")
    assert [each.get("name") for each in missing.children] == ["0.png", "1.png"]


def test_parts_and_documents_that_are_none_are_answered_with_their_numbers():
    """21 for a part out of place, 20 for too much, 22 for what is no XML, 8 for a malformed message."""
    _, client = card_with()

    assert client.say(XmlPart(9, 3, b"x")) == [ErrorAnswer(21)]
    assert client.say(XmlPart(1 << 24, 0, b"x")) == [ErrorAnswer(20)]
    assert client.say(XmlPart(4, 0, b"<sdk")) == [ErrorAnswer(22)]
    assert client.say(Packet(0x8001, b"short")) == [ErrorAnswer(8)]
    assert client.say(Packet(0x1234), ReadFile("a.png"), XmlPart(1, 0, b"x", answer=True)) == []


def test_where_packets_are_lost_the_connection_ends():
    """A length no packet has: error 7, and nothing after it is looked at."""
    card, client = card_with()

    handled = card.feed(b"HTTP/1.1 400 Bad Request\r\n\r\n" + wire_of(HostBeat()))

    assert [each.hang_up for each in handled] == [True]
    assert handled[0].reply == wire_of(ErrorAnswer(7))
    assert client.say(FileEnd()) == [ErrorAnswer(2)]  # a new connection, not yet negotiated


def test_the_card_beats_by_a_timer_and_never_in_answer():
    """After 30 s without a word of its own; after 60 s without one of the host it hangs up."""
    card, client = card_with()
    assert isinstance(card, Talkative)

    assert client.say(HostBeat(), CardBeat()) == []
    card.advance(29_999)
    assert card.unasked() == []
    card.advance(1)
    (beat,) = card.unasked()
    assert (beat.wire, beat.chunks, beat.hang_up) == (0, (wire_of(CardBeat()),), False)
    card.advance(30_000)
    (end,) = card.unasked()
    assert (end.wire, end.hang_up) == (0, True)
    assert card.unasked() == []


def test_a_host_that_speaks_is_kept():
    """A heartbeat every 20 s keeps the connection for as long as it goes on."""
    card, client = card_with()
    for _ in range(10):
        card.advance(20_000)
        client.say(HostBeat())

    assert not any(each.hang_up for each in card.unasked())
    assert client.ask("GetFiles").result == "kSuccess"


def test_some_cards_send_the_host_s_heartbeat():
    """The quirk of an A3L: 005F comes from the card."""
    card, _ = card_with(Quirk.HEARTBEAT_ASK)
    card.advance(30_000)

    assert [each.chunks for each in card.unasked()] == [(wire_of(HostBeat()),)]


def test_pieces_are_as_the_quirks_say():
    """One packet a piece; seven bytes; or a position report in one piece with the answer."""
    ask = wire_of(VersionAsk(0x01000007))
    answer = wire_of(VersionAnswer(0x01000007))

    def chunks(*quirks):
        return HuiduCard(PANEL, quirks=quirks).feed(ask)[0].chunks

    assert chunks() == (answer,)
    assert chunks(Quirk.FRAGMENT) == (answer[:7], answer[7:])
    assert chunks(Quirk.COALESCE) == (wire_of(Packet(0x3007, bytes(8))) + answer,)
    assert chunks(Quirk.HEARTBEAT_STORM) == (wire_of(CardBeat()),) * 50 + (answer,)


def test_a_long_answer_leaves_in_several_packets():
    """The photograph of a large panel does not fit into one."""
    panel = Panel(256, 128, Colour.RGB)
    _, client = card_with(panel=panel)
    client.put(png_of(sample_frame(panel)), "a.png")
    client.show(program("one", "a.png", width=256, height=128))

    heard = client.say(*cut(encode_request(Request("GetScreenshot2", guid=client.guid))))

    assert len(heard) > 1
    assert all(isinstance(each, XmlPart) and each.answer for each in heard)


def test_a_busy_card_and_one_that_breaks_off():
    """Three times "still working" before it takes a program; or XML that ends in the middle."""
    _, client = card_with(Quirk.PROCESSING)
    assert [client.show(program("one")) for _ in range(4)] == ["kProcessing"] * 3 + ["kSuccess"]
    broken = Client(HuiduCard(PANEL, quirks=[Quirk.ILLEGAL_XML]))
    with pytest.raises(ProtocolError, match="not XML"):
        broken.greet()


def test_a_list_that_is_rebuilt_late():
    """What was added is not there before its time, neither to be listed nor to be switched to."""
    card, client = card_with(Quirk.DELAYED_LIST)
    client.show(program("one"), program("two"))
    assert client.ask("SwitchProgram", make("program", guid="one")).result == "kInvalidXmlIndex"
    client.ask("DeleteProgram", make("program", guid="two"))
    card.advance(1000)

    assert client.ask("SwitchProgram", make("program", guid="one")).result == "kSuccess"
    assert len(client.ask("GetProgram").first("screen").children) == 1


def test_models_and_quirks_are_named():
    """What does not exist is answered with what does."""
    assert HuiduCard.from_settings(PANEL, "D16", ["drop_mid_file"]).device.device_id == "D16-D00-A000F"
    with pytest.raises(ValueError, match="C16L, C08L"):
        HuiduCard.from_settings(PANEL, "E5", [])
    with pytest.raises(ValueError, match=r"black_screenshot, .* not ver9"):
        HuiduCard.from_settings(PANEL, None, ["ver9"])


def test_a_stage_without_programs_plays_nothing():
    """Time passes, nothing happens."""
    stage = Stage()
    stage.advance(10**12)
    assert (stage.current, stage.shown()) == ("", ())


@given(st.lists(st.binary(max_size=60), max_size=6), st.booleans())
def test_whatever_is_said_the_card_goes_on(pieces, greeted):
    """No bytes stop it: it answers, hangs up or waits, and lights a frame of its panel."""
    card = HuiduCard(PANEL)
    if greeted:
        Client(card).greet()
    for piece in pieces:
        card.feed(piece)
    card.hang_up()

    assert card.lit == DARK
    assert Client(card).greet().ask("GetFiles").result == "kSuccess"


MESSAGES = st.sampled_from(
    [
        VersionAsk(0x01000007),
        FileStart("1" * 32, 3, "a.png"),
        FileContent(b"abc"),
        FileEnd(),
        HostBeat(),
        *cut(encode_request(Request("GetIFVersion"))),
        *cut(encode_request(Request("GetProgram"))),
    ]
)


@given(st.lists(MESSAGES, max_size=12))
def test_whatever_is_said_out_of_order_the_card_goes_on(messages):
    """Well-formed messages in any order: never an exception."""
    card = HuiduCard(PANEL)
    Client(card).say(*messages)

    assert card.lit == DARK
