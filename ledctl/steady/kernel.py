"""What the machine says of its clock: whether a time server keeps it, and which boot this is.

Asked of the kernel itself, so that it does not matter which program keeps the
time (chrony, ntpd, systemd-timesyncd): all of them tell it. Where there is no
such call nobody vouches for the clock, which is the safer answer.
"""

from __future__ import annotations

from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_ROOM = 512
"""More than ``struct timex`` takes anywhere."""
_ERROR = 5
"""``TIME_ERROR``: the clock is not synchronised."""


def is_synchronised() -> bool:
    """Whether the kernel says that the clock is kept right; reads, and sets nothing."""
    import ctypes  # only a clock in doubt asks; a start should not wait for it

    try:
        adjtimex = ctypes.CDLL(None, use_errno=True).adjtimex
    except (AttributeError, OSError):
        return False
    said: int = adjtimex(ctypes.create_string_buffer(_ROOM))  # modes 0: read
    return 0 <= said < _ERROR  # TIME_ERROR is also what STA_UNSYNC makes of the answer


def boot_id() -> str:
    """This run of the machine; empty where it has no name, and nothing is carried over."""
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return ""
