"""Fonts as files and glyphs: pinned, fetched, verified, opened, drawn one character at a time."""
