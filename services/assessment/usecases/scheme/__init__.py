"""A year's scheme is drafted, revised, tried, compared, approved, withdrawn and frozen (A18)."""
