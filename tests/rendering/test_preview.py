from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageSequence

from drivers.base import Colour, Frame, Page, Panel, Program
from drivers.picture import to_image
from layouts.base import Content
from ledctl.rendering.preview import page_png, save
from ledctl.rendering.raster import program

CONTENT = Content("停电通知", ("明日八时至十时停电。",), issuer="供电所")
PANEL = Panel(128, 32, Colour.DUAL)


def test_a_folder_of_pages(tmp_path: Path) -> None:
    """Each page is one PNG of the panel's size and exactly its pixels (R38)."""
    shown = program(CONTENT, PANEL)
    files = save(shown, tmp_path / "out")
    assert [file.name for file in files] == [f"page-{n:03}.png" for n in range(1, len(shown.pages) + 1)]
    for file, page in zip(files, shown.pages, strict=True):
        with Image.open(file) as image:
            assert image.mode == "RGB"
            assert image.tobytes() == to_image(page.frame).tobytes()


def test_a_gif_shows_the_same_pixels_for_as_long(tmp_path: Path) -> None:
    """The animation loops for ever, stands as the sign does, and changes no colour."""
    for colour in Colour:
        shown = program(CONTENT, Panel(128, 32, colour))
        (file,) = save(shown, tmp_path / "deep" / f"{colour}.gif")
        with Image.open(file) as image:
            assert image.info["loop"] == 0
            for still, page in zip(ImageSequence.Iterator(image), shown.pages, strict=True):
                assert still.info["duration"] == page.dwell_ms // 10 * 10
                assert still.convert("RGB").tobytes() == to_image(page.frame).tobytes()


def test_a_page_longer_than_a_gif_can_say(tmp_path: Path) -> None:
    """An hour is cut to what the format can hold; the program itself is unchanged."""
    shown = Program(PANEL, (Page(Frame.dark(PANEL), 3_600_000), Page(Frame(PANEL, b"\xff" * 1024), 500)))
    (file,) = save(shown, tmp_path / "long.GIF")
    with Image.open(file) as image:
        assert image.info["duration"] == 655_350


def test_a_picture_of_many_colours(tmp_path: Path) -> None:
    """More colours than a GIF can hold are rounded there and only there."""
    panel = Panel(32, 32, Colour.RGB)
    data = bytes(v for n in range(1024) for v in (n % 256, n // 4 % 256, 90))
    frame = Frame(panel, data)
    (file,) = save(Program(panel, (Page(frame, 500),)), tmp_path / "many.gif")
    with Image.open(file) as image:
        assert image.size == (32, 32)
    with Image.open(BytesIO(page_png(frame))) as image:
        assert image.tobytes() == data
