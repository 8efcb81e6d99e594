"""Review packs, unit pages and trends: what they say, worked out of results on record (A19, A21)."""
