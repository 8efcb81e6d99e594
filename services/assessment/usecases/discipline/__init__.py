"""Clues are handed over and concluded; discipline inspection objects to awards."""
