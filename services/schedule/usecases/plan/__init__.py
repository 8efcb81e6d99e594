"""Opening and following a project's schedule, as issued plans and the project's own data say (A8, A11)."""
