"""Huidu full-colour control cards that speak the "SDK 2.0/3.0" protocol: XML over TCP.

Hardware: A, B, C, D and H series whose device ID carries a ``D`` (``C16L-D00-...``),
on TCP port 10001; the Android cards (A3L to A8, H4K, B8L) on port 20001.
Documents: the manufacturer's SDK XML description (SDK 3.0), checked against three
generations of its own client source and three independent clients (Node, Go, Python).
Limits: pictures only, one area over the whole screen; no serial line (it carries no
files), no HTTP interface, no single- or dual-colour "Gen6" cards.
Uncertain: see ``README.md``; each uncertain fact is a setting or stands there.

Everything is pure but ``driver`` and ``driver_session``, which touch the wire. There is
no method here, and must be none, that changes a card's network or its firmware.
"""
