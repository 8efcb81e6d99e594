"""Nodes: what each one is, its state on a day, its completion with evidence (A8)."""
