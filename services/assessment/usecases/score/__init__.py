"""A score is corrected."""
