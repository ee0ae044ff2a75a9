"""Days, instants and the table of categories that sets them: pure functions of what they are given."""
