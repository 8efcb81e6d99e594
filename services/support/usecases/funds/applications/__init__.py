"""第十六条：applications."""
