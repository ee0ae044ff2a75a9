"""Onbon BX-5E control cards, driven through the dynamic area.

Hardware: BX-5E1, 5E2, 5E3 with a red or red-green module, over TCP (port 5005)
or a serial line (9600 or 57600 baud, 8N1).
Documents: the manufacturer's dynamic-area manual for the fifth generation
(v1.5), checked against byte output of its Java SDK (bx05-0.5.0) and its C SDK.
Limits: no program files, no sixth generation, no full colour, no 5A/5M/5U (they
have no dynamic area); a dynamic area lives in RAM and is gone after power loss.
Uncertain: see ``README.md``; each uncertain fact is a setting.

``framing``, ``packets``, ``messages``, ``areas``, ``bitmaps``, ``codec`` and
``simulator`` are pure; only ``driver`` touches a wire.
"""
