"""Leaders and their projects: the arrangement, reports, problems (A13)."""
