"""A paper board drawn to scale: its fixed panels, and each sheet that hangs there as a page. Pure.

Nobody enters where on a board a sheet hangs: sheets are laid out in rows (``shelves``) in the
order in which they were put up, and the picture says that their places are not the real
ones. What finds no room is told in words. What a page is too small to say stands in the list
below it, under its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ledctl.boards.hanging import Stay
from ledctl.boards.register.room import MARGIN_MM, cell_of, is_guessed, paper_of
from ledctl.boards.register.standing import Standing
from ledctl.pictures.fills import border, fill, patterns
from ledctl.pictures.frame import WIDTH, head, legend, notes
from ledctl.pictures.lettering import fit, width
from ledctl.pictures.shelves import Laid, Sheet, Spot, lay_out
from ledctl.pictures.svg import FAINT, Element, hint, line, picture, rect, text
from ledctl.pictures.words import say

NAME = "board"
LEFT, TOP = 10.0, 64.0
_MOST_WIDE, _MOST_HIGH = WIDTH - 2 * LEFT, 620.0
_SIZE = 11.5
_LEAST = 4.5
_BAR_MM = (5000, 2000, 1000, 500, 200, 100, 50)

When = Callable[[Stay], str]


@dataclass(frozen=True, slots=True)
class _Wall:
    """The board on the picture: millimetres to units, and the part that fixed panels leave."""

    scale: float
    wide: int
    high: int
    fixed_wide: int
    fixed_high: int

    @property
    def bottom(self) -> float:
        return TOP + self.high * self.scale

    @property
    def room(self) -> tuple[int, int]:
        """Width and height of what is left for notices."""
        if self.fixed_high == self.high:
            return self.wide - self.fixed_wide, self.high
        return self.wide, self.high - self.fixed_high

    def place(self, spot: Spot) -> tuple[float, float]:
        """Where a page's paper begins on the picture."""
        return LEFT + (spot.x + MARGIN_MM) * self.scale, TOP + (spot.y + MARGIN_MM) * self.scale


def board(stands: Standing, *, zone: ZoneInfo, language: str = "zh") -> str:
    """The board as ``stands`` has it, in this language."""
    wall = _wall(stands)
    laid = lay_out((Sheet(*cell_of(stay), stay.pages) for stay in stands.hanging), *wall.room)
    title = f"{say('board', language)} · {stands.board.label} · {stands.board.code}"
    at = f"{stands.at.astimezone(zone):%Y-%m-%d %H:%M}"
    below = f"{stands.board.place} · {say('as_of', language, at=at, zone=zone.key)}"
    key, key_end = legend(_kinds(stands), NAME, wall.bottom + 52, language)
    listed, list_end = _listed(stands, laid, key_end + 18, zone, language)
    told, end = notes(_notes(stands, laid, language), list_end)
    return picture(
        WIDTH,
        end + 10,
        patterns(["fixed_panel"], NAME),
        *head(title, below, practice=stands.practice, language=language),
        *_frame(stands, wall),
        *_pages(stands, laid, wall, zone, language),
        *_bar(wall),
        *key,
        *listed,
        *told,
        name=NAME,
        title=title,
        described=described(stands, language),
        language=language,
    )


def described(stands: Standing, language: str) -> str:
    """The board in one sentence."""
    return " ".join(_told(stands, language))


def _told(stands: Standing, language: str) -> Iterator[str]:
    room = stands.room
    yield say(
        "board_room",
        language,
        n=room.sheets,
        pages=room.pages,
        area=_m2(room.notices_m2),
        taken=_m2(room.taken_m2),
        free=_m2(room.free_m2),
        a4=room.a4_left,
    )
    if room.is_over:
        yield say("board_over", language, over=_m2(room.over_m2))


