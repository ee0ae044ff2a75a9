"""Paper boards: what the town has, what hangs on them, the sheets that hang there, and what is due."""
