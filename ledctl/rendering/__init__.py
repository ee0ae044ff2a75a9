"""From words to frames: fonts, glyph checks, drawing, previews. It has never heard of a notice."""
