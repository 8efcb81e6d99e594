"""Loads and saves what dispatch keeps, and the facts that bulletins and reviews are made of (A10)."""
