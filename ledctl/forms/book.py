"""Forms as use cases: looking at one, entering what only paper knows, filing it, telling versions apart.

The office enters; a reviewer or an approver files, and whoever looks only looks. A
filed report is never recomputed: what has become true since makes a new version,
with its reason and the list of what is otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path

from ledctl.accounts.model import Actor, Role
from ledctl.accounts.rights import require_role
from ledctl.errors import BadInput, NotFound, Refused
from ledctl.forms.differences import Difference, differences
from ledctl.forms.entries import add_entries, history_of, newest_entries
from ledctl.forms.filed_figures import figures_before
from ledctl.forms.filing import add_filed, all_filed, filed_version, filed_versions
from ledctl.forms.filing_model import Filed, Imprint
from ledctl.forms.filled import Entry, FilledForm
from ledctl.forms.filling import Sources, fill
from ledctl.forms.library import form_called, forms_of
from ledctl.forms.model import Form, Span, takes_zero
from ledctl.forms.spans import earlier, key_of, sort_of
from ledctl.forms.values import MAX_SOURCE, read_source, read_value
from ledctl.notices.office import Office
from ledctl.reports.items import PeriodCount
from ledctl.reports.periods import Period, cumulative
from ledctl.sentences import Sentence, sentence

ENTERERS = frozenset({Role.DRAFTER, Role.REVIEWER, Role.APPROVER, Role.OPERATOR})
FILERS = frozenset({Role.REVIEWER, Role.APPROVER})
"""Whoever files answers for the figures as for a notice: not the drafter alone."""

Counting = Callable[[Period, date], PeriodCount]


class Forms:
    """``count`` gives a period's count, ``checkpoint`` the code of the newest signed state of the record.

    ``sign`` signs the state of now, before a report is frozen, and gives its code; ``categories`` are
    what the office calls them, by code.
    """

    def __init__(
        self,
        office: Office,
        site: Path,
        *,
        town: str,
        count: Counting,
        checkpoint: Callable[[], str],
        sign: Callable[[], str],
        categories: Mapping[str, str] | None = None,
    ) -> None:
        self._office, self._site, self._town = office, site, town
        self._categories = categories or {}
        self._count, self._checkpoint, self._sign = count, checkpoint, sign

    def all(self) -> dict[str, Form]:
        """The forms of the site by code, the newest first."""
        return forms_of(self._site)

    def fill(self, code: str, period: Period, as_of: date | None = None) -> FilledForm:
        """The form with the figures of now, or as known on the day ``as_of``."""
        form = self._form(code, period)
        day = as_of or self._office.today()
        counts = {
            Span.PERIOD: self._count(period, day),
            Span.CUMULATIVE: self._count(cumulative(period), day),
        }
        return fill(form, self._sources(form, period, counts), town=self._town)

    def draft(self) -> Imprint:
        """The imprint of what is not filed: the newest checkpoint alone."""
        return Imprint(checkpoint=self._checkpoint())

    def history(self, code: str, period: Period) -> dict[str, list[Entry]]:
        """Every entry of each cell, the newest first."""
        with self._office.database.read() as session:
            return history_of(session, code, key_of(period), practice=self._office.practice)

    def enter(
        self,
        actor: Actor,
        code: str,
        period: Period,
        values: Mapping[str, str],
        *,
        source: str,
        zero_rest: bool = False,
    ) -> int:
        """Write these into cells, texts and signatures; returns how many. All of them, or none is kept.

        Nothing, where something was entered, takes it back; the entry stays on record.
        ``zero_rest`` writes 0 into every cell of the period that nobody filled yet, and nothing else does.
        """
        require_role(actor, ENTERERS)
        form = self._form(code, period)
        empty = self._unfilled(form, period) if zero_rest else ()
        paper, key = read_source(source), key_of(period)
        with self._office.database.write() as session:
            standing = newest_entries(session, form.code, [key], practice=self._office.practice).get(key, {})
            kept = _read_all(form, dict.fromkeys(empty, "0") | dict(values), standing)
            add_entries(
                session,
                actor,
                form.code,
                key,
                kept,
                source=paper,
                at=self._office.now(),
                practice=self._office.practice,
            )
        return len(kept)

    def file(self, actor: Actor, code: str, period: Period, *, reason: str = "") -> Filed:
        """Freeze the form as it is today; another version of it needs a reason and a difference."""
        require_role(actor, FILERS)
        seen = len(self.versions(code, period))
        form = self.fill(code, period)
        if form.is_running:
            raise Refused.of("form_period_running", last=form.last)
        if not form.may_be_filed:
            raise Refused(sentence("form_not_ready"), *_blocking(form))
        checkpoint = self._sign()
        with self._office.database.write() as session:
            practice = self._office.practice
            last = filed_version(session, form.form, form.period, None, practice=practice)
            _refuse_overtaken(last, seen)
            words = _reason(reason, form, last)
            return add_filed(
                session,
                actor,
                form,
                version=last.imprint.version + 1 if last else 1,
                reason=words,
                checkpoint=checkpoint,
                at=self._office.now(),
            )

    def filed(self, code: str, period: Period, version: int | None = None) -> Filed:
        """The frozen report, the newest version unless said."""
        with self._office.database.read() as session:
            key, practice = key_of(period), self._office.practice
            found = filed_version(session, code, key, version, practice=practice)
        if found is None:
            raise NotFound.of("form_version_unknown", where="version", version=version or 1)
        return found

    def versions(self, code: str, period: Period) -> list[Imprint]:
        """Everything filed for the period, the oldest first."""
        with self._office.database.read() as session:
            return filed_versions(session, code, key_of(period), practice=self._office.practice)

    def filings(self) -> list[tuple[str, str, Imprint]]:
        """Everything ever filed: form, period, imprint; the newest first."""
        with self._office.database.read() as session:
            return all_filed(session, practice=self._office.practice)

    def compare(
        self, code: str, period: Period, old: int | None = None, new: int | None = None
    ) -> tuple[Difference, ...]:
        """What is otherwise in version ``new``, or would be today, than in version ``old`` (the newest)."""
        before = self.filed(code, period, old).form
        after = self.fill(code, period) if new is None else self.filed(code, period, new).form
        return differences(before, after)

    def _form(self, code: str, period: Period) -> Form:
        form = form_called(self._site, code)
        if sort_of(period) not in form.periods:
            raise BadInput.of(
                "form_period_not_taken", where="period", code=code, known=", ".join(form.periods)
            )
        return form

    def _unfilled(self, form: Form, period: Period) -> list[str]:
        """The cells of the period a person has yet to fill; sums over the year fill themselves."""
        filled = self.fill(form.code, period)
        own = {address for address, row, column in form.addresses() if takes_zero(row, column)}
        return [cell.address for _, cell in filled.cells() if cell.value is None and cell.address in own]

    def _sources(self, form: Form, period: Period, counts: Mapping[Span, PeriodCount]) -> Sources:
        keys = [key_of(one) for one in (*(earlier(period) or ()), period)]
        with self._office.database.read() as session:
            practice = self._office.practice
            entries = newest_entries(session, form.code, keys, practice=practice)
            before = figures_before(session, form.code, period, practice=practice)
        return Sources(counts, entries, before, self._categories)


def _read_all(form: Form, values: Mapping[str, str], standing: Collection[str]) -> dict[str, str]:
    """Every value as it is kept, nothing where what is ``standing`` is taken back; all faults at once."""
    kept: dict[str, str] = {}
    faults: list[Sentence] = []
    for address, text in values.items():
        try:
            is_taken_back = address in standing and not text.strip()
            kept[address] = "" if is_taken_back else read_value(form, address, text)
        except BadInput as error:
            faults += error.sentences
    if faults:
        raise BadInput(*faults)
    if not kept:
        raise BadInput.of("form_nothing_entered", where="cells")
    return kept


def _blocking(form: FilledForm) -> list[Sentence]:
    return [sentence("form_check_broken", zh=one.zh, en=one.en) for one in form.findings if one.blocks]


def _refuse_overtaken(last: Filed | None, seen: int) -> None:
    """Figures made before somebody else filed never become a version after theirs."""
    if last and last.imprint.version > seen:
        raise Refused.of("form_filed_meanwhile", version=last.imprint.version, name=last.imprint.name)


def _reason(reason: str, form: FilledForm, last: Filed | None) -> str:
    """Why there is a new version; the first needs no reason."""
    words = reason.strip()[:MAX_SOURCE]
    if last is None:
        return words
    if not differences(last.form, form):
        raise Refused.of("form_filed_same", version=last.imprint.version)
    if not words:
        raise BadInput.of("form_reason_missing", where="reason")
    return words
