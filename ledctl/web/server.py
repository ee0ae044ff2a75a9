"""Running the pages: one uvicorn worker on a socket bound first, so that a busy port is a sentence."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable
from types import FrameType

import uvicorn

from ledctl.errors import Refused
from ledctl.station import Station
from ledctl.web.app import create_app


def serve_pages(
    station: Station,
    *,
    host: str,
    port: int,
    seconds: float | None,
    say: Callable[[str], None],
    ready: Callable[[], None] = lambda: None,
    ticked: Callable[[], None] = lambda: None,
) -> None:
    """Serve until stopped, or for ``seconds``. ``Refused`` when the port is taken.

    ``ready`` is called once the port is ours, ``ticked`` many times a minute while requests are served.
    """
    bound = _bind(host, port)
    # the log is ours (``ledctl.logs``): no second form of it, and no list of who asked for what
    config = uvicorn.Config(create_app(station), log_config=None, access_log=False, lifespan="off")
    server = _Server(config, ticked)
    ready()
    say(f"网页 / pages: http://{host}:{bound.getsockname()[1]}")
    timer = None
    if seconds is not None:
        timer = threading.Timer(seconds, lambda: setattr(server, "should_exit", True))
        timer.daemon = True
        timer.start()
    try:
        server.run(sockets=[bound])
    finally:
        bound.close()
        if timer is not None:
            timer.cancel()


class _Server(uvicorn.Server):
    """Ends on Ctrl-C and SIGTERM without raising the signal again.

    Uvicorn would, and the process would die before the publisher beside it has
    sealed the record and said that it stopped.
    """

    def __init__(self, config: uvicorn.Config, ticked: Callable[[], None]) -> None:
        super().__init__(config)
        self._ticked = ticked

    async def on_tick(self, counter: int) -> bool:
        self._ticked()
        return await super().on_tick(counter)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.should_exit and sig == signal.SIGINT:  # a second Ctrl-C: do not wait for open connections
            self.force_exit = True
        self.should_exit = True


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # named as TCP, for only then does asyncio send at once: an answer would wait 40 ms for the browser's ACK
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)  # from here on a browser waits instead of being turned away
    except OSError as error:
        bound.close()
        raise Refused.of("port_unusable", where=str(port), reason=error.strerror or str(error)) from None
    return bound
