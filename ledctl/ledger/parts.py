"""Which rows an export holds: the whole record, a stretch of days, or what there is of one notice.

Read in short reads while the publisher goes on writing, up to the ends of all
chains at one moment. A part of one notice names rows far from each other: every
fact and every segment of it is followed by the bare links up to the next
checkpoint, so that the part is anchored without telling what other rows say
(a link of a fact holds a digest, a link of a segment its counts). Events have no
bare links: their rows are given alone, and the verifier says so.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import batched, chain
from typing import Any
