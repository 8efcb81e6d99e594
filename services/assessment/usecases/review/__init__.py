"""Objections are raised, withdrawn and decided."""
