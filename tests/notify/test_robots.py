"""What is sent, and how an answer is read: without a network."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.notify.model import Turn, key_of
from ledctl.notify.robots import MAX_BYTES, body_of, fault_in, signed
from ledctl.notify.wording import LONGEST_WAIT, News, subject_of, text_of, wait_after

NEWS = News("N06", "鹭洲镇重点项目进度公开", "待审核", "waiting for review", 3)


@given(st.text())
def test_a_body_is_a_text_message_no_robot_refuses_for_its_length(text: str) -> None:
    """Law: JSON of the vendors' shape, cut at a whole character and at no more than 2,048 bytes."""
    text = text.encode("utf-8", "ignore").decode()
    sent = json.loads(body_of(text))
    assert sent["msgtype"] == "text"
    content = sent["text"]["content"]
    assert text.startswith(content)
    assert len(content.encode()) <= MAX_BYTES
    assert content == text or len(text.encode()) > MAX_BYTES


def test_a_signed_address_carries_time_and_sign() -> None:
    """DingTalk 加签: Base64 of HMAC-SHA256 over timestamp, new line, secret; percent-encoded in the query."""
    url = signed("https://robot.example/send?access_token=x", "SECret", 1_790_000_000_000)
    query = parse_qs(urlsplit(url).query)
    wanted = hmac.new(b"SECret", b"1790000000000\nSECret", hashlib.sha256).digest()
    assert query["access_token"] == ["x"]
    assert query["timestamp"] == ["1790000000000"]
    assert base64.b64decode(query["sign"][0]) == wanted
    assert signed("https://robot.example/send", "s", 1).startswith(
        "https://robot.example/send?timestamp=1&sign="
    )
    assert signed("https://robot.example/send", "", 1) == "https://robot.example/send"


@pytest.mark.parametrize(
    ("status", "answer", "fault"),
    [
        (200, b'{"errcode": 0, "errmsg": "ok"}', ""),
        (200, b'{"errcode": 310000, "errmsg": "keywords not in content: secret words"}', "errcode 310000"),
        (200, b'{"errcode": "many words"}', "errcode ?"),
        (200, b"[]", "errcode ?"),
        (200, b"<html>", "no JSON in the answer"),
        (502, b"", "HTTP 502"),
    ],
)
def test_an_answer_is_read_without_its_words(status: int, answer: bytes, fault: str) -> None:
    """Only errcode 0 means taken; the robot's own message may repeat ours and is not kept."""
    assert fault_in(status, answer) == fault


def test_a_message_says_what_waits_and_nothing_more() -> None:
    """Id, public title, state and count (R8); practice says so first."""
    assert text_of(NEWS).splitlines() == [
        "【公告待办】N06 待审核",
        "鹭洲镇重点项目进度公开",
        "现有 3 件待审核，请登录系统办理。",
        "N06: waiting for review; 3 in all. Please sign in.",
    ]
    assert subject_of(News("N06", "", "待审核", "", 1, practice=True)).startswith("【演练】")


@given(st.integers(1, 1000))
def test_waits_grow_and_are_bounded(tries: int) -> None:
    """Law: no shorter than the one before, never beyond an hour, a minute at first."""
    assert wait_after(1) == timedelta(minutes=1)
    assert wait_after(tries) <= wait_after(tries + 1) <= LONGEST_WAIT


def test_a_row_without_a_key_is_a_mistake() -> None:
    """A message cannot belong to a turn that is not stored."""
    with pytest.raises(ValueError, match="not stored"):
        key_of(Turn(notice_id="x", version_no=1, state="draft"))
