"""Decisions of the assessment: pure, by area. Thresholds are in rulebook.py, events in events.py."""
