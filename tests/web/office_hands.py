"""Hands for the pages: a client that fills in forms as a browser does."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

OWN_PASSWORD = "shizhen-9-qing"

FORM = {
    "id": "T-1",
    "title": "鹭洲镇道路维修工程进度公示",
    "category": "project_progress",
    "issuing_unit": "鹭洲镇人民政府",
    "body": "道路维修工程已完成路基施工。\n计划于十二月底前完工。",
    "table": "",
    "signature_unit": "鹭洲镇人民政府",
    "signature_date": "2026-11-23",
    "period_days": "",
    "period_start": "",
    "period_end": "",
    "led_days": "",
    "urgency": "normal",
    "warning_level": "",
}


class Browser:
    """A client that fills in forms as a browser does: it sends the form key it was given."""

    def __init__(self, client: TestClient, account: str) -> None:
        self.client = client
        self.account = account
        self._keys: dict[str, str] = {}

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text
        return answer.text

    def form_key(self) -> str:
        """What a page gave this sign-in for its forms: asked for once, it stays as long as the sign-in."""
        signed_in = str(sorted(self.client.cookies.items()))
        if signed_in not in self._keys:
            self._keys[signed_in] = form_key(self.client.get("/password").text)
        return self._keys[signed_in]

    def post(self, path: str, status: int = 303, /, **fields: str | list[str]) -> str:
        answer = self.client.post(path, data={"form_key": self.form_key(), **fields}, follow_redirects=False)
        assert answer.status_code == status, answer.text
        return answer.text

    def approve(self, notice_id: str, status: int = 303, **changes: str) -> str:
        """Press the button of the approval page."""
        page = self.get(f"/notice/{notice_id}/approve")
        fields = {name: hidden(page, name) for name in ("seen", "pixels")}
        return self.post(f"/notice/{notice_id}/approve", status, **{**fields, **changes})

    def seen(self, notice_id: str) -> str:
        """The digest of the version this person looks at."""
        return hidden(self.get(f"/notice/{notice_id}"), "seen")


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def form_key(page: str) -> str:
    return hidden(page, "form_key")
