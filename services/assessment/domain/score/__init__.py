"""Scores of a quarter: computed, ranked, published, corrected (A19, A21)."""
