"""``OnbonPrograms`` against a card made of a shelf, through real bytes."""

from dataclasses import fields, replace
from datetime import date, datetime
from functools import partial
from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import drivers
from drivers.base import Booking, Colour, Frame, Page, Panel, Program, Proof, digest_of
from drivers.errors import (
    Broken,
    ConnectFailed,
    DriverError,
    HalfDone,
    ProtocolError,
    SignRefused,
    Unsupported,
)
from drivers.links import open_link
from drivers.onbon_bx.bitmaps import pack
from drivers.onbon_bx.days import Days
from drivers.onbon_bx.driver import OnbonOptions
from drivers.onbon_bx.driver_programs import OnbonPrograms, WritesSpent
from drivers.onbon_bx.driver_wire import CardWire
from drivers.onbon_bx.guard import DAY_S, FlashGuard
from drivers.onbon_bx.messages import Ack, Nack, SetClock
from drivers.onbon_bx.orders import AskStatus
from drivers.onbon_bx.programs import Checksum
from drivers.onbon_bx.shelf import FILE_CRC, MEMORY_FULL, Shelf
from drivers.onbon_bx.simulator import OnbonCard, Quirk
from drivers.onbon_bx.slots import MAX_PROGRAMS
from drivers.onbon_bx.transfer import (
    DeleteFiles,
    DirectoryPart,
    EndTransfer,
    FileEntry,
    ReadDirectory,
    StartTransfer,
    StartWrite,
    WriteBlock,
)
from drivers.options import read_options
from drivers.testing import SimulatedLink, check_failing_wire, check_sign, sample_bookings, sample_frame

PANEL = Panel(64, 16, Colour.DUAL)
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)
GENERATIONS = pytest.mark.parametrize("generation", [5, 6])
MODES = pytest.mark.parametrize("directory", ["checksums", "names", "off"])


class ShelfCard(OnbonCard):
    """A card that remembers what it was asked, in March 2026; ``twist`` may answer for it."""

    def __init__(self, generation=5, shelf=None, panel=PANEL):
        super().__init__(panel, "5M1" if generation == 5 else "6M1", shelf=shelf)
        self.asked = []
        self.twist = lambda request: None
        super().obey(SetClock(datetime(2026, 3, 4, 12)))

    def told(self, kind):
        """What was asked of one kind, since the last time."""
        found = [request for request in self.asked if isinstance(request, kind)]
        self.asked.clear()
        return found

    def obey(self, request):
        self.asked.append(request)
        return self.twist(request) or super().obey(request)


def sign_for(card, now=lambda: 0.0, connect=None, **options):
    chosen = OnbonOptions(model=card.model.name, **options)
    return OnbonPrograms(
        card.panel,
        CardWire(card.panel, connect or (lambda: SimulatedLink(card)), chosen),
        partial(pack, form=chosen.form_for(card.model)),
        generation=card.model.generation,
        options=chosen,
        monotonic=now,
    )


def booking(number, *dwells, **window):
    """A booking whose pictures differ from those of every other number."""
    frame = Frame(PANEL, bytes([number]) + FRAME.data[1:])
    return Booking(Program(PANEL, tuple(Page(frame, dwell) for dwell in dwells or (5000,))), **window)


@MODES
@pytest.mark.parametrize(
    ("generation", "panel"),
    [(5, Panel(64, 32, Colour.RED)), (5, Panel(100, 17, Colour.DUAL)), (6, Panel(100, 17, Colour.DUAL))],
    ids=str,
)
def test_onbon_programs_keep_the_contract(generation, panel, directory):
    """The driver and a card are a sign, however the card's directory is used."""
    check_sign(lambda: sign_for(ShelfCard(generation, panel=panel), directory=directory))


@MODES
def test_onbon_programs_keep_the_contract_on_a_failing_wire(directory):
    """Cut, silent or full of rubbish, at whichever request: our error, in time."""
    card = ShelfCard()

    check_failing_wire(
        lambda connect: sign_for(card, connect=connect, directory=directory),
        lambda: SimulatedLink(card),
        within_s=2,
    )


