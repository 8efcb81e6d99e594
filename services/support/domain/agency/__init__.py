"""第十四条：the agency (帮代办) of a project's approvals: who may act for the owner, and how each item stands."""
