"""Onbon BX control cards of the fifth and sixth generation, driven through a dynamic area.

Hardware: BX-5E, 5Q..P, 6E, 6EX and 6Q with red, red-green or full-colour modules,
over TCP (port 5005) or a serial line (9600 or 57600 baud, 8N1).
Documents: the manufacturer's dynamic-area manuals for the fifth (v1.5) and sixth
generation (v2.0) and its manual of the text cards (v1.4), checked against byte
output of its Java SDKs (bx05-0.5.0, bx06-0.6.0), its C SDK, its open-source
client of the 6Q and a capture of a real BX-5M1.
Limits: cards without dynamic areas (5A, 5M, 5U, 6A, 6M, 6U, 6W) are known by
name and not driven by ``OnbonBx``; text cards (BX-K) and older cards are only
recognised. A dynamic area lives in RAM and is gone after power loss.
Uncertain: see ``README.md``; each uncertain fact is a setting or a refusal.

``framing`` | ``packets`` with ``foreign`` | ``messages`` with ``orders``,
``reports``, ``refusals``, ``areas``, ``areas_sixth``, ``fields``, ``moments`` |
``codec``: from the wire inwards. ``models`` is the table of cards, ``bitmaps``
their pictures, ``settings`` the options; ``simulator``, ``screen`` and
``summaries`` are the card's side. All these are pure; ``driver`` and
``driver_wire`` touch a wire.
"""
