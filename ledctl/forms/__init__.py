"""The forms a county asks for: data files, filled from the count and by hand, printed, filed."""
