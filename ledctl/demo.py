"""The demo: a practice office that comes up with people, notices, and one notice already lit.

Everything here goes through the same desk as in a real office, under each
demo person's own account; only the site is marked practice, so that nothing
made in it can reach a real sign (R7).
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ledctl.accounts.model import ROLE_LABELS, Actor, Role, Via
from ledctl.content.files import read_notice
from ledctl.content.model import Notice
from ledctl.content.shift import shift_to
from ledctl.errors import Refused
from ledctl.notices import queries
from ledctl.notices.entries import make_entry
from ledctl.resources import shared
from ledctl.settings import Mode, load_settings
from ledctl.sites import init_site
from ledctl.station import Station, open_station

CARRIED = "N01"
"""The notice the demo people carry through every step at start."""

ELSEWHERE = {
    "title": "鹭洲镇便民服务中心国庆期间值班安排",
    "channel": "wechat",
    "address": "https://town.example/wx/1",
    "category": "general",
    "office": "沅岭县鹭洲镇党政综合办公室",
}
"""What the demo's office published on its WeChat account alone."""

SIGNS = """\
# The demo's only sign: made of memory, no lamp anywhere.
[signs.gate]
driver = "virtual"
panel = "256x64"
colour = "dual"
label = "镇政府大门屏（虚拟）"
"""

ACCOUNTS: dict[str, Role] = {
    "drafter": Role.DRAFTER,
    "reviewer": Role.REVIEWER,
    "secrecy": Role.SECRECY_REVIEWER,
    "approver": Role.APPROVER,
    "operator": Role.OPERATOR,
    "auditor": Role.AUDITOR,
    "village": Role.VILLAGE_POSTER,
    "admin": Role.ADMINISTRATOR,
}

Say = Callable[[str], None]


@contextmanager
def run_demo(site: Path | None, *, say: Say) -> Iterator[Station]:
    """A demo office, publishing and watched; its folder is temporary unless ``site`` names one."""
    folder = site or Path(tempfile.mkdtemp(prefix="ledctl-demo-"))
    try:
        station = open_demo(folder)
        try:
            say(f"演练站点 / practice site: {folder}")
            tell_people(give_passwords(station), say)
            fill(station)
            station.start_publishing()
            station.start_watching()
            yield station
        finally:
            station.close()
    finally:
        if site is None:
            shutil.rmtree(folder, ignore_errors=True)


def open_demo(folder: Path) -> Station:
    """The practice site in ``folder``; ``Refused`` when it is a real office's folder."""
    if (folder / "site.toml").exists() and load_settings(folder).mode is not Mode.PRACTICE:
        raise Refused.of("demo_needs_practice", where=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    init_site(folder, mode=Mode.PRACTICE)
    signs = folder / "signs.toml"
    if not signs.exists():
        signs.write_text(SIGNS, "utf-8")
    return open_station(folder, overrides={"publisher": {"flush_s": 2}, "desk": {"town": "沅岭县鹭洲镇"}})


def give_passwords(station: Station) -> dict[str, str]:
    """One-time passwords for all demo people, new at every start."""
    known = {person.account for person in station.registry.people()}
    given = {}
    for account, role in ACCOUNTS.items():
        if account in known:
            given[account] = station.registry.reset(account, by="system")
        else:
            given[account] = station.registry.add(account, f"演练{ROLE_LABELS[role][0]}", [role], by="system")
    return given


def tell_people(passwords: dict[str, str], say: Say) -> None:
    say("账号 / account   一次性密码 / one-time password   角色 / role")
    for account, password in passwords.items():
        zh, en = ROLE_LABELS[ACCOUNTS[account]]
        say(f"  {account:<12} {password:<26} {zh} / {en}")


def fill(station: Station) -> None:
    """Import the sample notices, dated today, and carry one of them to the sign."""
    today = station.today()
    for file in sorted((shared("config/examples") / "notices").glob("*.json")):
        _import(station, file, today)
    if queries.one(station.database, CARRIED).state == "draft":
        carry(station, CARRIED)
        publish_elsewhere(station, today)
        hang_on_boards(station)
        station.checkpoints.sign(_person(Role.AUDITOR))


def carry(station: Station, notice_id: str) -> None:
    """Each step by the person whose step it is."""
    desk = station.desk
    desk.submit(_person(Role.DRAFTER), notice_id)
    desk.review(_person(Role.REVIEWER), notice_id, "pass", "名单与审批材料一致。")
    desk.secrecy(_person(Role.SECRECY_REVIEWER), notice_id, "pass", "不涉密，个人信息已按规定处理。")
    desk.approve(_person(Role.APPROVER), notice_id, "同意公示。")


def publish_elsewhere(station: Station, today: dt.date) -> None:
    """The carried notice on the website, too, and one item that never was on the sign."""
    drafter = _person(Role.DRAFTER)
    station.publications.put_up(drafter, CARRIED, channel="website", place="https://town.example/gk/n01")
    said = ELSEWHERE | {"published_on": today.isoformat()}
    station.elsewhere.enter(drafter, make_entry(said, today))


def hang_on_boards(station: Station) -> None:
    """The carried notice on paper: boards entered, its sheet posted at the town's, looked at there."""
    from ledctl.demo_boards import check_town_board, put_boards_up

    put_boards_up(station, CARRIED, operator=_person(Role.OPERATOR), poster=_person(Role.VILLAGE_POSTER))
    check_town_board(station, reviewer=_person(Role.REVIEWER))


def _import(station: Station, file: Path, today: dt.date) -> None:
    raw = file.read_bytes()
    notice = shift_to(read_notice(raw, name=file.name), today)
    if notice.id == CARRIED:
        notice = _open_all_day(notice)
    if not queries.exists(station.database, notice.id):
        station.desk.draft(_person(Role.DRAFTER), notice, source=raw)


def _open_all_day(notice: Notice) -> Notice:
    """Its window from 0:00 of its first day: a demo before the office opens is lit as well."""
    window = notice.display_window
    if window is None or window.led_start is None:
        return notice
    first = window.led_start.replace(hour=0, minute=0)
    return notice.model_copy(update={"display_window": window.model_copy(update={"led_start": first})})


def _person(role: Role) -> Actor:
    """The demo person of this role, acting by the demo itself."""
    account = next(account for account, held in ACCOUNTS.items() if held is role)
    return Actor(account, f"演练{ROLE_LABELS[role][0]}", frozenset({role}), Via.SYSTEM)
