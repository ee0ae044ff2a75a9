"""Glyphs a site draws for characters no font has: proposed, approved, and only then drawn with (R36)."""
