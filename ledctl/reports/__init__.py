"""What the record adds up to. Numbers come from the ledger only, never from the office's own tables."""