@GENERATIONS
def test_a_frame_is_lit_and_taken_away(generation):
    """Shown, the lamps are the frame for as long as nothing else is said; blank, the card holds nothing."""
    card = ShelfCard(generation)
    sign = sign_for(card)

    receipt = sign.show(FRAME)

    assert (receipt.digest, receipt.proof) == (FRAME.digest, Proof.ACCEPTED)
    assert f"acknowledged: files deleted 0, written {generation - 4}; it lists" in receipt.evidence
    for _ in range(3):
        assert card.lit == FRAME
        card.advance(10 * 3_600_000)
    assert sign.blank().digest == ""
    assert (card.lit, card.shelf.files) == (DARK, {})


@GENERATIONS
def test_the_card_turns_the_pages(generation):
    """Programs in order, pages by their own time, and then again."""
    card = ShelfCard(generation)
    bookings = sample_bookings(PANEL)

    receipt = sign_for(card).sync(bookings)

    assert receipt.digest == digest_of(bookings)
    seen = []
    for _ in range(17):
        seen.append(card.lit)
        card.advance(1000)
    assert seen == [FRAME] * 5 + [DARK] * 3 + [FRAME] * 9


@GENERATIONS
def test_pictures_are_written_before_and_deleted_after_the_program_that_points_to_them(generation):
    """At no moment does a program in the card lack its pictures."""
    card = ShelfCard(generation)
    sign = sign_for(card)

    sign.show(FRAME)
    assert [request.name for request in card.told(StartWrite)] == ["D000", "P000"][6 - generation :]

    sign.blank()
    assert [request.names for request in card.told(DeleteFiles)] == [("P000",), ("D000",)][: generation - 4]


@MODES
@GENERATIONS
def test_nothing_is_written_twice(generation, directory):
    """The same list again only asks the card; each change writes only what it must (flash wears out)."""
    card = ShelfCard(generation)
    sign = sign_for(card, directory=directory, write_interval_s=0)
    one, two, three, new = (booking(number) for number in range(4))

    def written(*bookings):
        sign.sync(bookings)
        assert card.lit == (bookings[0].program.pages[0].frame if bookings else DARK)
        return [request.name for request in card.told(StartWrite) if request.name[0] == "P"]

    assert written(one, two, three) == ["P000", "P001", "P002"]
    assert written(one, two, three) == []
    assert written(two, three) == []
    assert written(two, three, new) == ["P003"]
    assert written(three, new) == []
    assert written(one, new) == ["P000"]
    assert written() == []


@pytest.mark.parametrize(("directory", "again"), [("checksums", 0), ("names", 2), ("off", 2)])
def test_what_a_new_process_believes_of_the_card(directory, again):
    """The card's checksums, or only what it wrote itself; in the end the card holds the list and no more."""
    card, bookings = ShelfCard(), [booking(1), booking(2)]
    sign_for(card).sync([booking(0), *bookings])
    card.told(object)

    sign = sign_for(card, directory=directory)
    sign.sync(bookings)
    assert len(card.told(StartWrite)) == again
    sign.sync(bookings)
    assert card.told(StartWrite) == []
    assert len(card.shelf.files) == 2


def test_a_card_that_reports_other_checksums_is_written_once():
    """What is read back after writing is remembered, whatever the card means by it."""
    card = ShelfCard()

    def twist(request):
        if isinstance(request, ReadDirectory):
            part = card.shelf.obey(request)
            return replace(part, entries=tuple(replace(each, seal=bytes(4)) for each in part.entries))
        return None

    card.twist = twist
    sign = sign_for(card)

    sign.show(FRAME)
    sign.show(FRAME)

    assert len(card.told(StartWrite)) == 1


