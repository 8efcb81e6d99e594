"""Facts: what other services recorded, kept unchanged, each with its way back to the record (A19)."""
