"""Every error a driver may raise, and nothing else leaves a driver.

    DriverError
    |-- LinkError              the wire
    |   |-- ConnectFailed      nobody answered at that address
    |   |-- TimedOut           no answer in time
    |   `-- Broken             the wire went away in the middle
    |-- SignRefused            the sign answered: no
    |   |-- HalfDone           the same, after it had done a part of the order
    |   `-- OtherSign          what answered is not this sign: another card, or set up for another panel
    |-- ProtocolError          the sign answered something that is not the protocol
    |-- Unsupported            this sign cannot do that; no byte was sent
    `-- Closed                 used after close(); no byte was sent

What is known after a failed ``show`` or ``blank`` decides what the record may
claim: ``ConnectFailed``, ``SignRefused``, ``Unsupported`` and ``Closed`` mean
*not shown*; ``TimedOut``, ``Broken``, ``HalfDone`` and ``ProtocolError`` mean
*unknown until the sign has been read again*. ``outcome_known`` says which.
"""

from __future__ import annotations


class DriverError(Exception):
    """Something went wrong between the host and a sign."""

    outcome_known = False

    def __init__(self, message: str, *, link: str = "") -> None:
        super().__init__(message)
        self.link = link


class LinkError(DriverError):
    """The wire failed; see the three kinds below."""


class ConnectFailed(LinkError):
    """Nobody answered at that address, or the port could not be opened."""

    outcome_known = True


class TimedOut(LinkError, TimeoutError):
    """The sign did not answer in time: what it shows is unknown."""


class Broken(LinkError):
    """The wire went away in the middle: what the sign shows is unknown."""


class SignRefused(DriverError):
    """The sign answered and refused; ``code`` is the protocol's own error number.

    ``wait_s``: after how long the same order may be given again; ``None`` = nobody says.
    """

    outcome_known = True

    def __init__(self, message: str, *, code: int, link: str = "", wait_s: float | None = None) -> None:
        super().__init__(message, link=link)
        self.code = code
        self.wait_s = wait_s


class HalfDone(SignRefused):
    """The sign did a part of an order and refused the rest: what it shows is unknown until read again."""

    outcome_known = False


class OtherSign(SignRefused):
    """What answered is another sign than the one expected, or set up for another panel; nothing was shown.

    Nothing is to be sent until the right one answers.
    """


class ProtocolError(DriverError):
    """The bytes that came back are not this protocol."""


class Unsupported(DriverError):
    """This sign cannot do that; nothing was sent."""

    outcome_known = True


class Closed(DriverError):
    """The sign was used after ``close()``; nothing was sent."""

    outcome_known = True