@GENERATIONS
def test_programs_of_others_are_an_alarm_and_then_gone(generation):
    """R20, R21: a stranger's program is named, and deleted by the next order; other files are left alone."""
    card = ShelfCard(generation)
    sign = sign_for(card)
    sign.sync([booking(0)])
    card.shelf.files |= {"P777": (0, b"rogue"), "C000": (2, b"settings")}

    assert sign.status().unknown == ("P777",)
    assert sign.status().programs == (booking(0).program.digest,)
    sign.sync([booking(0)])

    assert sign.status().unknown == ()
    assert [request.names for request in card.told(DeleteFiles)] == [("P777",)]
    assert "C000" in card.shelf.files


def test_a_program_exchanged_by_somebody_is_noticed_and_written_again():
    """The same name with other content is not the program."""
    card = ShelfCard()
    sign = sign_for(card, write_interval_s=0)
    sign.sync([booking(0)])
    sign_for(card).sync([booking(1)])

    assert sign.status().programs == ()
    assert sign.status().unknown == ("P000",)
    sign.sync([booking(0)])

    assert card.lit == booking(0).program.pages[0].frame


def test_status_before_the_first_comparison_raises_no_alarm():
    """Power and brightness are the card's; what its files are is not known yet."""
    card = ShelfCard()
    sign_for(card).show(FRAME)

    status = sign_for(card).status()

    assert (status.online, status.powered, status.brightness) == (True, True, 100)
    assert (status.programs, status.unknown, status.detail) == (None, (), "program files: 1")


def test_status_without_a_directory_claims_nothing():
    """A card that cannot be asked for its files is online, and that is all."""
    sign = sign_for(ShelfCard(), directory="off")
    sign.show(FRAME)

    status = sign.status()

    assert (status.online, status.programs, status.unknown) == (True, None, ())
    assert "not read" in status.detail


def test_status_of_a_card_that_cannot_be_reached():
    """Offline, not an exception."""

    def connect():
        raise ConnectFailed("nobody")

    assert sign_for(ShelfCard(), connect=connect).status().online is False


def test_the_contract_is_kept_over_loopback(tcp_end):
    """Real sockets, one after another, the card behind them keeping its files."""
    card = ShelfCard()

    def talk(client):
        while data := client.recv(4096):
            for handled in card.feed(data):
                client.sendall(handled.reply)

    url = tcp_end(talk)

    check_sign(lambda: sign_for(card, connect=lambda: open_link(url)))


def test_a_program_is_lit_over_a_serial_line(answer_pty):
    """The same on a kernel's pseudo-terminal."""
    card = ShelfCard(6)
    url = answer_pty(lambda data: b"".join(handled.reply for handled in card.feed(data)))
    sign = sign_for(card, connect=lambda: open_link(url))

    sign.show(FRAME)

    assert card.lit == FRAME
    sign.close()


def test_a_card_that_will_not_delete_is_not_believed_dark():
    """A file that is missing is as good as deleted; any other refusal is one."""
    card = ShelfCard()
    sign = sign_for(card)
    sign.show(FRAME)
    card.twist = lambda request: Nack(3) if isinstance(request, DeleteFiles) else None

    with pytest.raises(SignRefused, match="refused to delete P000"):
        sign.blank()


def test_every_program_option_is_on_the_page():
    """What can be named in a settings file is explained."""
    page = (Path(drivers.__file__).parent / "onbon_bx" / "README.md").read_text(encoding="utf-8")

    assert all(f"| `{field.name}` |" in page for field in fields(OnbonOptions))


