"""Panels behind a FlaschenTaschen server, such as HUB75 panels on a Raspberry Pi.

Hardware: anything such a server drives; UDP, port 1337.
Documents: the project's protocol page and its reference server.
Limits: nothing on this wire answers, so a receipt never says more than "sent".
Uncertain: see ``README.md``; each uncertain fact is a setting.

``codec`` and ``simulator`` are pure; only ``driver`` touches a wire.
"""
