"""Measurements: every figure beside the raw limit of the same run, as a ratio."""
