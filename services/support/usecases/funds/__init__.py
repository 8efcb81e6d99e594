"""What is done with money (第十六条)."""
