"""Alpha signs: BetaBrite and others that speak the Alpha sign communications protocol.

Hardware: BetaBrite Classic, Alpha 213C and compatible signs, red or three-colour,
up to 255x31 pixels, on a serial line (9600 baud, 7E1 or 8N1) or behind a
transparent serial server over TCP.
Documents: the maker's protocol description 9708-8061 (revisions E and F), three
independent encoders that agree to the byte, and published measurements of a real
BetaBrite Classic.
Limits: SMALL DOTS pictures only (no RGB or LARGE DOTS), one sign at an address.
Uncertain: see ``README.md``; each uncertain fact is a setting.

``packets``, ``memory``, ``commands``, ``pictures``, ``slots`` and ``simulator``
are pure; only ``driver`` and ``driver_line`` touch a wire.
"""
