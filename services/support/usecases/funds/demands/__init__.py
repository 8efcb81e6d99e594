"""第十六条：demands."""
