"""Yellow and red cards, by rule (A21)."""
