"""Telling people whose turn it is: one outbox, written with the change it tells of, sent by itself."""
