"""A simulated sign behind a real wire, without waiting in real time."""

import threading

import pytest

from drivers.links import open_link


class Paced:
    """Lets the card's time pass only when it has heard what was sent, as a real pause would."""

    def __init__(self, card):
        self.card, self.sent, self.heard = card, 0, 0
        self.changed = threading.Condition()

    def connect(self, url):
        """A wire whose bytes are counted."""
        link = open_link(url)
        send = link.send

        def counted(data):
            self.sent += len(data)
            send(data)

        link.send = counted
        return link

    def answer(self, data):
        """What the card says to bytes that have arrived."""
        reply = b"".join(handled.reply for handled in self.card.feed(data))
        with self.changed:
            self.heard += len(data)
            self.changed.notify_all()
        return reply

    def sleep(self, seconds):
        with self.changed:
            assert self.changed.wait_for(lambda: self.heard == self.sent, 5)
            self.card.advance(round(1000 * seconds))


@pytest.fixture
def pace():
    """How a card is put behind a real wire whose pauses take no time."""
    return Paced
