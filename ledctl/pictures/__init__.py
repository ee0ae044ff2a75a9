"""The record drawn: plain SVG, readable on paper and without colour.

What is drawn was read by ``reports``; ``album`` alone asks for it.
"""
