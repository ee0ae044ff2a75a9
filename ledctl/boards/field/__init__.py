"""Sheets going up and coming down, and what is wrong with them."""