def test_page_turning_by_show_runs_into_the_guard():
    """Nobody wears the flash out by showing one frame after another; the sentence says when it goes on.

    The frame that stood is gone by the first refusal, which therefore says that the outcome is unknown.
    """
    card, clock = ShelfCard(), [0.0]
    sign = sign_for(card, now=lambda: clock[0])
    sign.show(FRAME)
    clock[0] = 12.5

    with pytest.raises(HalfDone, match="can be written in 18 s") as half:
        sign.show(DARK)
    assert not half.value.outcome_known
    assert card.lit == DARK
    with pytest.raises(
        WritesSpent, match=r"30 s apart; this list needs 1, which can be written in 18 s"
    ) as caught:
        sign.show(DARK)
    assert (caught.value.wait_s, caught.value.outcome_known) == (17.5, True)  # nothing changed this time

    clock[0] += caught.value.wait_s
    sign.show(DARK)
    assert len(card.told(StartWrite)) == 2


def test_the_guard_never_keeps_what_is_not_wanted():
    """A list that may not be written yet takes away what it does not hold; darkness is always allowed."""
    card = ShelfCard()
    sign = sign_for(card)
    sign.sync([booking(0), booking(1)])

    with pytest.raises(HalfDone):
        sign.sync([booking(1), booking(2)])
    with pytest.raises(WritesSpent):
        sign.sync([booking(1), booking(2)])

    assert list(card.shelf.files) == ["P001"]
    sign.blank()
    assert card.shelf.files == {}


def test_a_list_longer_than_a_day_allows_is_refused_for_good():
    """And says so, instead of a time that never comes."""
    sign = sign_for(ShelfCard(), writes_per_day=2)

    with pytest.raises(WritesSpent, match="can never be written") as caught:
        sign.sync([booking(number) for number in range(3)])
    assert caught.value.wait_s == inf


@given(st.lists(st.tuples(st.integers(1, 6), st.floats(0, DAY_S)), max_size=20), st.integers(0, 100))
def test_the_guard_holds_whenever_it_is_asked(orders, interval_s):
    """Within any day at most so many files, orders so far apart; and what it says to wait is enough."""
    guard, now, written = FlashGuard(5, interval_s), 0.0, []
    for files, pause in orders:
        now += pause
        wait = guard.wait_s(files, now)
        if wait == inf:
            assert files > 5
            continue
        now += wait
        assert guard.wait_s(files, now) <= 1e-9 * now
        assert not written or now - written[-1] >= interval_s - 1e-9 * now
        written += [now] * files
        for _ in range(files):
            guard.note(now)
        assert sum(now - at < DAY_S * (1 - 1e-9) for at in written) <= 5


def test_a_card_that_runs_full_says_so_and_is_tried_again():
    """The card's own refusal, the transfer closed behind it; later the same order succeeds."""
    card = ShelfCard(shelf=Shelf(5, room=400))
    sign = sign_for(card, write_interval_s=0)

    with pytest.raises(SignRefused, match="refused P001 of 316 bytes") as caught:
        sign.sync([booking(0), booking(1)])
    assert caught.value.code == MEMORY_FULL
    assert type(card.asked[-1]).__name__ == "EndTransfer"

    sign.sync([booking(1)])
    assert card.lit == booking(1).program.pages[0].frame


@GENERATIONS
def test_a_refusal_half_way_claims_no_outcome(generation):
    """Once something was deleted or written, "refused" must not mean that what stood still stands."""
    card = ShelfCard(generation)
    sign = sign_for(card, write_interval_s=0)
    for refused, outcome_known in ((StartWrite, True), (EndTransfer, False)):
        card.twist = lambda request, refused=refused: Nack(3) if isinstance(request, refused) else None
        with pytest.raises(SignRefused) as caught:
            sign.sync([booking(0)])
        assert caught.value.outcome_known is outcome_known

    card.twist = lambda request: Nack(3) if isinstance(request, StartTransfer) else None
    with pytest.raises(SignRefused, match="a transfer") as caught:
        sign.sync([booking(1)])  # deletes the other one
    assert (caught.value.outcome_known, card.lit) == (False, DARK)
    with pytest.raises(SignRefused, match="a transfer") as caught:
        sign.sync([booking(1)])
    assert caught.value.outcome_known


