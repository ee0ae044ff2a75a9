"""What the count fills in keeps the sheet's own cross-checks, whatever the town published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.channels import CHANNELS
from ledctl.forms.filling import Sources, fill
from ledctl.forms.model import Span
from ledctl.reports.counting import SENT, Material, count_period
from ledctl.reports.periods import cumulative, quarter
from ledctl.reports.rules import Facts, Rules
from tests.forms.figures import SHEET

NAMES = ("a", "b", "c", "d", "e")
Q1 = quarter(2026, 1)
materials = st.builds(
    Material,
    first=st.dictionaries(
        st.tuples(st.sampled_from(NAMES), st.sampled_from([*CHANNELS, SENT])),
        st.dates(date(2025, 12, 1), date(2026, 4, 30)),
        max_size=12,
    ),
    facts=st.dictionaries(
        st.sampled_from(NAMES),
        st.builds(
            Facts,
            category=st.sampled_from(["budget", "village_finance", "normative_document", "policy_reading"]),
            correction_of=st.sampled_from([None, *NAMES]),
        ),
    ),
)
rules = st.builds(
    Rules, *[st.booleans()] * 3, electronic=st.sampled_from([("website", "app"), ("led_gate",), ()])
)


@given(materials, rules)
def test_channel_rows_over_one_cohort_never_break_c1_c2_or_c4(material: Material, chosen: Rules) -> None:
    """Cohort rule: no channel above the total, no total above their sum; a rate within 100."""
    made = {
        span: count_period(material, period, as_of=date(2026, 12, 31), rules=chosen)
        for span, period in ((Span.PERIOD, Q1), (Span.CUMULATIVE, cumulative(Q1)))
    }
    form = fill(SHEET, Sources(made), town="示例镇")
    assert not {one.check for one in form.findings} & {"C1", "C2", "C4"}
    rate = form.cell("e.rate:now")
    assert rate is not None
    assert rate.value is None or 0 <= rate.value <= 100
    electronic = form.cell("e.items:now")
    assert electronic is not None
    assert electronic.value == len(made[Span.PERIOD].electronic), "one meaning of electronic on page and form"


@given(materials)
def test_a_screen_and_a_board_together_are_one_other_way(material: Material) -> None:
    """1.2.5 counts items, not ways: as many boards as one likes, and the screen, are 1."""
    count = count_period(material, Q1, as_of=date(2026, 12, 31), rules=Rules(village_affairs_are_items=True))
    both = tuple(
        replace(one, channels={**one.channels, "led_gate": one.first_on, "board_town": one.first_on})
        for one in count.counted
    )
    form = fill(SHEET, Sources(dict.fromkeys(Span, replace(count, items=both))), town="示例镇")
    cell = form.cell("1.2.5:now")
    assert cell is not None
    assert cell.value == len(both)
