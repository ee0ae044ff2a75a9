"""Forged requests, security headers, limits, and errors that tell and never leak."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import Message

from ledctl.accounts.model import Role, Via
from ledctl.notices.queries import exists, one
from ledctl.notices.states import State
from ledctl.station import Station
from ledctl.web.guard import HEADERS, MAX_BODY, Guard
from tests.web.office_hands import OWN_PASSWORD, Browser, form_key

REFUSED = "页面已过期"


def test_a_form_without_its_key_changes_nothing(
    sign_in: Callable[..., Browser], written: dict[str, str], station: Station
) -> None:
    """A missing, a wrong and another sign-in's form key are all refused."""
    drafter = sign_in(Role.DRAFTER)
    other = sign_in(Role.DRAFTER, account="other").form_key()
    for key in (None, "", "0" * 64, other, "不是密钥"):
        fields = written if key is None else {**written, "form_key": key}
        answer = drafter.client.post("/notices/new", data=fields)
        assert answer.status_code == 403
        assert REFUSED in answer.text
    assert not exists(station.database, "T-1")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://[no-address"},
    ],
)
def test_a_form_from_another_site_is_refused_even_with_the_key(
    sign_in: Callable[..., Browser], written: dict[str, str], station: Station, headers: dict[str, str]
) -> None:
    """What the browser says about where a request began is the second line."""
    drafter = sign_in(Role.DRAFTER)
    fields = {**written, "form_key": drafter.form_key()}
    answer = drafter.client.post("/notices/new", data=fields, headers=headers)
    assert answer.status_code == 403
    assert "其他网站" in answer.text
    assert not exists(station.database, "T-1")


def test_a_form_from_our_own_page_passes(
    sign_in: Callable[..., Browser], written: dict[str, str], station: Station
) -> None:
    """A modern browser sends both headers with our own forms."""
    drafter = sign_in(Role.DRAFTER)
    headers = {"sec-fetch-site": "same-origin", "origin": "http://testserver"}
    fields = {**written, "form_key": drafter.form_key()}
    answer = drafter.client.post("/notices/new", data=fields, headers=headers, follow_redirects=False)
    assert answer.status_code == 303
    assert exists(station.database, "T-1")


def test_nobody_can_be_signed_in_by_another_site(
    open_browser: Callable[[], TestClient], hire: Callable[..., str]
) -> None:
    """The sign-in form has a key of its own, held in a cookie another site cannot read."""
    hire("zhang", Role.REVIEWER)
    fields = {"account": "zhang", "password": OWN_PASSWORD}
    answer = open_browser().post("/login", data=fields, follow_redirects=False)
    assert (answer.status_code, REFUSED in answer.text) == (403, True)
    client = open_browser()
    key = form_key(client.get("/login").text)
    crossed = client.post(
        "/login", data={**fields, "form_key": key}, headers={"origin": "https://evil.example"}
    )
    assert crossed.status_code == 403
    assert "ledctl" not in client.cookies


def test_a_stranger_posting_gets_a_page_not_a_redirect(open_browser: Callable[[], TestClient]) -> None:
    """A form sent after the sign-in was over says so; nothing is silently dropped."""
    answer = open_browser().post("/notices/new", data={"form_key": "x"}, follow_redirects=False)
    assert answer.status_code == 401
    assert "请先登录" in answer.text


def test_a_decision_on_a_version_not_seen_is_refused(
    sign_in: Callable[..., Browser], written: dict[str, str], station: Station
) -> None:
    """R1: what changed since the page was made must be read again before deciding."""
    drafter = sign_in(Role.DRAFTER)
    drafter.post("/notices/new", **written)
    stale = drafter.seen("T-1")
    drafter.post("/notice/T-1/edit", **{**written, "title": "道路维修工程进度公示（二）"}, seen=stale)
    told = drafter.post("/notice/T-1/submit", 409, seen=stale)
    assert "您看到的版本已被修改" in told
    assert one(station.database, "T-1").state is State.DRAFT


