"""pyserial's RFC 2217 port, put right; a module of its own, because importing it is heavy."""

from __future__ import annotations

import socket

from serial import rfc2217


class FarPort(rfc2217.Serial):
    """A port that lets go of its socket, even when the other side let go first."""

    def close(self) -> None:
        """The inherited one shuts the socket down and closes it only if that went well."""
        held: socket.socket | None = getattr(self, "_socket", None)
        super().close()
        if held is not None:
            held.close()
