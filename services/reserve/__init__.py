"""reserve: the directory, the projects, the three libraries and the yearly plan (A2–A6)."""
