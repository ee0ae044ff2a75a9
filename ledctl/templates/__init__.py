"""The forms warnings may come in, approved before they are needed (R9)."""
