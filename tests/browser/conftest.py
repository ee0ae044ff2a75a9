"""A real browser and a really served office; what the office is, each test says by its ``office``."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import BrowserContext, sync_playwright

from ledctl.station import Station
from ledctl.web.app import create_app

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def chromium() -> str:
    """Debian's browser; on a build server it must be there."""
    found = shutil.which("chromium")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("the build server has no chromium: install the package chromium")
        pytest.skip("this machine has no chromium; the build server runs this test")
    return found


@pytest.fixture
def address(office: Station, free_port: int) -> Iterator[str]:
    """The pages, really served on a loopback port."""
    config = uvicorn.Config(
        create_app(office), host="127.0.0.1", port=free_port, log_level="warning", lifespan="off", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{free_port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def browser(chromium: str, tmp_path: Path) -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path / "profile"),
            executable_path=chromium,
            args=ARGUMENTS,
            viewport={"width": 1280, "height": 800},
            locale="zh-CN",
        )
        yield context
        context.close()
