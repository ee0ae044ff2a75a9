"""From a step to a message: who is told, on which way, how often, and that no step waits for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import col, select, text

from ledctl.accounts.model import Actor, Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.doctor import _messages
from ledctl.errors import BadInput
from ledctl.notify.model import Attempt, Fate, Message, Turn
from ledctl.notify.outbox import letters
from ledctl.notify.teller import Teller
from ledctl.station import Station, make_teller, open_station
from tests.notify.servers import Post, Robot, post_running, robot_running

PEOPLE = {
    "zhang": Role.DRAFTER,
    "li": Role.REVIEWER,
    "liu": Role.REVIEWER,
    "wang": Role.SECRECY_REVIEWER,
    "zhao": Role.APPROVER,
}


@pytest.fixture
def robot() -> Iterator[Robot]:
    with robot_running() as robot:
        yield robot


@pytest.fixture
def post() -> Iterator[Post]:
    with post_running() as post:
        yield post


@pytest.fixture
def office(
    site: Path, clock: FrozenClock, quick_passwords: Passwords, robot: Robot, post: Post
) -> Iterator[Station]:
    """A site with every way set up and five people, of whom all but one reviewer have an address."""
    at = f"http://127.0.0.1:{robot.port}"
    told = {
        "mail_host": "127.0.0.1",
        "mail_port": post.port,
        "mail_security": "none",
        "mail_from": "office@example.cn",
        "people": {name: f"{name}@example.cn" for name in PEOPLE if name != "liu"},
        "wecom_url": f"{at}/wecom?key=wecom-key",
        "dingtalk_url": f"{at}/dingtalk?access_token=ding-key",
        "dingtalk_secret": "SECding",
    }
    station = open_station(site, clock=clock, passwords=quick_passwords, overrides={"notify": told})
    for account, role in PEOPLE.items():
        station.registry.add(account, f"某{account}", [role], by="system")
    yield station
    station.close()


@pytest.fixture
def teller(office: Station) -> Teller:
    return make_teller(office)


def person(account: str) -> Actor:
    return Actor(account, f"某{account}", frozenset({PEOPLE[account]}), Via.WEB)


def submit(office: Station, notice: Notice) -> None:
    office.desk.draft(person("zhang"), notice)
    office.desk.submit(person("zhang"), notice.id)


def recipients(post: Post) -> list[str]:
    return [str(message_from_bytes(mail)["To"]) for mail in post.got]


def fates(office: Station) -> list[str]:
    with office.database.read() as session:
        return [message.fate for message in session.exec(select(Message).order_by(col(Message.id)))]


def test_each_step_tells_those_whose_turn_it_is(
    office: Station, teller: Teller, robot: Robot, post: Post, sample: Callable[[str], Notice]
) -> None:
    """R8: the reviewer, then the secrecy reviewer, then the approver; a group's robot once for each."""
    submit(office, sample("N06"))
    teller.round()
    office.desk.review(person("li"), "N06", "pass")
    teller.round()
    office.desk.secrecy(person("wang"), "N06", "pass")
    teller.round()
    assert recipients(post) == ["li@example.cn", "wang@example.cn", "zhao@example.cn"]
    paths = [path.split("?")[0] for path, _ in robot.got]
    assert paths == ["/wecom", "/dingtalk"] * 3
    said = [json.loads(body)["text"]["content"] for _, body in robot.got]
    assert "N06 待审核" in said[0]
    assert sample("N06").title in said[0]
    assert "现有 1 件待审批" in said[-1]
    assert "sign=" in robot.got[1][0]
    assert set(fates(office)) == {Fate.SENT}
    teller.round()
    assert len(robot.got) == 6, "nobody is told twice"


def test_a_returned_notice_goes_back_to_its_makers(
    office: Station, teller: Teller, post: Post, sample: Callable[[str], Notice]
) -> None:
    """Not to every drafter; and an edit or a referral tells nobody anew."""
    submit(office, sample("N06"))
    office.desk.review(person("li"), "N06", "return", "请核对。")
    office.desk.edit(person("zhang"), "N06", sample("N06"))
    office.desk.submit(person("zhang"), "N06")
    office.desk.review(person("li"), "N06", "return", "再核对。")
    teller.round()
    assert recipients(post) == ["zhang@example.cn"]


def test_what_is_over_is_told_to_nobody(
    office: Station, teller: Teller, robot: Robot, sample: Callable[[str], Notice]
) -> None:
    """A message that could not be sent in time is stale, not late."""
    robot.status = 500
    submit(office, sample("N06"))
    teller.round()
    office.desk.withdraw(person("zhang"), "N06", "写错了。")
    office.clock.advance(3600)  # type: ignore[attr-defined] # the fixture's clock
    before = len(robot.got)
    teller.round()
    assert len(robot.got) == before
    assert sorted(set(fates(office))) == [Fate.SENT, Fate.STALE]


