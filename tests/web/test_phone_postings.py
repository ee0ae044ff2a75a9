"""The phone in the field: from the code on a sheet to a posting, by forms alone."""

from __future__ import annotations

import base64
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from fastapi import FastAPI
from PIL import Image
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.clock import FrozenClock
from ledctl.station import Station
from tests.boards.posting_hands import DAY, carry, list_of, print_sheet, set_up_board
from tests.boards.register import a_jpeg, a_photo
from tests.web.office_hands import OWN_PASSWORD, Browser, form_key

SignIn = Callable[..., Browser]


@pytest.fixture
def code(station: Station) -> str:
    """L1 is approved and printed twice; the town and a village have a board."""
    set_up_board(station, "b01", label="镇政府公开栏")
    set_up_board(station, "v01", "village", label="石桥村公开栏")
    carry(station, list_of())
    return print_sheet(station, "L1", copies=2)


def send(browser: Browser, path: str, photo: bytes | None, status: int = 303, **fields: str) -> str:
    """A form with a file, as a phone sends it."""
    files = {"photo": ("IMG_0001.jpg", photo or b"", "image/jpeg")} if photo else {}
    data = {"form_key": browser.form_key(), **fields}
    answer = browser.client.post(path, data=data, files=files, follow_redirects=False)
    assert answer.status_code == status, answer.text
    return answer.headers.get("location", "") or answer.text


def test_sign_in_leads_back_to_the_sheet(
    open_browser: Callable[[], TestClient], hire: Callable[..., str], code: str
) -> None:
    """Whoever scans the code signs in once and is at the sheet."""
    hire("poster", Role.VILLAGE_POSTER)
    client = open_browser()
    asked = client.get(f"/p/{code}", follow_redirects=False)
    assert asked.headers["location"] == f"/login?next=/p/{code}"
    page = client.get(asked.headers["location"]).text
    fields = {"form_key": form_key(page), "account": "poster", "password": OWN_PASSWORD, "next": f"/p/{code}"}
    answer = client.post("/login", data=fields, follow_redirects=False)
    assert answer.headers["location"] == f"/p/{code}"


def test_who_was_signed_out_meanwhile_is_told_that_nothing_was_kept(
    open_browser: Callable[[], TestClient], station: Station, code: str
) -> None:
    """A photo takes its time: the sign-in that follows leads back to the sheet."""
    files = {"photo": ("IMG_0001.jpg", a_jpeg(), "image/jpeg")}
    answer = open_browser().post(f"/p/{code}/up", data={"board": "v01", "copy": "1"}, files=files)
    assert answer.status_code == 401
    assert "刚才的登记没有保存" in answer.text
    assert f'href="/login?next=/p/{code}"' in answer.text
    assert station.postings.list() == ()


