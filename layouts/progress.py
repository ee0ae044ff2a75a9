"""Projects one after another: name, a bar with its percentage, milestones, facts. Pure.

A project stands whole on one page where one can hold it, with others if there is
room. A longer one begins on a page of its own with its name in full, whatever that
takes; every later page of it begins with the name again where that is at most half
of a page, else with ``1号项目``, the number that stands before the name. So no bar,
and nothing else, is seen without its project.

Where a sign is too small for even one bar with its figure and its project, no
project has a bar, and the figure is a fact like the others. Not here: what the cells
mean (``projects.py``), how a bar is drawn (``gauges.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, takewhile

from layouts.base import Box, Content, Ink, Metrics, PageLayout, Style, Table
from layouts.drafts import Draft, write
from layouts.flow import Block, Paragraph
from layouts.furniture import set_pages
from layouts.gauges import Gauges, gauges
from layouts.projects import Fact, Progress, Project, projects_of
from layouts.sheets import Sheet
from layouts.table import clean
from layouts.titled import body_block, titled


def progress(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
    """Text, then project after project, between what every page carries."""
    if content.table is None or not content.table.columns:
        return titled(content, box, metrics, style)
    listed, body = clean(content.table), body_block(content)

    def fill(draft: Draft, on: Sheet) -> Draft:
        return _write_projects(write(draft, [body], on), listed, on)

    return set_pages(content, box, metrics, style, fill)


def _write_projects(draft: Draft, listed: Table, on: Sheet) -> Draft:
    projects = projects_of(listed)
    figures = [project.progress.text for project in projects if project.progress]
    pen = Pen(on, gauges(figures, on))
    drawn = projects if pen.can_draw(projects) else [_in_words(project) for project in projects]
    leaves = list(draft.leaves)
    # Only the last page is in hand: thousands of projects need no copy of all pages each.
    for project in drawn:
        leaves[-1:] = pen.project(Draft(tuple(leaves[-1:])), project).leaves
    said = [_left_out(listed.left_out)] if listed.left_out else []
    return write(Draft(tuple(leaves)), said, on)


def _left_out(heads: Sequence[str]) -> Block:
    """That there is more, and where."""
    said = "".join(f"“{head}”" for head in heads)
    return Block((Paragraph(f"另有{said}，详见公开栏", keep=(tuple(heads),)),), together=True)


def _in_words(project: Project) -> Project:
    """The percentage as a fact, in front of the others."""
    if project.progress is None:
        return project
    text = f"{project.progress.label}：{project.progress.text}"
    return replace(project, progress=None, facts=(Fact(text, (text,)), *project.facts))


@dataclass(frozen=True, slots=True)
class Start:
    """Where the next of a project may be written, ``called`` first: on no page after the first ``pages``."""

    draft: Draft
    pages: int
    called: str = ""


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes projects on one kind of sheet."""

    on: Sheet
    gauges: Gauges

    def can_draw(self, projects: Sequence[Project]) -> bool:
        """Whether each bar would stand on one page with the words that say whose it is."""
        if not self.gauges.fits(""):
            return False
        bars = (self._rest(Draft(), replace(one, facts=()), one.called) for one in projects if one.progress)
        return all(len(draft.leaves) == 1 for draft in bars)

    def project(self, draft: Draft, project: Project) -> Draft:
        """The draft with ``project``: here, else on the next page, else over several."""
        pages = len(draft.leaves)
        for start in (Start(draft, max(pages, 1)), Start(turned(draft, self.on), pages + 1)):
            whole = self._rest(self._name(start.draft, project), project)
            if len(whole.leaves) <= start.pages:
                return whole
        return turned(self._over_pages(turned(draft, self.on), project), self.on)

    def _over_pages(self, draft: Draft, project: Project) -> Draft:
        """Under the name on every page where that is short and costs no page."""
        named = self._name(draft, project)
        whole = len(named.leaves) == len(draft.leaves) + 1
        short = whole and 2 * named.leaves[-1].lines <= self.on.lines
        marked = self._go_on(named, project, whole=whole, again=False)
        repeated = self._go_on(named, project, whole=whole, again=True) if short else marked
        return repeated if len(repeated.leaves) <= len(marked.leaves) else marked

    def _go_on(self, draft: Draft, project: Project, *, whole: bool, again: bool) -> Draft:
        rest, named = project, whole
        while rest.progress or rest.facts:
            starts = self._starts(draft, project, named=named, again=again)
            draft, rest, named = self._further(starts, rest)
        return draft

    def _starts(self, draft: Draft, project: Project, *, named: bool, again: bool) -> Iterator[Start]:
        """On this page, under the name on the next, and after what stands for the name on the next."""
        pages, fresh = len(draft.leaves), turned(draft, self.on)
        yield Start(draft, pages, "" if named else project.called)
        if again:
            yield Start(self._name(fresh, project), pages + 1)
        yield Start(fresh, pages + 1, project.called)
        yield Start(fresh, pages + 1, project.mark)

    def _further(self, starts: Iterable[Start], rest: Project) -> tuple[Draft, Project, bool]:
        """As much of ``rest`` as fits a page, what is left then, and whether that page names the project."""
        most = self._most(rest.facts)
        for start in starts:
            for portion, left in _portions(rest, most):
                written = self._rest(start.draft, portion, start.called)
                if len(written.leaves) <= start.pages:
                    return written, left, True
        # Not even one fact fits a page whole: it is broken, and may run on over several.
        written = self._rest(start.draft, _loose(portion), start.called)
        return written, left, len(written.leaves) <= start.pages

    def _most(self, facts: Sequence[Fact]) -> int:
        """More facts than this fill a page by their widths alone, a blank hanging at the end of each line."""
        room = self.on.lines * (self.on.box.width + self.on.style.size)
        widths = accumulate(self.on.ruler.width(fact.text) for fact in facts)
        return max(1, sum(1 for _ in takewhile(lambda width: width <= room, widths)))

    def _name(self, draft: Draft, project: Project) -> Draft:
        return write(draft, [Block((Paragraph(project.heading, Ink.TITLE),))], self.on)

    def _rest(self, draft: Draft, project: Project, called: str = "") -> Draft:
        """What follows the name; ``called`` in front where no name stands on the page."""
        if project.progress is None:
            return self._facts(draft, project.facts, called)
        label = called + project.progress.label
        count = self._beside(label, project.facts)
        behind = " ".join(fact.text for fact in project.facts[:count])
        return self._facts(self._bar(draft, project.progress, label, behind), project.facts[count:])

    def _beside(self, label: str, facts: Sequence[Fact]) -> int:
        """How many facts stand behind the figure."""
        texts = [fact.text for fact in takewhile(lambda fact: not fact.own_line, facts)]
        return self.gauges.beside(label, texts) if self.gauges.fits(label) else 0

    def _bar(self, draft: Draft, progress: Progress, label: str, behind: str = "") -> Draft:
        """Label, bar and figure on one line, or the label on a line before it."""
        if not self.gauges.fits(label):
            draft = write(draft, [Block((Paragraph(label),))], self.on)
            label = ""
        number = draft.free(self.on)
        line = self.gauges.line(number, label, progress, behind)
        return draft.added(number // self.on.lines, [line])

    def _facts(self, draft: Draft, facts: Sequence[Fact], called: str = "") -> Draft:
        """Facts run on in one paragraph, milestones in one of their own."""
        told = (Fact(called, (called,), own_line=facts[0].own_line), *facts) if called and facts else facts
        groups = (tuple(group) for _, group in groupby(told, key=lambda fact: fact.own_line))
        return write(draft, [Block(tuple(map(_paragraph, groups)))], self.on)


def turned(draft: Draft, on: Sheet) -> Draft:
    """The draft with nothing more on its last page."""
    full = tuple(replace(leaf, lines=on.lines) for leaf in draft.leaves[-1:])
    return Draft((*draft.leaves[:-1], *full))


def _portions(rest: Project, most: int) -> Iterator[tuple[Project, Project]]:
    """Ways to divide ``rest``, ``most`` facts first: what is written next, and what is left."""
    for count in range(min(len(rest.facts), most), -1 if rest.progress else 0, -1):
        first, left = rest.facts[:count], rest.facts[count:]
        yield replace(rest, facts=first), replace(rest, progress=None, facts=left)


def _loose(project: Project) -> Project:
    """Its facts broken anywhere but in what stands in the cell."""
    return replace(project, facts=tuple(replace(fact, parts=fact.parts[1:]) for fact in project.facts))


def _paragraph(facts: Sequence[Fact]) -> Paragraph:
    parts = tuple(part for fact in facts for part in fact.parts)
    finer = tuple(part for fact in facts for part in fact.parts[1:])
    return Paragraph(" ".join(fact.text for fact in facts), keep=(parts, finer))