def test_failed_ones_are_tried_later_and_given_up(
    office: Station,
    teller: Teller,
    robot: Robot,
    post: Post,
    clock: FrozenClock,
    sample: Callable[[str], Notice],
) -> None:
    """Each try is a fact with its reason; after a day a message is dead, and people can see it."""
    robot.answer, post.refuse = b'{"errcode": 93000}', b"550 no such person li\r\n"
    submit(office, sample("N06"))
    teller.round()
    teller.round()
    assert len(robot.got) == 2, "not before its time"
    for _ in range(60):
        clock.advance(3600)
        teller.round()
    with office.database.read() as session:
        dead = letters(session, fate=Fate.DEAD)
        tries = len(session.exec(select(Attempt)).all())
    assert [(one.way, one.detail) for one in dead] == [
        ("dingtalk", "errcode 93000"),
        ("wecom", "errcode 93000"),
        ("mail", "SMTPRecipientsRefused"),
    ]
    assert all(20 < one.tries < 40 for one in dead)
    assert tries == sum(one.tries for one in dead)
    assert len(robot.got) < 80, "its life is bounded"
    assert [one.sentence.code for one in _messages(office)] == ["doctor_messages_dead"]
    clock.advance(7 * 86_400)
    assert list(_messages(office)) == [], "what is over a week ago is history"


def test_a_try_is_a_fact(office: Station, teller: Teller, sample: Callable[[str], Notice]) -> None:
    """The database refuses to change one."""
    submit(office, sample("N06"))
    teller.round()
    with pytest.raises(DatabaseError, match="append-only"), office.database.write() as session:
        session.exec(text("UPDATE attempt SET ok = 0"))  # type: ignore[call-overload]


def test_no_key_password_or_address_is_kept(
    office: Station, teller: Teller, robot: Robot, sample: Callable[[str], Notice], site: Path
) -> None:
    """The database holds accounts and fates; addresses and secrets are the settings'."""
    robot.status = 403
    submit(office, sample("N06"))
    teller.round()
    with office.database.read() as session:
        rows = [repr(session.exec(select(table)).all()) for table in (Turn, Message, Attempt)]
    assert "HTTP 403" in rows[2]
    assert not any(word in row for row in rows for word in ("wecom-key", "ding-key", "SECding", "example.cn"))
    assert "wecom-key" not in repr(office.settings.notify)


def test_a_step_never_waits_for_a_server(
    office: Station, post: Post, robot: Robot, sample: Callable[[str], Notice]
) -> None:
    """Without a loop nothing is sent at all, and the step is done; a turn that is a day old is no news."""
    submit(office, sample("N06"))
    assert (post.got, robot.got) == ([], [])
    office.clock.advance(25 * 3600)  # type: ignore[attr-defined] # the fixture's clock
    make_teller(office).round()
    assert (post.got, robot.got) == ([], [])


def test_a_refused_step_leaves_no_turn(office: Station, sample: Callable[[str], Notice]) -> None:
    """The turn stands in the step's own transaction: both or neither."""
    office.desk.draft(person("zhang"), sample("N06"))
    with pytest.raises(BadInput):
        office.desk.decline(person("zhao"), "N06", "nothing", "")
    with office.database.read() as session:
        assert session.exec(select(Turn)).all() == []


def test_an_unreachable_server_is_told_by_its_kind(
    office: Station, free_port: int, sample: Callable[[str], Notice]
) -> None:
    """Nobody listens: the kind of fault is kept, and the next round tries again."""
    settings = office.settings.notify.model_copy(
        update={"mail_port": free_port, "people": {"li": "li@example.cn"}}
    )
    office.settings = office.settings.model_copy(update={"notify": settings})
    submit(office, sample("N06"))
    make_teller(office).round()
    with office.database.read() as session:
        (mail,) = (one for one in letters(session) if one.way == "mail")
    assert mail.detail.startswith("ConnectionRefusedError")
    assert mail.as_dict()["fate"] == "waiting"


def test_nothing_is_sent_where_nothing_is_set_up(station: Station) -> None:
    """The default: no loop, no thread."""
    station.start_telling()
    assert station.teller is None


def test_the_loop_runs_and_ends(
    office: Station, monkeypatch: pytest.MonkeyPatch, post: Post, sample: Callable[[str], Notice]
) -> None:
    """As ``serve`` runs it: in a thread of its own, ended with the station."""
    monkeypatch.setattr("ledctl.notify.teller.POLL_S", 0.01)
    submit(office, sample("N06"))
    office.start_telling()
    assert office.teller is not None
    for _ in range(500):
        if post.got:
            break
        office.teller._stopping.wait(0.01)
    assert recipients(post) == ["li@example.cn"]
    office.teller.stop()
    assert not office.teller._thread.is_alive()


@pytest.mark.parametrize(
    "told",
    [
        {"wecom_url": "robot.example"},
        {"people": {"li": "nobody"}},
        {"mail_host": "mail.example.cn"},
        {"mail_from": "a@b\nBcc: c@d"},
        {"mail_port": 0},
    ],
)
def test_a_wrong_setting_is_named(told: dict[str, object], site: Path) -> None:
    """A slip is told at the start, not with the first lost message; a secret is not repeated."""
    with pytest.raises(BadInput) as caught:
        open_station(site, overrides={"notify": told})
    assert "notify" in caught.value.sentences[0].where
    assert "robot.example" not in str(caught.value)
