"""Node plans and their completion (A8)."""
