"""City-level projects: what the city's key-project system is told, and their weekly indicators (A9)."""