def test_nothing_of_the_place_is_kept_anywhere(
    sign_in: SignIn, site: Path, code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """What a phone wrote into the photo, and the name of the file, is in no file of the site and no log."""
    out, told = BytesIO(), Image.Exif()
    told[271] = "PHONE-OF-SOMEBODY"
    told.get_ifd(34853)[27] = b"PLACE-OF-SOMEBODY"
    Image.effect_noise((900, 700), 90).save(out, "JPEG", exif=told, comment=b"PLACE-OF-SOMEBODY")
    assert out.getvalue().count(b"-OF-SOMEBODY") == 3
    files = {"photo": ("HOUSE-OF-SOMEBODY.jpg", out.getvalue(), "image/jpeg")}
    poster = sign_in(Role.VILLAGE_POSTER)
    data = {"form_key": poster.form_key(), "board": "v01", "copy": "1"}
    answer = poster.client.post(f"/p/{code}/up", data=data, files=files, follow_redirects=False)
    assert answer.status_code == 303
    kept = [file for file in site.rglob("*") if file.is_file()]
    assert b"".join(file.read_bytes() for file in kept).count(b"-OF-SOMEBODY") == 0
    assert "-OF-SOMEBODY" not in "".join(capfd.readouterr())


def test_the_page_says_what_was_done_by_the_record(
    sign_in: SignIn, station: Station, code: str, clock: FrozenClock
) -> None:
    """R12: an address that somebody made up makes no page say that something was written down."""
    poster = sign_in(Role.VILLAGE_POSTER)
    assert "已登记" not in poster.get(f"/p/{code}?up=1&down=1")
    send(poster, f"/p/{code}/up", a_jpeg(), board="v01", copy="1")
    assert "已登记撤下" not in poster.get(f"/p/{code}?down=1")
    assert "已登记张贴（第 1 号）" in poster.get(f"/p/{code}?up=1")
    clock.advance(60)
    send(poster, f"/p/{code}/down", a_jpeg("grey"), posting="1", reason="换新纸")
    assert "已登记张贴" not in poster.get(f"/p/{code}?up=1")
    assert "已登记撤下" in poster.get(f"/p/{code}?down=1")


def test_the_board_is_chosen_and_not_guessed(sign_in: SignIn, station: Station, code: str) -> None:
    """Only the board where this person was last stands there by itself; a form without one is told so."""
    poster = sign_in(Role.VILLAGE_POSTER)
    page = poster.get(f"/p/{code}")
    assert '<option value="">请选择</option>' in page
    assert "selected" not in page.partition('<select name="board"')[2].partition("</select>")[0]
    assert "请选择贴在哪个公开栏" in send(poster, f"/p/{code}/up", a_jpeg(), 422, board="", copy="1")
    assert station.postings.list() == ()
    carry(station, list_of("L2"))
    send(poster, f"/p/{code}/up", a_jpeg(), board="v01", copy="1")
    assert '<option value="v01" selected>' in poster.get(f"/p/{print_sheet(station, 'L2')}")


def test_a_village_poster_puts_up_and_takes_down(
    sign_in: SignIn, station: Station, code: str, clock: FrozenClock
) -> None:
    """One button each, with the photo from the camera; the page says what was written down."""
    poster = sign_in(Role.VILLAGE_POSTER)
    page = poster.get(f"/p/{code}")
    for said in (
        "低保审核公示",
        "第 1 版",
        "2026-11-24 至 2026-11-30",
        "石桥村公开栏",
        'capture="environment"',
    ):
        assert said in page
    onward = send(poster, f"/p/{code}/up", a_jpeg(), board="v01", copy="2")
    assert "已登记张贴" in poster.get(onward)
    (stay,) = station.postings.list("L1")
    assert (stay.board, stay.copy, stay.photo) == ("v01", 2, a_photo().digest)
    clock.advance(8 * DAY)
    poster = sign_in(Role.VILLAGE_POSTER)
    assert 'value="公示期满"' in poster.get(f"/p/{code}")
    onward = send(poster, f"/p/{code}/down", a_jpeg("grey"), posting=str(stay.posting), reason="公示期满")
    assert "已登记撤下" in poster.get(onward)
    assert station.postings.list("L1", gone=False) == ()


def test_without_a_photo_somebody_says_so(sign_in: SignIn, station: Station, code: str) -> None:
    """A photo is asked for; who has none ticks a box, and the record says that there is none."""
    poster = sign_in(Role.VILLAGE_POSTER)
    told = send(poster, f"/p/{code}/up", None, 422, board="v01", copy="1")
    assert "请先拍照" in told
    assert '<option value="v01" selected>' in told
    assert "读不出这张照片" in send(poster, f"/p/{code}/up", b"no picture", 422, board="v01", copy="1")
    assert station.postings.list() == ()
    send(poster, f"/p/{code}/up", None, board="v01", copy="1", without="yes")
    assert "没有照片" in poster.get(f"/p/{code}")


def test_an_old_or_withdrawn_sheet_says_so_in_red(sign_in: SignIn, station: Station, code: str) -> None:
    """It cannot be put up any more, and what hangs is to be taken down."""
    poster = sign_in(Role.VILLAGE_POSTER)
    send(poster, f"/p/{code}/up", a_jpeg(), board="v01", copy="1")
    drafter = sign_in(Role.DRAFTER)
    actor = station.registry.actor(drafter.client.cookies["ledctl"], via="web")  # type: ignore[arg-type]  # as told
    station.after.revise(actor, "L1", "补充")
    carry(station, list_of(body=("另一内容。",)), anew=False)
    page = poster.get(f"/p/{code}")
    assert '<ul class="problems"' in page
    assert "是第 1 版，现行批准的是第 2 版" in page
    assert f"/p/{code}/up" not in page
    assert f"/p/{code}/down" in page
    assert "现行批准的是第 2 版" in send(poster, f"/p/{code}/up", a_jpeg(), 409, board="b01", copy="1")


def test_a_typed_code_leads_on_and_a_mistyped_one_says_why(sign_in: SignIn, code: str) -> None:
    """Case and hyphen do not matter; what cannot be a code, or was never printed, is told on the page."""
    poster = sign_in(Role.VILLAGE_POSTER)
    answer = poster.client.get(f"/p?code={code.lower().replace('-', '')}", follow_redirects=False)
    assert answer.headers["location"] == f"/p/{code}"
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert wrong in poster.get(f"/p?code={wrong}", 422)
    assert 'name="code"' in poster.get(f"/p/{wrong}", 422)
    assert 'name="code"' in poster.get("/p/0000-0000", 404)


def test_who_may_not_post_sees_no_button(sign_in: SignIn, code: str) -> None:
    """Roles hold on the phone, too; a form that is sent all the same is refused."""
    auditor = sign_in(Role.AUDITOR)
    page = auditor.get(f"/p/{code}")
    assert f"/p/{code}/up" not in page
    assert "没有登记张贴的权限" in page
    send(auditor, f"/p/{code}/up", a_jpeg(), 403, board="v01", copy="1")


def test_the_notice_page_shows_boards_photos_and_strikes(
    sign_in: SignIn, station: Station, code: str, clock: FrozenClock
) -> None:
    """What the phone wrote stands on the page of the notice; a mistake is struck there, with its reason."""
    operator = sign_in(Role.OPERATOR)
    send(operator, "/notice/L1/board_up", a_jpeg(), board="b01", sheet_code=code, copy="", board_since="")
    clock.advance(60)
    page = operator.get("/notice/L1")
    assert f"/photos/{a_photo().digest}.jpg" in page
    assert f"张贴单 {code}，第 1 版第 2 份" in page
    assert "须在 2026-11-24 00:00 前张贴" in page
    told = send(operator, "/notice/L1/posting_strike", None, 422, posting="1", strike_reason="")
    assert "注销" in told
    send(operator, "/notice/L1/posting_strike", None, posting="1", strike_reason="贴错了栏")
    assert "已注销，不计入：贴错了栏" in operator.get("/notice/L1")
    send(operator, "/notice/L1/board_up", None, board="b01", sheet_code="", copy="", board_since="")
    clock.advance(60)
    send(
        operator,
        "/notice/L1/posting_down",
        a_jpeg("grey"),
        posting="2",
        on_board="yes",
        down_reason="换栏",
        down_until="",
    )
    assert f"/photos/{a_photo('grey').digest}.jpg" in operator.get("/notice/L1")


def test_flags_stand_on_the_front_page_of_those_who_post(
    sign_in: SignIn, station: Station, code: str, clock: FrozenClock
) -> None:
    """Whoever can mend it sees it first; who has another task does where it says what is up today."""
    poster = sign_in(Role.VILLAGE_POSTER)
    assert "须在 2026-11-24 00:00 前张贴" in poster.get("/")
    clock.advance(2 * DAY)
    poster = sign_in(Role.VILLAGE_POSTER)
    assert "至今未张贴" in poster.get("/")
    auditor = sign_in(Role.AUDITOR)
    assert "至今未张贴" not in auditor.get("/")
    assert "至今未张贴" in auditor.get("/boards/today")
    poster.get("/language/en?back=/")
    assert "its period began at 2026-11-24 00:00; not posted yet" in poster.get("/")


def test_the_api_goes_the_same_way(
    app: FastAPI, hire: Callable[..., str], code: str, clock: FrozenClock
) -> None:
    """Up, down, struck, listed and flagged, with the rights and refusals of the pages."""
    hire("op", Role.OPERATOR)
    with TestClient(app) as client:
        token = client.post("/api/login", json={"account": "op", "password": OWN_PASSWORD}).json()["token"]
        head = {"authorization": f"Bearer {token}"}
        assert len(client.get("/api/postings/flags", headers=head).json()["flags"]) == 2
        photo = base64.b64encode(a_jpeg()).decode()
        order = {"notice_id": "L1", "board": "b01", "photo": photo, "sheet_code": code}
        bad = client.post("/api/postings", json=order | {"photo": "bm8="}, headers=head)
        assert bad.json()["error"]["code"] == "photo_unreadable"
        assert client.post("/api/postings", json=order, headers=head).json() == {"id": 1}
        clock.advance(60)
        (line,) = client.get("/api/postings?hanging=true", headers=head).json()["postings"]
        assert (line["board"], line["copy_no"], line["photo"]) == ("b01", 2, a_photo().digest)
        down = client.post("/api/postings/1/down", json={"reason": "换新"}, headers=head)
        assert down.json() == {"id": 1}
        struck = client.post("/api/postings/1/strike", json={"reason": "误登"}, headers=head)
        assert struck.json() == {"id": 1}
        assert client.get("/api/postings", headers=head).json() == {"postings": []}
