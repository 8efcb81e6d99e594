"""第十五条：the yearly land plan and the monthly consultation."""
