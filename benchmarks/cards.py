"""Many simulated cards in one process, each on a TCP port of its own: ``python -m benchmarks.cards NUMBER``.

The cards are those of ``ledctl simulate onbon_bx``: every page is decoded, checked and
acknowledged. What is left out is the log and the picture file of each. Prints the ports
as one line of JSON, then serves until it is ended.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
from functools import partial
from time import monotonic
from typing import cast

from benchmarks.office import COLOUR, SIZE
from drivers.base import Panel
from drivers.cards import Card
from drivers.simulate import make_card

CHUNK = 65536
TICK_S = 1.0


def main(number: int) -> None:
    panel = Panel.parse(SIZE, COLOUR)
    with selectors.DefaultSelector() as ears:
        cards = [make_card("onbon_bx", panel) for _ in range(number)]
        print(json.dumps([_listen(ears, card) for card in cards]), flush=True)
        told = monotonic()
        while True:
            for key, _ in ears.select(TICK_S):
                key.data()
            now = monotonic()
            if now >= told + TICK_S:
                for card in cards:
                    card.advance(round(1000 * (now - told)))
                told = now


def _listen(ears: selectors.BaseSelector, card: Card) -> int:
    listener = socket.create_server(("127.0.0.1", 0), backlog=4)
    ears.register(listener, selectors.EVENT_READ, partial(_accept, ears, listener, card))
    return cast(int, listener.getsockname()[1])


def _accept(ears: selectors.BaseSelector, listener: socket.socket, card: Card) -> None:
    client, _ = listener.accept()
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    ears.register(client, selectors.EVENT_READ, partial(_answer, ears, client, card))


def _answer(ears: selectors.BaseSelector, client: socket.socket, card: Card) -> None:
    """What one of several clients says is heard as of one wire of its own."""
    wire = client.fileno()
    try:
        said = client.recv(CHUNK)
        for handled in card.feed(said, wire=wire) if said else ():
            for chunk in handled.chunks:
                client.sendall(chunk)
    except OSError:
        said = b""
    if not said:
        card.hang_up(wire)
        ears.unregister(client)
        client.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
