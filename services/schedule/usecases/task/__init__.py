"""The annual investment task (A8)."""
