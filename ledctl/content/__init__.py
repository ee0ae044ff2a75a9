"""What one notice says: the shape of a notice file, read strictly and written canonically."""
