"""The telephone for objections: found where it stands, never made up."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.model import Notice
from ledctl.content.phone import objection_phone


@pytest.mark.parametrize(
    ("notice_id", "phone"),
    [
        ("N01", "监督电话：0700-8123456"),
        ("N02", "监督电话：0700-8123456"),
        ("N03", "监督电话：0700-8123456"),
        ("N04", "监督电话：0700-8123457"),
        ("N06", ""),
        ("N07", "异议受理：0700-8123458"),
        ("N08", "联系电话：0700-8126001"),
        ("N09", "值班电话：0700-8123119"),
        ("N10", "监督电话：0700-8123456"),
    ],
)
def test_the_examples(notice_id: str, phone: str, sample: Callable[[str], Notice]) -> None:
    """Each example's number with what it is for; of two the first; none where none is given."""
    assert objection_phone(sample(notice_id).body) == phone


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("监督举报电话：0700-8123456", "监督举报电话：0700-8123456"),
        ("监督、举报电话0700—8123456", "监督、举报电话：0700—8123456"),
        ("如有异议请致电07008123456。", "异议电话：07008123456"),
        ("如有异议，请拨打监督电话8123456", "监督电话：8123456"),
        ("联系人：某某，电话：010-62345678", "联系电话：010-62345678"),
        ("举报热线：12345", "举报热线：12345"),
        ("监督电话（工作日）：０７００－８１２３４５６", "监督电话：０７００－８１２３４５６"),
        ("联系电话：13800138000", ""),
        ("联系人手机：13800138000，值班：0700-8123119", "值班电话：0700-8123119"),
        ("传真：0700-8123456", ""),
        ("联系地址：某路，传真：0700-8123456", ""),
        ("如有异议请书面提出。0700-8123456", ""),
        ("证书编号：24022847", ""),
        ("公示期7天，如有异议，请反映", ""),
        ("咨询电话：0700-81234567890", ""),
        ("咨询电话：0700-8123456-8", ""),
    ],
)
def test_only_a_labelled_office_line_counts(text: str, phone: str) -> None:
    """In the same sentence, no mobile, no fax, no piece of a longer number."""
    assert objection_phone([text]) == phone


def test_the_first_paragraph_with_one_wins() -> None:
    """The order of the text is the office's own order."""
    assert objection_phone(["没有。", "监督电话：0700-8123456", "举报电话：0700-8123457"]).endswith("456")


@given(st.lists(st.text(st.sampled_from("监督电话异议受理：，。0789-１２ 传真"), max_size=40), max_size=3))
def test_what_is_found_stands_in_the_text(body: list[str]) -> None:
    """Law: not a digit is invented."""
    found = objection_phone(body)
    number = found.partition("：")[2]
    assert found == "" or any(re.search(re.escape(number), text) for text in body)
