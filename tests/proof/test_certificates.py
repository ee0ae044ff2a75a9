"""What each certificate says, read back from the paper: just what the record holds, and no more."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drivers.base import Frame, Panel, Proof, Receipt
from drivers.errors import TimedOut
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.proof.levels import LEVELS
from ledctl.station import Station, open_station
from tests.proof.conftest import Taken
from tests.publishing.card import CardOffice
from tests.publishing.office import MoodySign, Office, actor, make_worker, short_notice

Take = Callable[..., Taken]


class LevelSign(MoodySign):
    """A sign whose receipts go just so far."""

    def __init__(self, panel: Panel, proof: Proof) -> None:
        super().__init__(panel)
        self.proof = proof

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        return replace(super()._show(frame, life_s), proof=self.proof)


def use(office: Office, proof: Proof) -> None:
    """From now on the sign's receipts go so far."""
    office.sign = LevelSign(office.sign.panel, proof)
    office.worker = make_worker(office.station, office.sign)
    office.worker.step()


def link_dead(office: Office, seconds: float) -> None:
    """The sign does not answer for so long; then it is back."""
    office.sign.broken, office.sign.online = TimedOut("no answer"), False
    office.pass_time(60, step_s=5)
    office.clock.advance(seconds - 60)
    office.worker.step()
    office.sign.broken, office.sign.online = None, True
    office.pass_time(30, step_s=5)


def test_a_plain_notice(office: Office, take: Take) -> None:
    """R30, R34: unit, number, title, digest, times, hours, level, signers; the window is still open."""
    office.put_up("A")
    office.pass_time(1200)
    taken = take("A")
    paper, summary = taken.paper(), taken.summary()
    displays = summary["signs"]["gate"]["displays"]
    assert summary["outcome"] == "shown"
    for said in (
        "展示证明",
        "示例镇人民政府",
        "停水通知A",
        summary["notice"]["digest"],
        f"得到回执{displays['shown']}次",
        "P3控制卡报告当时选定的就是这一画面",
        "不能证明灯板实际亮起",
        "展示时段尚未结束（至2026-11-2609:00:00）",
        "校验点第1号",
        "经办人：",
        "单位（盖章）：",
        "虚拟显示屏",
    ):
        assert said in paper, said
    assert "不作证据" not in paper
    assert displays["shown_ms"] == pytest.approx(1_200_000, abs=5_000)
    assert "批准画面第1页，共3页" in paper
    assert paper.endswith("第1页，共1页")


@pytest.mark.parametrize("proof", list(Proof))
def test_no_stronger_word_than_the_receipt(office: Office, take: Take, proof: Proof) -> None:
    """R22: whatever a sign's receipts say, no certificate, list or summary uses a stronger word."""
    use(office, proof)
    office.put_up("A")
    office.pass_time(120)
    taken = take("A")
    paper = taken.paper()
    assert LEVELS[proof].claim[0] in paper
    for text in (paper, taken.read("displays.csv").decode(), taken.read("summary.json").decode()):
        for higher in [*LEVELS.values()][proof + 1 :]:
            assert higher.claim[0] not in text
    if proof is Proof.SENT:
        assert taken.summary()["outcome"] == "sent"
        assert "展示情况说明" in paper
        assert "不能证明显示屏收到，也不能证明画面展示过" in paper
        assert "展示证明" not in paper
        assert "回执" not in paper.split("各显示屏")[0].replace("无回执", "")
        assert {row[9] for row in taken.rows()} == {"P0"}


def test_outages_and_what_nobody_knows(office: Office, take: Take) -> None:
    """Causes, times, lengths, what an emergency took and what a crash left unknown stand on paper."""
    office.put_up("A")
    office.pass_time(600, step_s=5)
    link_dead(office, 7200)
    office.pass_time(300, step_s=5)
    office.put_up("E", urgency="emergency")
    office.pass_time(900, step_s=5)
    office.withdraw("E")
    office.pass_time(60)
    office.worker._recorder.flush(force=True)
    office.clock.advance(3600)
    office.restart()
    office.worker.step()
    office.pass_time(60)
    taken = take("A")
    paper, causes = taken.paper(), {one["cause"] for one in taken.summary()["outages"]}
    assert {"link", "crash"} <= causes
    for said in ("显示屏失联2小时", "应急预警占用15分", "发布程序异常中断1小时", "占展示时段的", "结果不明"):
        assert said in paper, said


def test_an_outage_that_lasts_and_one_whose_end_nobody_saw(office: Office, take: Take) -> None:
    """An end that is not known is not printed as one."""
    office.put_up("A")
    office.pass_time(60)
    office.sign.broken, office.sign.online = TimedOut("no answer"), False
    office.pass_time(600, step_s=5)
    assert "至今未恢复" in take("A").paper()
    office.worker.stop()
    office.clock.advance(600)
    office.restart()
    office.worker.step()
    ends = {one["end_known_by"] for one in take("A").summary()["outages"]}
    assert ("不晚于" in take("A").paper()) is ("latest" in ends)