def test_every_answer_carries_the_security_headers(
    sign_in: Callable[..., Browser], open_browser: Callable[[], TestClient]
) -> None:
    """Pages, pictures, files, errors and the API: no inline script, no frame, no sniffing, no storing."""
    reader = sign_in(Role.REVIEWER)
    for path in ("/", "/signs/gate/live.png", "/nothing", "/api/openapi.json", "/api/me", "/static/none"):
        answer = reader.client.get(path)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, path
        assert answer.headers["cache-control"] == ("max-age=3600" if "/static" in path else "no-store")
    policy = HEADERS["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert open_browser().get("/static/office.css").headers["cache-control"] == "max-age=3600"


def test_a_request_beyond_the_limit_ends_with_a_sentence(app: FastAPI) -> None:
    """One request cannot fill the machine's memory, whatever length it claims."""
    with TestClient(Guard(app, limit=1000)) as client:
        form = client.post("/login", data={"account": "x" * 2000})
    assert form.status_code == 413
    assert "提交的内容太大" in form.text
    assert form.headers["x-content-type-options"] == "nosniff"
    assert MAX_BODY > 8 * 1024 * 1024


@pytest.mark.parametrize("path", ["/api/login", "/api/check"])
def test_the_api_says_so_too(
    app: FastAPI, sign_in: Callable[..., Browser], station: Station, path: str
) -> None:
    """A program that sends too much is told 413 and why, not that our program is at fault."""
    sign_in(Role.DRAFTER)
    token, _ = station.registry.sign_in("drafter", OWN_PASSWORD, via=Via.API)
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    with TestClient(Guard(app, limit=1000)) as client:
        answer = client.post(path, content=b"x" * 2000, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "request_too_large")


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/nothing-here", 404, "没有这个页面"),
        ("/notice/none", 404, "没有编号为 none 的公告"),
        ("/notice/none/edit", 404, "没有编号为 none 的公告"),
        ("/notices?page=0", 422, "page"),
        ("/notices?state=shown", 422, "不在允许范围内"),
        ("/history?since=yesterday", 422, "不是有效的日期"),
        ("/history?until=9999-12-31", 422, "不是有效的日期"),
        ("/report/1066", 422, "year"),
        ("/history/events?before=9223372036854775808", 422, "before"),
        ("/signs/none/live.png", 404, "没有名为 none 的显示屏"),
        ("/signs/none/live.json", 404, "没有名为 none 的显示屏"),
        ("/notice/T-1/preview/gate/99.png", 404, "没有"),
    ],
)
def test_a_wrong_address_is_told_in_both_languages(
    sign_in: Callable[..., Browser], path: str, status: int, told: str
) -> None:
    """An error page says what is wrong in Chinese and completely in English."""
    page = sign_in(Role.REVIEWER).get(path, status)
    assert told in page
    assert 'lang="en"' in page
    assert "Traceback" not in page


def test_an_unknown_step_and_a_wrong_method_are_told(sign_in: Callable[..., Browser]) -> None:
    """There is no way to a notice but the steps there are."""
    drafter = sign_in(Role.DRAFTER)
    drafter.post("/notice/T-1/publish", 404)
    answer = drafter.client.put("/notices")
    assert answer.status_code == 405
    assert "不能这样使用" in answer.text


def test_a_torn_upload_is_told(sign_in: Callable[..., Browser]) -> None:
    """A body that is no form at all is a sentence, not a fault."""
    headers = {"content-type": "multipart/form-data; boundary=x"}
    client = sign_in(Role.DRAFTER).client
    answer = client.post("/notices/import", content=b"torn", headers=headers)
    assert answer.status_code == 400
    assert 'lang="en"' in answer.text


@pytest.mark.parametrize("path", ["/login", "/api/check"])
def test_a_request_torn_off_is_no_fault(
    app: FastAPI, station: Station, sign_in: Callable[..., Browser], path: str
) -> None:
    """Whoever hangs up half-way leaves no traceback behind: many would fill the disk with log."""
    sign_in(Role.DRAFTER)
    token, _ = station.registry.sign_in("drafter", OWN_PASSWORD, via=Via.API)
    headers = [
        (b"authorization", f"Bearer {token}".encode()),
        (b"content-type", b"application/x-www-form-urlencoded"),
    ]
    scope = {"type": "http", "method": "POST", "path": path, "headers": headers, "query_string": b""}
    arrived = iter([{"type": "http.request", "body": b"a=", "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Message:
        return next(arrived)

    async def send(_message: Message) -> None: ...

    asyncio.run(app(scope, receive, send))


def test_half_a_character_is_no_fault(open_browser: Callable[[], TestClient]) -> None:
    """A form names its own encoding, and some encodings hold what no text can: it is simply a wrong key."""
    headers = {"content-type": "multipart/form-data; boundary=x; charset=raw_unicode_escape"}
    parts = (
        f'--x\r\ncontent-disposition: form-data; name="{n}"\r\n\r\n\\ud800\r\n'
        for n in ("form_key", "account")
    )
    answer = open_browser().post("/login", content="".join(parts) + "--x--\r\n", headers=headers)
    assert answer.status_code == 403


def test_a_fault_of_the_program_shows_no_traceback(app: FastAPI, station: Station) -> None:
    """A fault is told as a sentence, with headers; what went wrong goes into the log only."""

    @app.get("/fault")
    def fault() -> None:
        raise RuntimeError("secret detail")

    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/fault")
    assert answer.status_code == 500
    assert "程序出错" in answer.text
    assert "secret detail" not in answer.text
    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]
