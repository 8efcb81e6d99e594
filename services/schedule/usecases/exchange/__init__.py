"""Plans that are handed out to other planning tools, and taken in from them (A8)."""