def test_a_card_that_turns_pages_itself(station: Station, clock: FrozenClock) -> None:
    """R22: what a card turned unasked is estimated, apart, and in no figure."""
    import io

    office = CardOffice.over(station, clock)
    office.worker.step()
    office.put_up("A")
    office.put_up("B")
    office.pass_time(900, step_s=5)
    office.worker._recorder.flush(force=True)
    out = io.BytesIO()
    taken = Taken(station.proofs.make(actor("auditor"), "A", out), out.getvalue())
    found = taken.summary()["signs"]["gate"]["displays"]
    assert found["estimated"] > found["shown"] > 0
    assert f"另有{found['estimated']}次按节目单推算、未逐次确认，不计入上述次数和时长" in taken.paper()
    assert {row[9] for row in taken.rows()} == {"P2", "未确认"}


def test_an_emergency_warning(office: Office, take: Take, sample: Callable[[str], Notice]) -> None:
    """A warning's paper says what it is, that it is relayed, that it is not lifted, and later that it was."""
    use(office, Proof.SELECTED)
    office.approve(sample("N09").model_copy(update={"display_window": None}))
    office.pass_time(60)
    paper = take("N09").paper()
    assert "预警展示证明" in paper
    assert "按应急级别安排，优先于其他公告" in paper
    assert "预警尚未解除" in paper
    office.station.warnings.lift(actor("approver"), "N09", "雨已停")
    office.worker.step()
    assert "解除，理由：雨已停" in take("N09").paper()


def test_a_list_with_rare_names_a_correction_and_objections(
    office: Office, take: Take, sample: Callable[[str], Notice]
) -> None:
    """The period asked for, what covered it, objections without objectors, the correction; rare names."""
    station = office.station
    office.approve(sample("N01"))
    office.pass_time(120, step_s=5)
    station.publications.put_up(actor("operator"), "N01", channel="board_town", place="镇政府公告栏")
    number = station.objections.receive(actor("operator"), "N01", how="phone", summary="第三户金额有误")
    station.objections.decide(
        actor("reviewer"), number, outcome="accepted", note="入户复核属实", rechecked=True
    )
    station.objections.receive(actor("operator"), "N01", how="visit", summary="人数有误")
    assert "公示期尚未开始" in take("N01").paper()
    office.jump_to(office.clock.now().replace(day=26))
    office.withdraw("N01")
    correction = sample("N10").model_copy(update={"display_window": None})
    office.approve(correction)
    office.station.desk.draft(actor("drafter"), correction.model_copy(update={"id": "N11"}))
    office.pass_time(60)
    taken, other = take("N01"), take("N10")
    paper = taken.paper()
    assert "N11" not in paper + json.dumps(taken.summary())  # nobody approved that correction
    for said in (
        "公示证明",
        "类别要求：公示不少于7日",
        "本件公示期：2026-11-24至2026-11-30，7日",
        "公示期尚未结束，以下只到",
        "公开栏、网站的张贴在公示期内的空档：村公开栏",  # planned there, too, and never posted
        "镇公开栏",
        "电话2026-11-23异议成立（经复核），须再公示至2026-11-26",
        "来访未处理",
        "本件已被更正，见N10",
        "撤回，理由：内容有误",
    ):
        assert said in paper, said
    assert "本件更正的是N01" in other.paper()
    everything = b"".join(
        taken.read(name) for name in taken.zip.namelist() if name.endswith(("json", "jsonl"))
    )
    for hidden in ("金额有误", "入户复核属实", "人数有误"):
        assert hidden.encode() not in everything
        assert hidden not in paper + taken.paper("approval.pdf")
    names = [row["head"] for row in sample("N01").table.rows]  # type: ignore[union-attr] # N01 has a list
    sheet = taken.paper("approval.pdf")
    content = office.station.desk.examine(sample("N01")).public
    assert content.table is not None
    for row in content.table.rows:
        assert row["head"] in sheet
    assert len(names) == len(content.table.rows)


