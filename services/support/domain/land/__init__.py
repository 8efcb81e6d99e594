"""第十五条：quotas beyond the single account, the yearly land plan, the monthly consultation."""
