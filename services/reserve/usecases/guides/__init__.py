"""Commands on the yearly guide (第三条（一）)."""
