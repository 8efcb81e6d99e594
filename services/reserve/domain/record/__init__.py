"""The project record beyond its elements: industry, place, treatment, packages, history, duplicates."""
