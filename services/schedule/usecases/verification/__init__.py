"""Verification by the authority: of completed nodes, and of many rows at once (A9)."""
