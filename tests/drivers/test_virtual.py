"""The sign made of memory."""

import pytest
from PIL import Image

from drivers.base import Colour, Frame, Panel, Proof
from drivers.errors import SignRefused, TimedOut
from drivers.picture import from_image
from drivers.testing import sample_frame
from drivers.virtual import VirtualSign

PANEL = Panel(16, 8, Colour.DUAL)
FRAME = sample_frame(PANEL)


def test_current_is_what_was_shown():
    """The frame in memory is the frame handed in, and status names its digest."""
    sign = VirtualSign(PANEL)
    assert sign.current == Frame.dark(PANEL)
    assert sign.status().shown == ""

    receipt = sign.show(FRAME)

    assert sign.current == FRAME
    assert receipt.proof is Proof.SELECTED
    assert sign.status().shown == FRAME.digest == receipt.digest
    sign.blank()
    assert sign.current == Frame.dark(PANEL)


def test_a_frame_leaves_by_itself_when_its_life_is_over():
    """Self-clearing: dark at the end of the life time unless shown again."""
    now = [100.0]
    sign = VirtualSign(PANEL, clock=lambda: now[0])

    sign.show(FRAME, life_s=10)
    now[0] = 109.9
    assert sign.current == FRAME
    sign.show(FRAME, life_s=10)
    now[0] = 119.8
    assert sign.current == FRAME
    now[0] = 119.9

    assert sign.current == Frame.dark(PANEL)
    assert sign.status().shown == ""


def test_history_is_short_and_in_order():
    """The last frames are kept, the oldest are let go."""
    sign = VirtualSign(PANEL, keep=2)

    for order in (lambda: sign.show(Frame.dark(PANEL)), lambda: sign.show(FRAME), sign.blank):
        order()

    assert sign.history == (FRAME, Frame.dark(PANEL))


def test_faults_come_one_per_call():
    """Scripted faults are raised in turn, and what failed is not shown."""
    refusal = SignRefused("no", code=3)
    sign = VirtualSign(PANEL, faults=[refusal, None, TimedOut("late"), TimedOut("late")])

    with pytest.raises(SignRefused) as caught:
        sign.show(FRAME)
    assert caught.value is refusal
    assert sign.current == Frame.dark(PANEL)
    sign.show(FRAME)
    with pytest.raises(TimedOut):
        sign.blank()
    assert sign.current == FRAME
    assert not sign.status().online
    assert sign.status().online


def test_dump_holds_what_is_shown(tmp_path):
    """``screen.png`` is there from the start and follows each order."""
    sign = VirtualSign.from_settings(PANEL, "", {"dump": str(tmp_path)})
    path = tmp_path / "screen.png"
    assert from_image(Image.open(path), PANEL) == Frame.dark(PANEL)

    sign.show(FRAME)

    assert from_image(Image.open(path), PANEL) == FRAME


@pytest.mark.parametrize(
    ("link", "options", "match"),
    [
        ("tcp://x:1", {}, "no link"),
        ("", {"dump": "/no/such"}, "'dump'"),
        ("", {"dumb": "x"}, "accepted: dump"),
    ],
)
def test_settings_are_checked(link, options, match):
    """A setting that would do nothing is refused by name."""
    with pytest.raises(ValueError, match=match):
        VirtualSign.from_settings(PANEL, link, options)
