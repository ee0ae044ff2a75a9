"""Programs left in the flash of a card with dynamic areas: they come back with the power, so they go."""

import pytest

from drivers.base import AfterPowerCut, Booking, Colour, Frame, Page, Panel, Program
from drivers.onbon_bx.driver import OnbonBx, OnbonOptions, make_sign
from drivers.onbon_bx.messages import Nack
from drivers.onbon_bx.shelf import Shelf
from drivers.onbon_bx.simulator import OnbonCard
from drivers.onbon_bx.transfer import DeleteFiles, StartDirectory
from drivers.testing import SimulatedLink, sample_frame

PANEL = Panel(64, 16, Colour.DUAL)
FRAME, DARK = sample_frame(PANEL), Frame.dark(PANEL)
OLD = Frame(PANEL, b"\xff" * PANEL.frame_size)
FONT = ("font.fon", 9, b"glyphs")


class Stubborn(Shelf):
    """Refuses what it is asked of one kind."""

    def __init__(self, generation, refused):
        super().__init__(generation)
        self.refused, self.asked = refused, 0

    def obey(self, request):
        self.asked += isinstance(request, self.refused)
        return Nack(2) if isinstance(request, self.refused) else super().obey(request)


def with_old_program(card_model="5E2", keeper="5M1", shelf=None):
    """A card with dynamic areas whose flash holds a program of years ago."""
    card = OnbonCard(PANEL, card_model, shelf=shelf)
    writer = OnbonCard(PANEL, keeper)
    sign = make_sign(PANEL, lambda: SimulatedLink(writer), OnbonOptions(model=keeper, write_interval_s=0))
    sign.sync((Booking(Program(PANEL, (Page(OLD, 5000),))),))
    card.shelf.files.update(writer.shelf.files)
    card.power_cycle()
    assert card.lit == OLD
    return card


def sign_for(card, **options):
    return OnbonBx(PANEL, lambda: SimulatedLink(card), OnbonOptions(timeout_ms=500, **options))


@pytest.mark.parametrize(("model", "keeper"), [("5E2", "5M1"), ("6E2", "6M1")])
def test_old_programs_are_named_deleted_and_do_not_come_back(model, keeper):
    """R20: read, told as unknown content, gone before the next picture; a power cut then leaves it dark."""
    card = with_old_program(model, keeper)
    sign = sign_for(card, model=model)
    assert "a stored program: P000" in sign.status().unknown
    sign.show(FRAME)
    assert card.lit == FRAME
    assert card.shelf.files == {}
    assert sign.status().unknown == ()
    card.power_cycle()
    assert card.lit == DARK
    assert sign.capabilities.after_power_cut is AfterPowerCut.DARK


def test_fonts_and_settings_stay():
    """Files of other types are never touched."""
    card = with_old_program()
    name, kind, data = FONT
    card.shelf.files[name] = (kind, data)
    sign = sign_for(card)
    sign.status()
    sign.blank()
    assert list(card.shelf.files) == [name]


def test_a_site_that_owns_programs_keeps_them():
    """``stored_programs = "keep"``: nothing is deleted, and the capability says what that means."""
    card = with_old_program()
    sign = sign_for(card, stored_programs="keep")
    assert sign.status().unknown == ()
    sign.show(FRAME)
    assert card.shelf.files
    assert sign.capabilities.after_power_cut is AfterPowerCut.OLD


def test_a_card_that_does_not_list_its_files_shows_all_the_same():
    """Nothing is deleted on a guess, nothing is claimed, and it is asked once only."""
    shelf = Stubborn(5, StartDirectory)
    card = OnbonCard(PANEL, shelf=shelf)
    sign = sign_for(card)
    assert [sign.status().online for _ in range(3)] == [True] * 3
    sign.show(FRAME)
    assert card.lit == FRAME
    assert shelf.asked == 1
    assert sign.capabilities.after_power_cut is AfterPowerCut.UNKNOWN


def test_a_program_that_cannot_be_deleted_holds_up_nothing_and_stays_named():
    """The picture goes out; the alarm stands for as long as the program does."""
    card = with_old_program(shelf=Stubborn(5, DeleteFiles))
    sign = sign_for(card)
    sign.status()
    sign.show(FRAME)
    assert card.lit == FRAME
    assert sign.status().unknown == ("a stored program: P000",)


def test_the_files_are_listed_once_a_connection():
    """A look every few seconds does not read the directory each time."""
    counting = OnbonCard(PANEL, shelf=Counting(5))
    sign = sign_for(counting)
    for _ in range(5):
        sign.status()
    assert counting.shelf.listed == 1


class Counting(Shelf):
    """Counts how often its directory is read."""

    listed = 0

    def obey(self, request):
        self.listed += isinstance(request, StartDirectory)
        return super().obey(request)
