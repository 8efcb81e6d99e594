"""Commands on the monthly lists of planned projects (第四条)."""
