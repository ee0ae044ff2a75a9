"""People at a real office: what they do through the JSON API, where an answer is an acknowledgement.

What the office said is done is kept (``acknowledged``); of what it did not answer,
because it died, nobody knows what became. Not here: the processes (``town.py``).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException
from random import Random

from ledctl.accounts.model import Role
from ledctl.accounts.registry import Registry
from tests.faults.judge import Acknowledged

WAIT_S = 15.0
PEOPLE = (Role.DRAFTER, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.APPROVER)
URGENCIES = ("normal",) * 5 + ("high", "high", "emergency")


class Townsfolk:
    """One person of each role, signed in; ``port`` is where the office is."""

    def __init__(self, registry: Registry) -> None:
        self.port = 0
        self.approved: set[str] = set()
        self.withdrawn: set[str] = set()
        self.warnings: set[str] = set()
        """Those among them that make all others wait."""
        self.darkened: set[int] = set()
        self.lifted: set[int] = set()
        self.perhaps_dark = False
        """A blackout was asked for, and no answer says that it is lifted."""
        self._once = {
            role: registry.add(role.value, f"某{role.value}", [role], by="system") for role in PEOPLE
        }
        self._tokens: dict[Role, str] = {}
        self._until = -1
        self._do: Callable[[], None] = _nothing

    @property
    def standing(self) -> list[str]:
        """What was put up and not taken back, as far as they were told; warnings first, then the oldest."""
        return sorted(self.approved - self.withdrawn, key=lambda name: (name not in self.warnings, name))

    @property
    def acknowledged(self) -> Acknowledged:
        approved, withdrawn = frozenset(self.approved), frozenset(self.withdrawn)
        return Acknowledged(approved, withdrawn, frozenset(self.darkened), frozenset(self.lifted))

    def sign_in(self) -> None:
        for role, once in self._once.items():
            order = {"account": role.value, "password": once, "new_password": "shizhen-9-qing"}
            answer = self._ask("/login", order, "")
            assert answer is not None
            self._tokens[role] = str(answer["token"])

    def at_request(self, number: int, do: Callable[[], None]) -> None:
        """When the request of that number from now on is about to leave, ``do`` something first."""
        self._until, self._do = number, do

    def ask(self, role: Role, path: str, order: Mapping[str, object] | None = None) -> bool:
        """Whether the office said that it is done; nobody knows what became of what it did not answer."""
        return self._ask(path, order or {}, self._tokens[role]) is not None

    def _ask(self, path: str, order: Mapping[str, object], token: str) -> Mapping[str, object] | None:
        if self._until == 0:
            self._do()
        self._until -= 1
        line = HTTPConnection("127.0.0.1", self.port, timeout=WAIT_S)
        headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
        try:
            line.request("POST", f"/api{path}", json.dumps(order), headers)
            answer = line.getresponse()
            body = json.loads(answer.read())
        except (OSError, HTTPException, ValueError):
            return None
        finally:
            line.close()
        assert answer.status < 500, f"{path}: {body}"
        return body if answer.status < 300 else None

    def put_up(self, notice: str, chance: Random) -> None:
        """Through every desk, as far as the office answers."""
        steps = (
            (Role.DRAFTER, "submit", {}),
            (Role.REVIEWER, "review", {"result": "pass"}),
            (Role.SECRECY_REVIEWER, "secrecy", {"result": "pass"}),
            (Role.APPROVER, "approve", {}),
        )
        urgency = chance.choice(URGENCIES)
        done = self.ask(Role.DRAFTER, "/notices", _written(notice, urgency, chance))
        for role, step, order in steps:
            done = done and self.ask(role, f"/notices/{notice}/{step}", order)
        if done:
            self.approved.add(notice)
            self.warnings |= {notice} if urgency == "emergency" else set()

    def take_back(self, notice: str) -> None:
        if self.ask(Role.APPROVER, f"/notices/{notice}/withdraw", {"reason": "内容有误"}):
            self.withdrawn.add(notice)

    def darken(self) -> None:
        """One click; why is said when it is lifted."""
        self.perhaps_dark = True
        if answer := self._ask("/blackout", {}, self._tokens[Role.DRAFTER]):
            self.darkened.add(_number(answer))

    def lift(self) -> None:
        """Whatever keeps all dark, also what was ordered unanswered."""
        words = {"opinion": "检查完毕", "reason": "画面异常"}
        if self._ask("/blackout/lift", words, self._tokens[Role.APPROVER]):
            self.lifted |= self.darkened
            self.perhaps_dark = False


def _number(answer: Mapping[str, object]) -> int:
    now = answer["now"]
    assert isinstance(now, dict), "ordered, and nothing is dark"
    return int(now["id"])


def _nothing() -> None:
    """Nobody has asked for anything."""


def _written(notice: str, urgency: str, chance: Random) -> dict[str, object]:
    unit = "示例镇人民政府"
    return {
        "id": notice,
        "title": f"停水通知{notice}",
        "category": "general",
        "issuing_unit": unit,
        "body": [f"检修{notice}号管道，请储水{chance.randrange(2, 9)}桶。"],
        "signature": {"unit": unit, "date": time.strftime("%Y-%m-%d")},
        "urgency": urgency,
        "display_window": {"led_days": 3},
    }
