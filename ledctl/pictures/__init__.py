"""The record drawn: plain SVG, readable on paper and without colour. No question is answered here."""
