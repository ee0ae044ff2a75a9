"""The command line as a person or a script uses it: sentences, exit codes, stable JSON."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ledctl.accounts.model import Role, Via
from ledctl.alerts.conditions import MB
from ledctl.alerts.snapshot import Disk
from ledctl.cli import main
from ledctl.doctor import examine_machine
from ledctl.fonts import coverage
from ledctl.fonts.pins import Catalogue, catalogue
from ledctl.fonts.typefaces import locate
from ledctl.rendering import faces
from ledctl.resources import shared
from ledctl.sites import init_site
from ledctl.station import Station, open_station

NOTICES = shared("config/examples") / "notices"
OWN = "a long password 3"


@dataclass(frozen=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("check", "file.json")`` is the command itself, in this process."""

    def call(*words: object, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["ledctl", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return call


@pytest.fixture
def office(site: Path, quick_passwords: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with one person for each role, all with the same own password; LEDCTL_SITE points at it."""
    station: Station = open_station(site, passwords=quick_passwords)
    for role in Role:
        account = role.value
        first = station.registry.add(account, f"某{account}", [role], by="system")
        station.registry.change_password(account, first, OWN, via=Via.CLI)
    station.close()
    monkeypatch.setenv("LEDCTL_SITE", str(site))
    return site


def file_of(notice_id: str) -> Path:
    (file,) = NOTICES.glob(f"{notice_id}-*.json")
    return file


def changed(file: Path, tmp_path: Path, **fields: object) -> Path:
    """A copy of a notice file with some fields changed."""
    data = {**json.loads(file.read_text("utf-8")), **fields}
    out = tmp_path / "changed.json"
    out.write_text(json.dumps(data), "utf-8")
    return out


# -- check and preview: no site, no person ----------------------------------------------------


@pytest.mark.parametrize("file", sorted(NOTICES.glob("*.json")), ids=lambda p: p.stem)
def test_check_answers_in_its_documented_shape(run: Run, file: Path) -> None:
    """`ok`, `findings` with four fields each, and the public version; exit 0 exactly when ok."""
    done = run("check", file, "--json")
    answer = done.json()
    assert set(answer) == {"ok", "findings", "public"}
    for finding in answer["findings"]:
        assert set(finding) == {"code", "severity", "where", "message"}
        assert finding["severity"] in {"block", "warn", "info"}
    assert answer["ok"] == all(f["severity"] != "block" for f in answer["findings"])
    assert done.code == (0 if answer["ok"] else 1)
    assert answer["public"]["id"] == file.stem.split("-")[0]


def test_check_never_shows_what_must_not_be_public(run: Run) -> None:
    """Neither the findings nor the public version repeat a private number."""
    secret = json.loads(file_of("N04").read_text("utf-8"))["table"]["rows"][0]["id_no"]
    for words in (["check", file_of("N04"), "--json"], ["check", file_of("N04")]):
        done = run(*words)
        assert secret not in done.out + done.err


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"title": ""}, "title"),
        ({"body": "one string"}, "body"),
        ({"signature": {"unit": "x", "date": "soon"}}, "signature.date"),
        ({"titel": "x"}, "titel"),
        ({"category": "no_such_kind"}, "no_such_kind"),
        ({"urgency": "very"}, "urgency"),
    ],
)
def test_a_wrong_notice_file_is_a_sentence_with_the_field(
    run: Run, tmp_path: Path, fields: dict[str, object], where: str
) -> None:
    """Exit code 2, the field named, Chinese and English, for check and preview alike."""
    file = changed(file_of("N06"), tmp_path, **fields)
    for words in (
        ["check", file, "--json"],
        ["preview", file, "--panel", "64x32", "--colour", "red", "-o", tmp_path],
    ):
        done = run(*words)
        assert done.code == 2
        assert where in done.err
        assert len(done.err.strip().splitlines()) % 2 == 0


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b'{"a": NaN}', b'{"id": 1, "id": 2}'])
def test_rubbish_is_bad_input(run: Run, tmp_path: Path, raw: bytes) -> None:
    """Whatever the bytes: exit code 2 and a sentence, never a traceback."""
    file = tmp_path / "rubbish.json"
    file.write_bytes(raw)
    done = run("check", file)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert done.err.strip()
    assert run("check", tmp_path / "missing.json").code == 2


def test_preview_draws_pages_and_a_film(run: Run, tmp_path: Path) -> None:
    """One panel pixel is one picture pixel; the film has as many pictures as the folder has pages."""
    panel = ["--panel", "256x64", "--colour", "dual"]
    assert run("preview", file_of("N09"), *panel, "-o", tmp_path / "pages").code == 0
    assert run("preview", file_of("N09"), *panel, "-o", tmp_path / "film.gif").code == 0
    pages = sorted((tmp_path / "pages").glob("page-*.png"))
    assert pages[0].name == "page-001.png"
    with Image.open(pages[0]) as first, Image.open(tmp_path / "film.gif") as film:
        assert first.size == film.size == (256, 64)
        assert getattr(film, "n_frames", 1) == len(pages)
        assert first.convert("RGB").tobytes() == film.convert("RGB").tobytes()


def test_preview_of_a_clock_shows_a_few_minutes(run: Run, tmp_path: Path) -> None:
    """Not 1,440 files; the command says how many pages there are."""
    notice = json.loads(file_of("N09").read_text("utf-8"))
    for key in ("table", "publicity_period", "warning_level"):
        notice.pop(key, None)
    notice |= {"title": "鹭洲镇", "body": ["欢迎您"], "on_sign": {"layout": "clock"}, "urgency": "idle"}
    (tmp_path / "clock.json").write_text(json.dumps(notice), "utf-8")
    panel = ["--panel", "128x32", "--colour", "dual"]
    done = run("preview", tmp_path / "clock.json", *panel, "-o", tmp_path / "pages")
    assert done.code == 0, done.err
    assert len(list((tmp_path / "pages").glob("page-*.png"))) == 4
    assert "1440" in done.out


def test_preview_says_how_long_a_round_takes(run: Run, tmp_path: Path) -> None:
    """Pages and minutes, a long round with what helps; one page is one PNG, several are numbered."""
    panel = ["--panel", "256x64", "--colour", "dual"]
    done = run("preview", file_of("N06"), *panel, "-o", tmp_path / "x.png")
    pages = sorted(tmp_path.glob("x-*.png"))
    assert [page.name for page in pages] == [f"x-{n:03}.png" for n in range(1, len(pages) + 1)]
    assert re.search(rf"^{len(pages)} 页，轮播一遍 \d+:\d\d / {len(pages)} pages", done.out)
    large = run("preview", file_of("N06"), *panel, "--preset", "large", "-o", tmp_path / "l.gif")
    assert "路人等不到" in large.out
    short = changed(file_of("N06"), tmp_path, body=["完工。"], table=None, publicity_period=None)
    done = run("preview", short, "--panel", "512x128", "--colour", "red", "-o", tmp_path / "one.png")
    assert (done.code, "one.png" in done.out) == (0, True)
    assert [file.name for file in tmp_path.glob("one*")] == ["one.png"]


def test_preview_tries_what_the_office_may_choose(run: Run, tmp_path: Path, site: Path) -> None:
    """Another preset or fewer columns are other pixels; what cannot be is a sentence and no file."""
    panel = ["--panel", "256x64", "--colour", "dual"]
    frames = set()
    for n, words in enumerate([[], ["--preset", "large"], ["--leave-out", "no, note"]]):
        out = tmp_path / f"{n}.gif"
        assert run("preview", file_of("N01"), *panel, *words, "-o", out).code == 0
        frames.add(out.read_bytes())
    assert len(frames) == 3
    for words, told in [
        (["--layout", "poster"], "--layout"),
        (["--layout", "warning"], "warning"),
        (["--layout", "titled"], "titled"),
        (["--leave-out", "colour"], "colour"),
        (["--preset", "huge"], "compact, default, large"),
    ]:
        done = run("preview", file_of("N01"), *panel, *words, "-o", tmp_path / "not.gif")
        assert (done.code, told in done.err) == (2, True), done.err
        assert not (tmp_path / "not.gif").exists()
    (site / "presets").mkdir()
    (site / "presets" / "own.toml").write_text("size = 32\npitch = 34\n")
    words = ["--preset", "own", "--site", site, "-o", tmp_path / "own.gif"]
    assert run("preview", file_of("N01"), *panel, *words).code == 0


@pytest.mark.parametrize("panel", ["256", "0x16", "axb", "99999x16"])
def test_a_wrong_panel_is_bad_input(run: Run, tmp_path: Path, panel: str) -> None:
    """The sentence says how to write one."""
    done = run("preview", file_of("N09"), "--panel", panel, "--colour", "dual", "-o", tmp_path / "x.gif")
    assert done.code == 2
    assert "--panel" in done.err or "panel" in done.err
    assert not (tmp_path / "x.gif").exists()


# -- acting as a person -----------------------------------------------------------------------


def test_a_notice_goes_its_way_on_the_command_line(run: Run, office: Path, tmp_path: Path) -> None:
    """Import, submit, two reviews, approve, each with the person's own password; the record says cli."""
    file = changed(file_of("N06"), tmp_path, display_window=None)

    def act(*words: object, who: str) -> Done:
        done = run("notice", *words, "--as", who, "--password-stdin", stdin=OWN + "\n")
        assert done.code == 0, done.err
        return done

    act("import", file, who="drafter")
    act("submit", "N06", who="drafter")
    act("review", "N06", who="reviewer")
    act("review", "N06", "--opinion", "不涉密", who="secrecy_reviewer")
    answer = act("approve", "N06", "--json", who="approver").json()
    assert set(answer["signs"]) == {"gate"}
    shown = run("notice", "show", "N06", "--json").json()
    assert shown["state"] == "approved"
    assert {decision["via"] for decision in shown["decisions"]} == {"cli"}
    assert [d["account"] for d in shown["decisions"]] == [
        "drafter",
        "reviewer",
        "secrecy_reviewer",
        "approver",
    ]
    assert run("verify").code == 0


def test_an_approval_knows_the_signs_that_serve_was_given(run: Run, office: Path, tmp_path: Path) -> None:
    """A site's signs may stand in another file; who does not name it is told to."""
    file = changed(file_of("N06"), tmp_path, display_window=None)
    elsewhere = tmp_path / "elsewhere.toml"
    (office / "signs.toml").rename(elsewhere)
    secret = ["--password-stdin"]
    assert run("notice", "import", file, "--as", "drafter", *secret, stdin=OWN + "\n").code == 0
    for step, who in [("submit", "drafter"), ("review", "reviewer"), ("review", "secrecy_reviewer")]:
        assert run("notice", step, "N06", "--as", who, *secret, stdin=OWN + "\n").code == 0
    blind = run("notice", "approve", "N06", "--as", "approver", *secret, stdin=OWN + "\n")
    assert blind.code == 1
    assert "--signs" in blind.err
    seeing = run(
        "notice", "approve", "N06", "--signs", elsewhere, "--as", "approver", *secret, stdin=OWN + "\n"
    )
    assert seeing.code == 0, seeing.err
    assert "gate" in seeing.out
    assert "批准发布 / approve" in run("notice", "show", "N06").out


def test_a_token_stands_for_a_person_until_it_ends(
    run: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`ledctl login` prints it, LEDCTL_TOKEN carries it."""
    token = run("login", "--as", "drafter", "--password-stdin", stdin=OWN + "\n").out.strip()
    monkeypatch.setenv("LEDCTL_TOKEN", token)
    assert run("notice", "import", file_of("N06")).code == 0
    assert run("notice", "approve", "N06").code == 1
    monkeypatch.setenv("LEDCTL_TOKEN", "rubbish")
    assert run("notice", "submit", "N06").code == 1


@pytest.mark.parametrize(
    ("words", "stdin", "code"),
    [
        (["notice", "submit", "N06"], "", 1),
        (["notice", "submit", "N06", "--as", "drafter"], "", 2),
        (["notice", "submit", "N06", "--as", "drafter", "--password-stdin"], "wrong\n", 1),
        (["notice", "submit", "N99", "--as", "drafter", "--password-stdin"], OWN + "\n", 2),
        (["notice", "show", "N99"], "", 2),
        (["notice", "list", "--state", "nowhere"], "", 2),
        (
            [
                "person",
                "add",
                "x1",
                "--name",
                "x",
                "--role",
                "king",
                "--as",
                "administrator",
                "--password-stdin",
            ],
            OWN,
            2,
        ),
        (
            [
                "person",
                "add",
                "x1",
                "--name",
                "x",
                "--role",
                "drafter",
                "--as",
                "drafter",
                "--password-stdin",
            ],
            OWN,
            1,
        ),
        (["history", "--since", "yesterday"], "", 2),
        (["history", "--since", "0001-01-01"], "", 2),
        (["history", "--until", "9999-12-31"], "", 2),
        (["report", "year", "1"], "", 2),
        (["nonsense"], "", 2),
        (["simulate", "nonsense", "--panel", "64x32", "--colour", "red"], "", 2),
    ],
)
def test_refusals_and_bad_input_have_their_codes(
    run: Run, office: Path, words: list[str], stdin: str, code: int
) -> None:
    """1 refused, 2 bad input; a sentence either way, no traceback."""
    done = run(*words, stdin=stdin)
    assert done.code == code, done.err
    assert done.err.strip()
    assert "Traceback" not in done.err


def test_a_new_administrator_acts_for_nobody_yet(run: Run, office: Path) -> None:
    """R43: a one-time password resets nobody else's, an administrator's neither."""
    words = [
        "person",
        "add",
        "boss",
        "--name",
        "新管理员",
        "--role",
        "administrator",
        "--as",
        "administrator",
    ]
    first = run(*words, "--password-stdin", stdin=OWN + "\n").out.strip()
    reset = ["person", "reset", "approver", "--as", "boss", "--password-stdin"]
    assert run(*reset, stdin=first + "\n").code == 1
    assert run("login", "--as", "approver", "--password-stdin", stdin=OWN + "\n").code == 0


@pytest.mark.parametrize("words", [["verify"], ["history"], ["notice", "list"], ["doctor"]])
def test_a_folder_that_is_no_site_stays_as_it_was(run: Run, tmp_path: Path, words: list[str]) -> None:
    """A mistyped folder is refused with a sentence, and nothing is made in it."""
    assert run(*words, "--site", tmp_path).code in (1, 2)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("words", [["verify"], ["history"], ["doctor"], ["publish"]])
def test_a_broken_database_is_a_sentence(run: Run, office: Path, words: list[str]) -> None:
    """A disk that is read-only or damaged is the machine's fault, told without a traceback."""
    for file in office.glob("ledctl.db*"):
        file.unlink()
    (office / "ledctl.db").mkdir()
    done = run(*words)
    assert done.code == (1 if words == ["doctor"] else 3)
    assert "unable to open database file" in done.out + done.err
    assert "Traceback" not in done.err


def test_a_database_with_a_table_missing_is_a_fault_with_its_traceback(run: Run, office: Path) -> None:
    """That is neither the person's doing nor the disk's: whoever mends it needs to see where."""
    with closing(sqlite3.connect(office / "ledctl.db")) as database:
        database.execute("DROP TABLE sign_in")
    done = run("login", "--as", "drafter", "--password-stdin", stdin=OWN + "\n")
    assert (done.code, "Traceback" in done.err) == (3, True)
    assert "交给管理员" in done.err


def test_a_folder_that_cannot_be_made_is_a_sentence(run: Run, tmp_path: Path) -> None:
    """A site inside a file, or where nobody may write."""
    (tmp_path / "file").write_text("")
    done = run("init", "--site", tmp_path / "file" / "site")
    assert (done.code, "Traceback" in done.err) == (3, False)
    assert str(tmp_path / "file") in done.err


def test_a_site_is_for_its_owner_alone(run: Run, tmp_path: Path) -> None:
    """The secret, the names and the password hashes are no other account's on the machine."""
    site = tmp_path / "site"
    old = os.umask(0o022)
    try:
        assert run("init", "--site", site).code == 0
        assert run("upgrade", "--site", site).code == 0
    finally:
        os.umask(old)
    private = [site, site / "keys", site / "keys" / "secret.key", *site.glob("ledctl*.db")]
    assert len(private) == 5
    assert {oct(path.stat().st_mode & 0o077) for path in private} == {"0o0"}


def test_a_one_time_password_only_changes_itself(run: Run, office: Path) -> None:
    """R43: until it is changed, it acts for nobody; login changes it with the second line."""
    words = ["person", "add", "fresh", "--name", "新人", "--role", "drafter", "--as", "administrator"]
    first = run(*words, "--password-stdin", stdin=OWN + "\n").out.strip()
    act = ["notice", "import", file_of("N06"), "--as", "fresh", "--password-stdin"]
    assert run(*act, stdin=first + "\n").code == 1
    assert run("login", "--as", "fresh", "--password-stdin", stdin=f"{first}\nshort\n").code == 2
    assert run("login", "--as", "fresh", "--password-stdin", stdin=f"{first}\n{OWN}\n").code == 0
    assert run(*act, stdin=OWN + "\n").code == 0


def test_one_wrong_file_of_many_imports_none(run: Run, office: Path, tmp_path: Path) -> None:
    """Bad input changes nothing."""
    wrong = changed(file_of("N07"), tmp_path, title="")
    done = run(
        "notice", "import", file_of("N06"), wrong, "--as", "drafter", "--password-stdin", stdin=OWN + "\n"
    )
    assert done.code == 2
    assert run("notice", "list", "--json").json() == {"notices": []}


# -- a site -----------------------------------------------------------------------------------


def test_a_new_site_needs_one_command(run: Run, tmp_path: Path) -> None:
    """`init` makes it, shows the first password once, and a second `init` keeps everything."""
    site = tmp_path / "new"
    first = run("init", "--site", site)
    assert first.code == 0
    assert "admin" in first.out
    again = run("init", "--site", site)
    assert again.code == 0
    assert "一次性密码" not in again.out
    assert run("person", "list", "--site", site, "--json").json()["people"][0]["roles"] == ["administrator"]


def test_no_site_is_a_sentence(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither an option nor a variable, or a folder that is none."""
    monkeypatch.delenv("LEDCTL_SITE", raising=False)
    assert "--site" in run("history").err
    missing = run("history", "--site", tmp_path / "nowhere")
    assert missing.code == 3
    assert "ledctl init" in missing.err


def test_an_empty_record_is_clean(run: Run, office: Path) -> None:
    """Documented shapes, also with nothing in them."""
    assert run("history", "--json").json() == {"displays": [], "given_up": []}
    assert run("verify", "--json").json()["ok"] is True
    count = run("report", "year", "2026", "--json").json()
    assert (count["items"], count["displays"]) == (0, 0)


def test_verify_names_the_first_bad_row(run: Run, office: Path) -> None:
    """Exit 1, and where to look."""
    import sqlite3

    with sqlite3.connect(office / "ledctl.db") as database:
        database.execute("DROP TRIGGER event_no_update")
        database.execute("UPDATE event SET actor = 'somebody else' WHERE seq = 3")
    database.close()
    done = run("verify")
    assert done.code == 1
    assert "event 3" in done.out


def test_the_doctor_says_what_is_there(run: Run, office: Path) -> None:
    """Every line in both languages; clean on a clean site, 1 on a site with a wrong sign."""
    done = run("doctor", "--json")
    assert done.code == 0, done.out
    assert {f["code"] for f in done.json()["findings"]} >= {
        "doctor_site",
        "doctor_disk",
        "doctor_clock",
        "doctor_sign",
    }
    measured = (office / "signs.toml").read_text() + "pixel_pitch_mm = 10\nviewing_distance_m = {}\n"
    for distance, code, told in [(20, 0, "27 米内看得清"), (40, 1, "换用 24 点的预设就够")]:
        (office / "signs.toml").write_text(measured.format(distance))
        done = run("doctor")
        assert (done.code, told in done.out) == (code, True), done.out
    (office / "signs.toml").write_text('[signs.x]\ndriver = "nothing"\npanel = "8x8"\ncolour = "red"\n')
    assert run("doctor").code == 1


def test_the_doctor_and_the_alerts_have_one_limit(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is nearly full on the front page is nearly full for the doctor, in the same sentence."""
    monkeypatch.setattr("ledctl.alerts.disk._look", lambda _folder: Disk(499 * MB, 10_000 * MB))
    said = {finding.sentence.code: finding for finding in examine_machine(office)}
    assert not said["alert_disk_low"].ok
    assert "499 MB" in said["alert_disk_low"].zh
    assert "doctor_disk" not in said


def test_the_demo_keeps_out_of_a_real_site(run: Run, tmp_path: Path) -> None:
    """R7: practice and the town's own screen never share a folder."""
    init_site(tmp_path / "town")
    done = run("demo", "--site", tmp_path / "town", "--for", "1", "--port", "0")
    assert done.code == 1
    assert "演练" in done.err


def test_fonts_check_names_what_cannot_be_written(run: Run, tmp_path: Path) -> None:
    """A text with a hole: exit 1, its code point, line and column; a clean one: 0."""
    text = tmp_path / "names.txt"
    text.write_text("王䶮、欧阳𬭚", "utf-8")
    done = run("fonts", "check", "--text", text, "--size", 12, "--size", 16)
    assert done.code == 0
    assert "由另一字体补字 / from a second font: 𬭚 U+2CB5A 第1行第6字 / line 1, column 6, 12 px" in done.out
    text.write_text("王\n王\U0003ffff", "utf-8")
    done = run("fonts", "check", "--text", text, "--size", 16)
    assert done.code == 1
    assert "? U+3FFFF 第2行第2字 / line 2, column 2, 16 px" in done.out
    assert run("fonts", "check", "--text", text, "--size", 14).code == 2


def test_fonts_check_measures_every_font(run: Run) -> None:
    """One line a font and size with what it draws, in words and as JSON; --quiet only answers."""
    done = run("fonts", "check")
    assert done.code == 0
    rows = [line.split() for line in done.out.splitlines()]
    assert ["unifont-17.0.05", "16", "6763/6763", "8105/8105", "verified"] in rows
    assert ["wqy-zenhei-0.9.45", "12", "6763/6763", "7906/8105", "verified"] in rows
    told = run("fonts", "check", "--json").json()
    assert (told["ok"], told["holes"]) == (True, [])
    assert [len(font["sizes"]) for font in told["fonts"]] == [1, 3, 4]
    assert run("fonts", "check", "--quiet").out == ""


def test_fonts_check_without_the_optional_fonts(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With Unifont alone nothing fails: it is said what cannot be chosen and which size was not checked."""
    (unifont, *others), drawn = catalogue().fonts, catalogue().drawn
    alone = Catalogue((unifont, *(replace(pin, fallback=None) for pin in others)), drawn)
    shutil.copy(locate(unifont).path, tmp_path / unifont.file_name)
    monkeypatch.setenv("LEDCTL_FONTS", str(tmp_path))
    for module in (coverage, faces):
        monkeypatch.setattr(module, "catalogue", lambda: alone)
    text = tmp_path / "names.txt"
    text.write_text("王", "utf-8")
    done = run("fonts", "check", "--text", text, "--size", 16, "--size", 12)
    assert done.code == 0, done.out
    assert ["noto-sans-cjk-2.004", "-", "-", "-", "missing"] in [
        line.split() for line in done.out.splitlines()
    ]
    assert "不能选用12、13、15像素的字号" in done.out
    assert "字号 12 要用字体" in done.out
    assert run("fonts", "check", "--text", text, "--size", 16, "--json").json()["ok"]
    assert run("doctor").code == 0


def test_fonts_install_from_files_at_hand(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is no pinned package: exit 2, and the sentence names those that are."""
    monkeypatch.setenv("LEDCTL_FONTS", str(tmp_path / "fonts"))
    done = run("fonts", "install", "--from", file_of("N01"), "--from", file_of("N02"))
    assert done.code == 2
    assert "pypixelcolor 0.5.0 (wheel), fonts-wqy-zenhei 0.9.45-8 (deb)" in done.err
    assert not (tmp_path / "fonts").exists()


def test_fonts_install_says_what_became_of_each(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every font is there already, one sentence for each in both languages, and nothing is fetched."""
    for pin in catalogue().fonts:
        (tmp_path / pin.file_name).symlink_to(locate(pin).path)
    monkeypatch.setenv("LEDCTL_FONTS", str(tmp_path))
    done = run("fonts", "install")
    assert done.code == 0
    assert done.out.count("校验无误") == done.out.count("is there and verified") == 3