@GENERATIONS
def test_a_card_that_cannot_be_reached_again_half_way_is_unknown(generation):
    """All blocks were taken, the wire went and nobody answered again: "not shown" would be false."""
    card, links = ShelfCard(generation), []

    def connect():
        if links:
            raise ConnectFailed("nobody there")
        links.append(SimulatedLink(card))
        return links[0]

    def twist(request):
        if isinstance(request, WriteBlock) and request.last and request.name == "P000":
            links[0]._cut = True  # once the answer to this has been heard

    card.twist = twist
    sign = sign_for(card, connect=connect)
    with pytest.raises(Broken) as caught:
        sign.show(FRAME)

    assert not caught.value.outcome_known
    assert card.lit == FRAME
    with pytest.raises(ConnectFailed) as caught:
        sign.show(FRAME)
    assert caught.value.outcome_known


@GENERATIONS
def test_status_does_not_take_a_program_for_the_one_before_it(generation):
    """A program replaced under its number, and an order that then failed: the old one is not in the card."""
    card = ShelfCard(generation)
    sign = sign_for(card, write_interval_s=0)
    sign.sync([booking(0), booking(1)])
    card.twist = lambda request: Nack(3) if isinstance(request, EndTransfer) else None

    with pytest.raises(SignRefused):
        sign.sync([booking(0), booking(2)])

    assert sign.status().programs == (booking(0).program.digest,)


@GENERATIONS
def test_files_of_other_types_are_never_deleted(generation):
    """A card that lists everything, whatever type it is asked for, keeps its fonts."""
    card, font = ShelfCard(generation), (5, b"a font with its sum")
    card.shelf.files["F001"] = font

    def twist(request):
        if isinstance(request, ReadDirectory):
            entries = [FileEntry(name, kind, len(file), file[-4:]) for name, (kind, file) in listed()]
            return DirectoryPart(1, 0, tuple(entries))
        return None

    def listed():
        return sorted(card.shelf.files.items())

    card.twist = twist
    sign = sign_for(card)
    sign.show(FRAME)
    assert sign.status().unknown == ()
    sign.blank()

    assert card.shelf.files == {"F001": font}


def test_a_list_that_does_not_fit_is_shown_as_far_as_it_does():
    """What was taken stays and is not written again while the rest is tried, or held up."""
    card = ShelfCard(shelf=Shelf(5, room=400))
    sign = sign_for(card)

    for error in (SignRefused, WritesSpent):
        with pytest.raises(error):
            sign.sync([booking(0), booking(1)])
        assert card.lit == booking(0).program.pages[0].frame
    assert len(card.told(StartWrite)) == 2


def test_a_transfer_whose_end_was_lost_is_ended():
    """A card left waiting for files might never show them: the next order ends what the last could not."""
    card = ShelfCard()
    sign = sign_for(card, connect=cut_after(card, WriteBlock))

    with pytest.raises(Broken):
        sign.show(FRAME)
    card.told(object)
    sign.show(FRAME)
    sign.show(FRAME)

    assert [type(each) for each in card.asked if isinstance(each, StartWrite | EndTransfer)] == [EndTransfer]


def cut_after(card, kind):
    """A wire that goes away when something of a kind has been said, once."""
    links = []

    class Cut(SimulatedLink):
        def send(self, data):
            if len(links) == 1 and any(isinstance(each, kind) for each in card.asked):
                raise Broken("cut in the middle")
            super().send(data)

    def connect():
        links.append(Cut(card))
        return links[-1]

    return connect


@MODES
def test_a_file_that_was_cut_off_is_not_trusted(directory):
    """Even if the card lists it as announced, it is deleted and written again."""
    card = ShelfCard()
    sign = sign_for(card, connect=cut_after(card, StartWrite), directory=directory, write_interval_s=0)

    with pytest.raises(Broken):
        sign.show(FRAME)
    (announced,) = card.told(StartWrite)
    half = bytes(announced.length - 4) + announced.seal
    card.shelf.files[announced.name] = announced.kind, half
    sign.show(FRAME)

    assert card.lit == FRAME