def _wall(stands: Standing) -> _Wall:
    """Panels are drawn where the longer side ends: at the right of a wide board, below on a tall one."""
    wide, high = stands.board.width_cm * 10, stands.board.height_cm * 10
    share = stands.board.fixed_percent
    scale = min(_MOST_WIDE / wide, _MOST_HIGH / high)
    if wide >= high:
        return _Wall(scale, wide, high, wide * share // 100, high)
    return _Wall(scale, wide, high, wide, high * share // 100)


def _frame(stands: Standing, wall: _Wall) -> Iterator[Element]:
    ground = border("board_free") | {"stroke_width": 1.5}
    wide, high = wall.wide * wall.scale, wall.high * wall.scale
    yield rect(LEFT, TOP, wide, high, fill=fill("board_free", NAME), **ground)
    if stands.board.fixed_percent:
        x, y = LEFT + wide, wall.bottom
        wide, high = wall.fixed_wide * wall.scale, wall.fixed_high * wall.scale
        panels = fill("fixed_panel", NAME)
        yield rect(x - wide, y - high, wide, high, fill=panels, **border("fixed_panel"))


def _pages(
    stands: Standing, laid: list[Laid], wall: _Wall, zone: ZoneInfo, language: str
) -> Iterator[Element]:
    for number, (stay, spots) in enumerate(zip(stands.hanging, laid, strict=True), start=1):
        wide, high = (side * wall.scale for side in paper_of(stay))
        for page, spot in enumerate(spots or (), start=1):
            x, y = wall.place(spot)
            told = f"{number} {_line(stay, zone, language)} {page}/{stay.pages}"
            yield rect(x, y, wide, high, hint(told), fill=fill("board_sheet", NAME), **_edge(stay))
            yield from _inside(stay, f"{number}", page, (x, y, wide, high), zone)


def _edge(stay: Stay) -> dict[str, str | float]:
    """Broken where nobody entered which paper it is."""
    plain: dict[str, str | float] = {"stroke": "#1d2733", "stroke_width": 1.0}
    return plain | {"stroke_dasharray": "4 2"} if is_guessed(stay) else plain


def _inside(
    stay: Stay, number: str, page: int, box: tuple[float, float, float, float], zone: ZoneInfo
) -> Iterator[Element]:
    """What fits onto one page: its number, then its title, then since when it hangs."""
    x, y, wide, high = box
    size = _number_size(high)
    if not _shows_number(number, wide, high):
        return
    yield text(number, x + wide / 2, y + size + 1, size=size, anchor="middle", font_weight="bold")
    below = y + size + 3
    small = 8.0 if wide < 90 else 10.0
    if wide < 4.6 * small or below + 2.4 * small > y + high:
        return
    foot = f"{stay.posted_at.astimezone(zone):%m-%d}"
    if stay.pages > 1:
        foot = f"{page}/{stay.pages}" if page > 1 else f"{foot} 1/{stay.pages}"
    yield text(
        fit(foot, wide - 4, small), x + wide / 2, y + high - 3, size=small, anchor="middle", fill=FAINT
    )
    if page == 1:
        lines = int((y + high - small - 4 - below) // (small * 1.2))
        for n, words in enumerate(_wrapped(stay.title, wide - 6, small, lines), start=1):
            yield text(words, x + 3, below + n * small * 1.2, size=small)


def _number_size(high: float) -> float:
    """A third of the page, which leaves room for its title; on a page as small as a stamp, nearly all."""
    return min(14.0, max(high / 3, min(high - 2, _LEAST)))


def _shows_number(number: str, wide: float, high: float) -> bool:
    size = _number_size(high)
    return size >= _LEAST and width(number, size) <= wide - 1


def _wrapped(words: str, room: float, size: float, lines: int) -> Iterator[str]:
    """The words on so many lines at most; the last one is cut where there are more."""
    left = " ".join(words.split())
    for number in range(1, lines + 1):
        if number == lines:
            left, part = "", fit(left, room, size)
        else:
            part = _beginning(left, room, size)
            left = left[len(part) :].lstrip()
        if part.strip():
            yield part.rstrip()
        if not left:
            return


def _beginning(words: str, room: float, size: float) -> str:
    """As many letters as fit, one at least."""
    end = 1
    while end < len(words) and width(words[: end + 1], size) <= room:
        end += 1
    return words[:end]


def _bar(wall: _Wall) -> Iterator[Element]:
    """A length in metres, as long as it is on the board."""
    long = next((one for one in _BAR_MM if one * 3 <= wall.wide), _BAR_MM[-1])
    x, y = LEFT + long * wall.scale, wall.bottom + 16
    yield line(LEFT, y, x, y, stroke="#1d2733", stroke_width=1.5)
    for end in (LEFT, x):
        yield line(end, y - 4, end, y + 4, stroke="#1d2733", stroke_width=1.5)
    told, size = f"{long / 1000:g} m", f"{wall.wide / 1000:g} × {wall.high / 1000:g} m"
    yield text(told, x + 6, y + 4, size=_SIZE)
    beside = x + 6 + width(f"{told}　{size}", _SIZE)
    yield text(size, max(LEFT + wall.wide * wall.scale, beside), y + 4, size=_SIZE, anchor="end")


def _kinds(stands: Standing) -> Iterator[str]:
    if stands.board.fixed_percent:
        yield "fixed_panel"
    yield "board_free"
    if stands.hanging:
        yield "board_sheet"


def _listed(
    stands: Standing, laid: list[Laid], top: float, zone: ZoneInfo, language: str
) -> tuple[list[Element], float]:
    """Every sheet under its number, a line each; and where the list ends."""
    found: list[Element] = []
    for number, (stay, spots) in enumerate(zip(stands.hanging, laid, strict=True), start=1):
        y = top + 18 * number - 6
        mark = "" if spots else say("board_unfit_mark", language)
        found.append(text(f"{number}", LEFT + 24, y, size=_SIZE, anchor="end", font_weight="bold"))
        found.append(text(fit(mark + _line(stay, zone, language), WIDTH - 150, _SIZE), 44, y, size=_SIZE))
    if not found:
        found.append(text(say("board_empty", language), LEFT, top + 12, size=_SIZE))
    return found, top + 18 * max(1, len(laid))


def _line(stay: Stay, zone: ZoneInfo, language: str) -> str:
    """Since when, on which paper, its code, its title: what may be long comes last."""
    paper = stay.paper + (say("board_landscape", language) if stay.landscape else "")
    shown = say("board_guessed", language) if is_guessed(stay) else paper
    pages = f" × {stay.pages}" if stay.pages > 1 else ""
    since = f"{stay.posted_at.astimezone(zone):%Y-%m-%d %H:%M}"
    return " · ".join(one for one in (since, f"{shown}{pages}", stay.code, stay.title) if one)


def _notes(stands: Standing, laid: list[Laid], language: str) -> Iterator[str]:
    yield from _told(stands, language)
    if stands.board.fixed_percent:
        yield say("board_fixed", language, share=stands.board.fixed_percent, area=_m2(stands.room.fixed_m2))
    unfit = [str(number) for number, spots in enumerate(laid, start=1) if spots is None]
    if unfit:
        yield say("board_unfit", language, n=len(unfit), numbers=", ".join(unfit))
    if stands.room.guessed:
        yield say("board_guesses", language, n=stands.room.guessed)
    scale, last = _wall(stands).scale, f"{len(laid)}"
    if any(not _shows_number(last, *(side * scale for side in paper_of(stay))) for stay in stands.hanging):
        yield say("board_tiny", language)
    yield from (one.text(language) for one in stands.warnings)
    if not stands.board.in_use:
        yield say("board_gone", language)
    yield say("board_by_hand", language)


def _m2(area: float) -> str:
    return f"{area:.2f}"
