"""What is kept: the year as books and a catalogue, and for how long each class of record stays."""
