"""A list as an office has it (a workbook, a text file, a pasted table) becomes the table of a notice."""
