"""Measurements as ratios: what the program needs beside a floor or a peer, in one run on one machine.

``python -m benchmarks [approval] [startup] [rendering] [setting]``; ``README.md`` says how to read the
tables. Nothing here is part of the program, and nothing passes or fails by time.
"""
