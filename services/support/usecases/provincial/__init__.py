"""Requests that come from the provincial platform (第十四条、第十七条)."""
