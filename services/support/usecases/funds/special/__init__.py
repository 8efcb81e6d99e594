"""第十六条：special."""
