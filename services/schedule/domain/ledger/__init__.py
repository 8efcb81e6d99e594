"""The issue ledger: what holds projects up, handed out, followed and closed by somebody else (A10)."""
