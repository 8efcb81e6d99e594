"""第八条：the war map 挂图作战 of all projects, those of the plan and those that were added outside it."""
