"""What is due at the boards, by when, what was done; and what the supervision team found."""