@MODES
def test_a_file_that_was_cut_off_does_not_stay(directory):
    """Darkness after a broken order deletes what the order may have left."""
    card = ShelfCard()
    sign = sign_for(card, connect=cut_after(card, StartWrite), directory=directory)
    with pytest.raises(Broken):
        sign.show(FRAME)
    card.shelf.files["P000"] = 0, b"half"

    sign.blank()

    assert card.shelf.files == {}


def test_a_card_that_acknowledges_and_keeps_nothing_is_found_out():
    """What was taken has to be listed, or the outcome is unknown."""
    card = ShelfCard()
    card.twist = lambda request: Ack() if isinstance(request, WriteBlock) else None

    with pytest.raises(ProtocolError, match="lists nothing and not P000") as caught:
        sign_for(card).show(FRAME)
    assert not caught.value.outcome_known


def test_a_card_that_lists_another_length_is_not_believed():
    """A file that came out shorter is not the file that was sent."""
    card = ShelfCard()

    def twist(request):
        if isinstance(request, ReadDirectory):
            part = card.shelf.obey(request)
            return replace(part, entries=tuple(replace(each, length=9) for each in part.entries))
        return None

    card.twist = twist
    with pytest.raises(ProtocolError, match=r"lists P000 \(9 bytes\) and not P000 \(316 bytes\)"):
        sign_for(card).show(FRAME)


def test_answers_that_do_not_fit_the_question_close_the_connection():
    """A directory that is acknowledged only, or never ends, is not believed."""
    for twisted, match in (
        (Ack(), "answered with"),
        (DirectoryPart(0, 0), "more than 1000 parts"),
    ):
        card = ShelfCard()
        card.twist = lambda request, twisted=twisted: twisted if isinstance(request, ReadDirectory) else None
        sign = sign_for(card)
        with pytest.raises(ProtocolError, match=match):
            sign.blank()
        assert sign._wire.url == ""


def test_a_card_that_refuses_its_directory_shows_nothing():
    """Without knowing what is there nothing is written; the option says how to do without."""
    card = ShelfCard()
    card.twist = lambda request: Nack(2) if isinstance(request, ReadDirectory) else None

    with pytest.raises(SignRefused, match="refused its directory"):
        sign_for(card).show(FRAME)
    assert card.told(StartTransfer) == []


def test_days_of_the_window_are_in_the_file():
    """A net behind whoever books: the card stops within the day of the end."""
    card = ShelfCard()
    window = {"begins": datetime(2026, 3, 4, 9), "ends": datetime(2026, 3, 7)}

    sign_for(card).sync([booking(0, **window)])

    (program,) = card.shelf.programs()
    assert program.days == Days(date(2026, 3, 4), date(2026, 3, 6))
    assert card.lit != DARK
    card.obey(SetClock(datetime(2026, 3, 7)))
    assert card.lit == DARK


def test_a_page_among_others_stands_at_most_what_the_card_can_count():
    """Two bytes of 10 ms; refused before any byte, not shortened."""
    card = ShelfCard()
    sign = sign_for(card, write_interval_s=0)

    for bookings in ([booking(0, 655_360, 5000)], [booking(0, 655_360), booking(1)]):
        with pytest.raises(Unsupported, match=r"at most 655.35 s on this card, not 655.36 s"):
            sign.sync(bookings)
    assert card.asked == []
    sign.sync([booking(0, 655_350, 5000)])
    sign.sync([booking(1, 655_350)])


def test_more_programs_than_there_are_numbers_are_refused():
    """Before any byte."""
    card = ShelfCard()

    with pytest.raises(Unsupported, match="at most 32 programs"):
        sign_for(card).sync([booking(number) for number in range(MAX_PROGRAMS + 1)])
    assert card.asked == []


