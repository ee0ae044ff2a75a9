"""Whoever asks the record, whatever they ask and whenever: nothing changes."""

from __future__ import annotations

from contextlib import suppress

import hypothesis.strategies as st
from hypothesis.stateful import rule

from ledctl.archive.books import Books
from ledctl.errors import LedctlError, NotFound
from ledctl.questions.answers import Questions
from ledctl.questions.timeline import Row, timeline
from tests.every_command.drawing import NOTICES, PEOPLE, Drawing, takes


class AskingTheRecord(Drawing):
    """The auditor's questions, and the year's catalogue and books, between all other commands."""

    @rule()
    @takes(Books.catalogue, Books.book)
    def take_the_year(self) -> None:
        """Whoever takes the catalogue changes nothing; what is in a book is in the catalogue."""
        office = self.office
        office.book.read()
        year = office.clock.now().year
        found = office.station.books.catalogue(year)
        public = {line.index for line in found.lines}
        assert not public & {one.index for one in found.missing}
        with suppress(NotFound):
            office.station.books.book(year, "no_such_category")
            raise AssertionError("a book of a category that is not there")
        assert not office.book.read().came

    @rule(data=st.data())
    @takes(
        *(Questions.signs, Questions.instant, Questions.at, Questions.frame, Questions.notice),
        *(Questions.person, Questions.category, Questions.search, Questions.gaps),
    )
    def ask_the_record(self, data: st.DataObject) -> None:
        """R35: an answer holds every event of a notice; whoever asks changes nothing."""
        office, questions = self.office, self.office.station.questions
        notice, account = data.draw(st.sampled_from(NOTICES)), data.draw(st.sampled_from(PEOPLE))
        now = office.clock.now()
        office.book.read()
        for one in questions.at(now):
            assert one.sign in questions.signs()
            if one.page is not None:
                assert questions.frame(one.page.program, one.page.page)
        if office.book.notice(notice) is None:
            with suppress(NotFound):
                questions.notice(notice)
                raise AssertionError("a file of a notice that is not there")
        else:
            lines = timeline(questions.notice(notice), office.station.settings.zoneinfo)
            told = sum(line.row is Row.EVENT for line in lines)
            assert told == len(office.book.rows("event", notice=notice))
        with suppress(NotFound):
            questions.person(account)
        questions.category("general")
        questions.search("镇")
        with suppress(LedctlError):
            questions.gaps(questions.instant("00:00"), now)
        assert not office.book.read().came
