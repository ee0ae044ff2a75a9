"""What auditors ask of the record. Looking only: nothing here changes anything."""
