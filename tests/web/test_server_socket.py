"""The socket the pages are served on."""

from __future__ import annotations

import asyncio
import socket

from ledctl.web.server import _bind


def test_answers_leave_at_once() -> None:
    """Head and body go out in two writes: held back, each answer on a kept connection takes 40 ms more."""

    async def is_unheld(bound: socket.socket) -> bool:
        found: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def met(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted = writer.get_extra_info("socket")
            found.set_result(bool(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
            writer.close()

        async with await asyncio.start_server(met, sock=bound):
            _, writer = await asyncio.open_connection(*bound.getsockname())
            answer = await asyncio.wait_for(found, 10)
            writer.close()
            await writer.wait_closed()
            return answer

    assert asyncio.run(is_unheld(_bind("127.0.0.1", 0)))
