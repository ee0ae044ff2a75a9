"""Telling those whose turn it is: an outbox in the database, mail and group robots, a loop that sends."""
