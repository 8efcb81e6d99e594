"""Commands on the issue ledger (A10)."""
