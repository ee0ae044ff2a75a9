"""From the click to the lamps, with real threads: on the virtual sign, and on a card behind a real socket."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drivers.base import Frame, Panel
from drivers.onbon_bx.simulator import Card
from drivers.testing.ends import serve
from ledctl.accounts.passwords import Passwords
from ledctl.station import Station, open_station
