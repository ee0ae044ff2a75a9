"""Frames onto signs, on time: orders, the last gate, one worker for each sign, the alarm clock."""
