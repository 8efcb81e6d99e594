"""Commands on evidence and libraries (第五条、第六条)."""
