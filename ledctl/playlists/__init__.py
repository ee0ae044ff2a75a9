"""What runs now: one pure function over the approved orders and the time."""
