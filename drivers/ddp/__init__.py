"""Panels that take pixels by the Distributed Display Protocol, such as HUB75 panels on an ESP32 with WLED.

Hardware: any receiver of DDP over UDP (port 4048); WLED also over its JSON.
Documents: the protocol's public description and WLED's pages, checked against the receiving code
of WLED and FPP and the sending code of LedFx.
Limits: nothing on this wire answers, so a receipt never says more than "sent".
Uncertain: see ``README.md``; each uncertain fact is a setting.

``codec``, ``realtime``, ``http``, ``wled``, ``receiver``, ``simulator`` and
``wled_simulator`` are pure; only ``driver`` and ``driver_wled`` touch a wire.
"""
