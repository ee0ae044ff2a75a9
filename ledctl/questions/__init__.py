"""What auditors ask of the record, take away, or have signed. Nothing here changes what happened."""
