"""Loads and saves what goes between this and other systems."""
