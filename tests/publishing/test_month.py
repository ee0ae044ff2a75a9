"""A few days of the simulated month (``tests/faults/month.py``); the whole is a class of ``make faults``."""

from __future__ import annotations

import pytest

from drivers.base import Frame
from drivers.virtual import VirtualSign
from ledctl.publishing.worker import SignWorker
from tests.faults.month import gate, live, run


@pytest.mark.slow
def test_days_at_the_gate() -> None:
    """R1, R10, R16, R24: right pixels after every round, nothing lost, nothing claimed, flat memory."""
    said: list[str] = []
    assert run(seed=6, runs=3, report=said.append) == (3, 0), said
    assert said[0].startswith("month: 3 days")


def test_the_judge_sees_a_page_that_stays_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that never lets an order go is not called right: the soak test can fail."""
    monkeypatch.setattr(SignWorker, "_turn_page", lambda *_: None)
    monkeypatch.setattr(SignWorker, "_change", keep_what_stands(SignWorker._change))
    with gate(seed=6) as town:
        live(town, 1)
        assert any("other pixels" in complaint for complaint in town.complaints())


def keep_what_stands(change):  # type: ignore[no-untyped-def] # a planted fault
    def changing(worker: SignWorker, now: object) -> None:
        if worker._stage.standing is None:
            change(worker, now)

    return changing


def test_the_judge_sees_a_sign_that_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign that confirms and stays dark claims displays nobody saw, and the pixels are wrong."""
    monkeypatch.setattr(VirtualSign, "current", property(lambda sign: Frame.dark(sign.panel)))
    with gate(seed=6) as town:
        live(town, 1)
        assert town.wrong
