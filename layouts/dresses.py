"""One way to set a warning at one size: what every page carries, and what is left for the text. Pure.

The foot is a line of the style's own size under a band in the level's colour. It
holds who warns, the level in words and the time of issue, as far as they fit; the
rest closes the notice, behind the text where the last page has room, else on a page
of its own. Which way is taken at which size: ``warning.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from layouts.base import Align, DoesNotFit, PageLayout, Placement, Rule, Style, Text
from layouts.drafts import Draft, Leaf, finish, write
from layouts.fitting import Ruler
from layouts.flow import Block, Paragraph, fits_a_page, split_paragraphs
from layouts.furniture import gives_phone, title_lines, title_pages
from layouts.pacing import reading_ms
from layouts.sentences import write_sentences
from layouts.sheets import Sheet, between
from layouts.signals import Signal

BANDS = (4, 2, 0)  # px, of which the thickest is taken that costs no line
AIR = 1  # px between ink and ink


class Dress(Enum):
    """From the richest to the poorest; what they are is said in ``warning.py``."""

    HEADED = auto()
    FOOTED = auto()
    BARE = auto()


@dataclass(frozen=True, slots=True)
class Setting:
    """A signal to be set on sheets. ``small``: the style of the foot; ``long_title``: it may take pages."""

    signal: Signal
    small: Style
    dress: Dress
    long_title: bool = False

    def pages(self, on: Sheet) -> list[PageLayout]:
        """The pages on sheets like ``on``; without room for a mark, meant to be one."""
        head = self._head(on)
        foot = self._foot(on, headed=bool(head))
        inner, bands = self._inner(on, head, foot)
        written = self._write(inner, foot, headed=bool(head), single=not on.mark)
        first, *others = written.leaves or (Leaf(least_ms=on.style.min_text_ms),)
        read = Leaf(reading_ms=reading_ms("".join((*head, *foot)), on.style))
        every: tuple[Placement, ...] = (*self._place_head(head, on), *bands, *self._place_foot(foot, on))
        return finish(Draft((first.joined(read), *others)), on.style, every)

    def _head(self, on: Sheet) -> list[str]:
        """The title where every page of several repeats it: in at most a third of the lines."""
        if self.dress is not Dress.HEADED or not on.mark:
            return []
        lines = title_lines(self.signal.content, (on.box.width,), on)
        room = (on.box.height - self.small.size - AIR) // on.style.pitch // 3
        if len(lines) > room:
            raise DoesNotFit("the title", needed=len(lines) * on.style.pitch, available=room * on.style.pitch)
        return lines

    def _foot(self, on: Sheet, *, headed: bool) -> list[str]:
        """Who warns, which level, when, as far as they fit; first what the head does not say already."""
        if self.dress is Dress.BARE:
            return []
        ruler, room = Ruler(on.ruler.metrics, self.small.size), on.box.width - on.mark
        told = [text for text in dict.fromkeys((self._issuer, self.signal.word, self.signal.issued)) if text]
        new = [text for text in told if not self._in_head(text, headed=headed)]
        said = set[str]()
        for text in [*new, *told]:
            width = ruler.width(text)
            if text not in said and width <= room:
                said.add(text)
                room -= width + self.small.size
            elif not said:
                raise DoesNotFit("who warns", needed=width, available=room)
        return [text for text in told if text in said]

    @property
    def _issuer(self) -> str:
        return " ".join(self.signal.content.issuer.split())

    def _in_head(self, text: str, *, headed: bool) -> bool:
        named = text[:2] if text == self.signal.word else text
        return headed and named in self.signal.content.title

    def _inner(self, on: Sheet, head: Sequence[str], foot: Sequence[str]) -> tuple[Sheet, list[Rule]]:
        """The lines between head and foot, and bands in the colour of the level."""
        if self.dress is Dress.BARE:
            return on, []
        style, bottom = on.style, self.small.size if foot else 0
        top = (len(head) - 1) * style.pitch + style.size if head else 0

        def inner(band: int) -> Sheet:
            air = band + 2 * AIR if band else AIR
            return between(on, top + air if top else 0, bottom + air if bottom else 0)

        most = inner(0).lines
        band = next(band for band in BANDS if inner(band).lines == most)
        edges = [
            edge for edge, room in ((top + AIR, top), (on.box.height - bottom - AIR - band, bottom)) if room
        ]
        return inner(band), [Rule(0, y, on.box.width, band, self.signal.ink) for y in edges if band]

    def _place_head(self, head: Sequence[str], on: Sheet) -> Iterator[Text]:
        for number, line in enumerate(head):
            x = (on.box.width - on.ruler.width(line)) // 2
            yield Text(x, number * on.style.pitch, line, on.style.size, self.signal.ink)

    def _place_foot(self, foot: Sequence[str], on: Sheet) -> Iterator[Text]:
        """Spread over the line, the first at the left edge."""
        ruler = Ruler(on.ruler.metrics, self.small.size)
        widths = [ruler.width(text) for text in foot]
        gap = (on.box.width - on.mark - sum(widths)) // max(len(foot), 1)
        x = 0
        for text, width in zip(foot, widths, strict=True):
            yield Text(x, on.box.height - self.small.size, text, self.small.size, self.signal.ink)
            x += width + gap

    def _write(self, on: Sheet, foot: Sequence[str], *, headed: bool, single: bool) -> Draft:
        draft = Draft() if headed else write(Draft(), [self._title(on, single=single)], on)
        draft = write_sentences(draft, self.signal.body, self.signal.ink, on)
        return write(draft, self._closing(on, foot, headed=headed), on)

    def _title(self, on: Sheet, *, single: bool) -> Block:
        """Above the text where all is one page, else in front."""
        if not single:
            block = title_pages(self.signal.content, on, self.signal.ink)
            if not self.long_title and not fits_a_page(block, on):
                raise DoesNotFit("the title", needed=on.box.height + on.style.pitch, available=on.box.height)
            return block
        lines = title_lines(self.signal.content, (on.narrowest,), on)
        return Block(tuple(Paragraph(line, self.signal.ink, Align.CENTRE) for line in lines), together=True)

    def _closing(self, on: Sheet, foot: Sequence[str], *, headed: bool) -> list[Block]:
        """What neither foot nor head says, on one page where one holds it."""
        lines = [
            Paragraph(line, self.signal.ink, align, ((text,), (self.signal.content.date,)))
            for text, align in self._said_last()
            for line in split_paragraphs(text)
            if line not in foot and not self._in_head(line, headed=headed)
        ]
        whole = Block(tuple(lines), together=True)
        return [whole] if fits_a_page(whole, on) else [Block((line,), together=True) for line in lines]

    def _said_last(self) -> Iterator[tuple[str, Align]]:
        """The level too, where neither title nor text names it."""
        signal, content = self.signal, self.signal.content
        yield content.period, Align.LEFT
        if not gives_phone(signal.body, content.phone):
            yield content.phone, Align.LEFT
        if not signal.says_level():
            yield signal.word, Align.LEFT
        yield self._issuer, Align.RIGHT
        yield signal.issued, Align.RIGHT
