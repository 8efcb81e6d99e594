"""The scheme of a year is adopted."""
