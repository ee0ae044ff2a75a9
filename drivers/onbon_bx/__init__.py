"""Onbon BX control cards of the fifth and sixth generation.

Hardware: BX-5E, 5Q..P, 6E, 6EX and 6Q with red, red-green or full-colour modules,
driven through a dynamic area; 5A, 5M, 5U, 6A, 6M, 6U and 6W, driven by program
files. Over TCP (port 5005) or a serial line (9600 or 57600 baud, 8N1).
Documents: the manufacturer's dynamic-area manuals for the fifth (v1.5) and sixth
generation (v2.0) and its manual of the text cards (v1.4), checked against byte
output of its Java SDKs (bx05-0.5.0, bx06-0.6.0), its C SDK, its open-source
client of the 6Q and a capture of a real BX-5M1.
Limits: text cards (BX-K) and older cards are only recognised. A dynamic area
lives in RAM and is gone after power loss.
Uncertain: see ``README.md``; each uncertain fact is a setting or a refusal.

``framing`` | ``packets`` with ``foreign`` | ``messages`` with ``orders``,
``reports``, ``refusals``, ``areas``, ``areas_sixth``, ``fields``, ``moments`` |
``codec``: from the wire inwards. ``models`` is the table of cards, ``bitmaps``
their pictures, ``settings`` the options. Program files: ``programs``,
``programs_sixth`` and ``days`` are the files, ``transfer`` how they travel,
``bookings`` and ``slots`` which file is which program, ``guard`` how often flash
may be written. ``simulator``, ``screen``, ``shelf`` and the summaries are the
card's side. All these are pure; ``driver`` (areas), ``driver_programs`` and
``driver_files`` (files), ``driver_care`` and ``driver_wire`` touch a wire.
"""
