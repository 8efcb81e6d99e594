"""Dispatch of projects: weekly rounds, monthly bulletins, quarterly reviews with interviews, the year's summary (A10)."""
