"""Clues handed to discipline inspection, and what it objects to (A21). Who may not know of a clue learns nothing of it."""
