"""Issues review packs and writes files (A19, A21)."""
