"""第十六条：money for key projects — special funds, the financing demands that are published, applications to higher levels."""
