"""Decisions of the support service: pure functions over frozen states. Imports nothing but the law."""
