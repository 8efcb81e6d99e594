"""Telling the city's key-project system of city-level projects (A9)."""
