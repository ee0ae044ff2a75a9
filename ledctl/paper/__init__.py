"""What is printed: Typst sheets and plain data in, PDF out. Nothing here knows what a sheet says."""
