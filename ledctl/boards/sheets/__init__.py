"""The printed sheet: what it says, how it is set, its short code, its copies."""
