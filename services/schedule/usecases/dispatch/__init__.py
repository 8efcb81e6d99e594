"""Commands of dispatch (A10)."""
