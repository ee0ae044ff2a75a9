"""Half a number and a house in a sentence are told; a number in a cell is what its head says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ledctl.content.model import Notice
from ledctl.screening.findings import Screened, Severity

Check = Callable[[Notice], Screened]
Draft = Callable[..., Notice]


def rules(screened: Screened) -> set[tuple[str, str]]:
    return {(f.code, f.where) for f in screened.findings if f.severity is not Severity.INFO}


@pytest.mark.parametrize(
    "text",
    [
        "439999********1234",
        "43999919800101****",
        "******198001011234",
        "190****0123",
        "尾号6200 **** **** 0128",
    ],
)
def test_a_number_masked_in_part_is_told(text: str, check: Check, draft: Draft) -> None:
    """The rest of it may still tell who is meant; a person judges, so it warns."""
    screened = check(draft(body=[f"张三（{text}）。"]))
    assert rules(screened) == {("number_half_masked", "body[0]")}
    assert screened.ok


@pytest.mark.parametrize("text", ["周**", "注：100***为暂估数", "＊号为必填", "•公示期", "2*3*4"])
def test_stars_alone_are_no_number(text: str, check: Check, draft: Draft) -> None:
    """Masked names, footnotes and bullets stay without a word."""
    assert rules(check(draft(body=[text]))) == set()


def test_where_somebody_lives_is_told_in_a_sentence(check: Check, draft: Draft) -> None:
    """Village and group are public, the house is not; an office's own address is."""
    screened = check(draft(body=["张三，家住白沙洲村3组12号。", "地址：鹭洲镇振兴路12号。"]))
    assert rules(screened) == {("house_number", "body[0]")}


@pytest.mark.parametrize(("head", "ok"), [("施工许可证编号", True), ("受理编号", True), ("说明", False)])
def test_a_number_is_what_its_column_says(head: str, ok: bool, check: Check, draft: Draft) -> None:
    """A permit's number has the county and a day in it, as an ID number has; its head tells it apart."""
    table = {"columns": [{"key": "a", "label": head}], "rows": [{"a": "439999202411230101"}]}
    screened = check(draft(table=table))
    assert screened.ok is ok


def test_a_number_that_runs_on_from_its_head_is_hidden(check: Check, draft: Draft) -> None:
    """Together with a slip in the head it would be one number; the cell's own part goes all the same."""
    table = {"columns": [{"key": "a", "label": "微信wang"}], "rows": [{"a": "19000000123"}]}
    screened = check(draft(table=table))
    assert screened.public.table is None or "1900" not in str(screened.public.table)
    table = {"columns": [{"key": "a", "label": "登记QQ1900"}], "rows": [{"a": "0000123@example.cn"}]}
    public = check(draft(table=table)).public.table
    assert public is not None
    assert "example" not in str(public)


def test_what_is_not_proactive_is_told_at_once(check: Check, draft: Draft) -> None:
    """Approval refuses it (Disclosure Regulation art. 13-16), after two reviews for nothing."""
    for attribute, told in (("on_request", True), ("withheld", True), ("proactive", False)):
        disclosure = {"attribute": attribute, "reason": "涉及第三方"}
        found = rules(check(draft(disclosure=disclosure)))
        assert (("not_proactive", "disclosure.attribute") in found) is told
