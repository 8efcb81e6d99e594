"""The war map: projects outside the plan come and go (A8)."""