def test_blocks_are_as_small_as_the_option_says():
    """600 bytes unless set otherwise: what every card takes."""
    card = ShelfCard()
    frame = sample_frame(PANEL)

    for options, most in (({}, 600), ({"block": 64}, 64)):
        sign_for(card, directory="names", **options).show(frame)
        assert max(len(request.data) for request in card.told(WriteBlock)) <= most
    assert card.lit == frame


@pytest.mark.parametrize("checksum", Checksum)
def test_the_checksum_switch_suits_the_card(checksum):
    """A card that wants the other variant refuses the file by number."""
    card = ShelfCard(shelf=Shelf(5, checksum=checksum))
    other = next(each for each in Checksum if each is not checksum)

    with pytest.raises(SignRefused, match="from byte") as caught:
        sign_for(card, checksum=other.value).show(FRAME)
    assert caught.value.code == FILE_CRC

    sign_for(card, checksum=checksum.value).show(FRAME)
    assert card.lit == FRAME


def test_status_has_the_clock_on_which_windows_depend():
    """A card that lost its clock keeps dated programs dark, and says so; one that says nothing is there."""
    card = ShelfCard()
    sign = sign_for(card)
    assert sign.status().clock == datetime(2026, 3, 4, 12)

    card.twist = lambda request: Nack(2) if isinstance(request, AskStatus) else None
    assert (sign.status().online, sign.status().clock) == (True, None)

    lost = sign_for(OnbonCard(PANEL, "5M1", quirks=[Quirk.CLOCK_STOPPED])).status()
    assert (lost.online, lost.clock) == (True, None)
    assert lost.faults == ("the card says that its clock is not running",)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"model": "5E2", "write_interval_s": 0}, "write_interval_s"),
        ({"model": "auto", "directory": "off"}, "directory"),
        ({"block": 64}, "block"),
        ({"model": "5M1", "area": 1}, "area"),
        ({"model": "6Q2", "rgb565": "big"}, "rgb565"),
    ],
)
def test_options_that_do_nothing_on_a_card_are_refused(options, name):
    """Whoever sets one believes that it does something; its default may be spelt out."""
    with pytest.raises(ValueError, match=f"'{name}' does nothing with the model"):
        read_options(OnbonOptions, options)

    defaults = {each.name: each.default for each in fields(OnbonOptions)}
    assert read_options(OnbonOptions, {**options, name: defaults[name]})


@GENERATIONS
@pytest.mark.parametrize("quirk", [Quirk.BUSY, Quirk.SUM_WRONG, Quirk.POWER_CUT])
def test_what_goes_wrong_with_the_first_block_is_put_right_by_the_next_order(generation, quirk):
    """Refused, garbled or with the power gone: nothing is claimed, and the same order again succeeds."""
    card = OnbonCard(PANEL, "5M1" if generation == 5 else "6M1", quirks=[quirk])
    sign = sign_for(card, block=64, write_interval_s=0)

    with pytest.raises(DriverError):
        sign.show(FRAME)
    assert card.lit == DARK

    assert sign.show(FRAME).proof is Proof.ACCEPTED
    assert card.lit == FRAME


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"checksum": "crc"}, "'checksum' is one of zlib, sdk"),
        ({"directory": "maybe"}, "'directory' is one of checksums, names, off"),
        ({"block": 63}, "'block' is from 64 to 14336"),
        ({"writes_per_day": 0}, "'writes_per_day'"),
        ({"write_interval_s": -1}, "'write_interval_s'"),
    ],
)
def test_program_option_values_are_checked(options, match):
    """A value that cannot be is refused by the option's name."""
    with pytest.raises(ValueError, match=match):
        read_options(OnbonOptions, options)


def test_closing_lets_go_of_the_wire():
    """And leaves what is shown."""
    card = ShelfCard()
    sign = sign_for(card)
    sign.show(FRAME)

    sign.close()

    assert sign._wire.url == ""
    assert card.lit == FRAME
