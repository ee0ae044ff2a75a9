"""A robot and a mail server of a few lines, on loopback: what the real ones would be sent."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


@dataclass
class Robot:
    """What a robot got; ``status`` and ``answer`` are what it says."""

    port: int = 0
    status: int = 200
    answer: bytes = b'{"errcode": 0}'
    got: list[tuple[str, bytes]] = field(default_factory=list)


@dataclass
class Post:
    """What a mail server got; ``refuse`` is its answer to every recipient, when it is not empty."""

    port: int = 0
    refuse: bytes = b""
    got: list[bytes] = field(default_factory=list)


@contextmanager
def robot_running() -> Iterator[Robot]:
    """A robot at a free port of loopback."""
    robot = Robot()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            robot.got.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(robot.status)
            self.send_header("Content-Length", str(len(robot.answer)))
            self.end_headers()
            self.wfile.write(robot.answer)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with _serving(HTTPServer(("127.0.0.1", 0), Handler)) as port:
        robot.port = port
        yield robot


@contextmanager
def post_running() -> Iterator[Post]:
    """A mail server at a free port of loopback: enough SMTP (RFC 5321) to take a letter."""
    post = Post()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            for line in self.rfile:
                verb = line[:4].upper()
                if verb == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    post.got.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                if verb == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                self.wfile.write(post.refuse if verb == b"RCPT" and post.refuse else b"250 ok\r\n")

    with _serving(socketserver.TCPServer(("127.0.0.1", 0), Handler)) as port:
        post.port = port
        yield post


@contextmanager
def _serving(server: socketserver.TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