def test_gaps_of_postings_are_told(office: Office, take: Take, sample: Callable[[str], Notice]) -> None:
    """What came down within the period leaves a gap on paper, by channel; none is said, too."""
    office.approve(sample("N01"))
    office.jump_to(office.clock.now().replace(day=25))
    assert "没有登记公开栏、网站等其他渠道的张贴" in take("N01").paper()
    number = office.station.publications.put_up(
        actor("operator"), "N01", channel="website", place="https://zhen.example/gongshi"
    )
    office.jump_to(office.clock.now().replace(day=26))
    office.station.publications.take_down(actor("operator"), number, reason="改版")
    office.jump_to(office.clock.now().replace(day=27))
    paper = take("N01").paper()
    assert "公开栏、网站的张贴在公示期内的空档：镇公开栏2026-11-2400:00:00至2026-11-2709:00:00" in paper
    assert "政府网站2026-11-2400:00:00至2026-11-2509:00:00" in paper
    assert "政府网站2026-11-2609:00:00至2026-11-2709:00:00" in paper


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("draft", "本件目前“草稿”，尚未批准，没有上屏"),
        ("withdraw", "本件在批准前已撤回，没有上屏"),
        ("reject", "本件经审批决定不予公开，没有上屏"),
    ],
)
def test_what_never_stood_says_just_that(office: Office, take: Take, how: str, said: str) -> None:
    """Without an approval there is nothing to certify, whatever became of it."""
    station = office.station
    station.desk.draft(actor("drafter"), short_notice("D"))
    if how == "withdraw":
        station.desk.withdraw(actor("drafter"), "D", "重拟")
    elif how == "reject":
        station.desk.submit(actor("drafter"), "D")
        station.desk.review(actor("reviewer"), "D", "pass")
        station.desk.secrecy(actor("secrecy_reviewer"), "D", "pass")
        station.desk.decline(actor("approver"), "D", "reject", "不宜公开")
    taken = take("D")
    assert said in taken.paper()
    assert "展示情况说明" in taken.paper()
    assert taken.summary()["outcome"] == "not_approved"
    assert taken.rows() == []


def test_what_lies_ahead_and_what_left_no_trace(office: Office, take: Take) -> None:
    """A window to come, and a window that ran with nothing on record, are told apart."""
    late = short_notice("L", start=office.clock.now().replace(day=24))
    office.approve(late)
    taken = take("L")
    assert taken.summary()["outcome"] == "not_begun"
    assert "展示时段尚未开始，没有展示记录" in taken.paper()
    office.clock.advance(5 * 86_400)
    taken = take("L")
    assert taken.summary()["outcome"] == "nothing"
    assert "系统没有它在任何显示屏上的展示记录" in taken.paper()


def test_a_revision_under_way_is_told(office: Office, take: Take) -> None:
    """The paper speaks of the approved version, and says that there is a newer one nobody approved."""
    office.put_up("A")
    office.pass_time(60)
    station = office.station
    station.after.revise(actor("drafter"), "A", "时间有变")
    changed = short_notice("A").model_copy(update={"body": ("改期。",)})
    station.desk.edit(actor("drafter"), "A", changed)
    taken = take("A")
    assert "本证明说的是第1版；第2版尚未批准" in taken.paper()
    sheet = taken.paper("approval.pdf")
    assert "明日检修A号管道" in sheet
    assert "改期" not in sheet


def test_a_relayed_notice(site: Path, clock: FrozenClock, quick_passwords: Passwords) -> None:
    """Regulation art. 10: what another body issued is certified as relayed only."""
    (site / "site.toml").write_text('mode = "live"\n[desk]\ntown = "沅岭县鹭洲镇人民政府"\n', "utf-8")
    assert "由示例镇人民政府发布，本单位转发展示" in _paper_of(site, clock, quick_passwords)


def test_practice_is_marked_on_every_paper(
    site: Path, clock: FrozenClock, quick_passwords: Passwords
) -> None:
    """R7: what was practice is no evidence, and every member a person reads says so."""
    (site / "site.toml").write_text('mode = "practice"\n', "utf-8")
    taken = _take_at(site, clock, quick_passwords)
    assert taken.made.practice
    for name in ("certificate.pdf", "approval.pdf"):
        assert "演练，不作证据" in taken.paper(name)
    for name in ("README.txt", "index.html"):
        assert "不作证据" in taken.read(name).decode()
    assert taken.summary()["practice"] is True


def _paper_of(*at: Any) -> str:
    return _take_at(*at).paper()


def _take_at(site: Path, clock: FrozenClock, passwords: Passwords) -> Taken:
    """A notice of a site with its own settings, its proof taken."""
    import io

    station = open_station(site, clock=clock, passwords=passwords)
    try:
        station.desk.draft(actor("drafter"), short_notice("A"))
        station.desk.submit(actor("drafter"), "A")
        station.desk.review(actor("reviewer"), "A", "pass")
        station.desk.secrecy(actor("secrecy_reviewer"), "A", "pass")
        station.desk.approve(actor("approver"), "A")
        out = io.BytesIO()
        return Taken(station.proofs.make(actor("reviewer"), "A", out), out.getvalue())
    finally:
        station.close()
