"""Agencies (第十四条)."""
