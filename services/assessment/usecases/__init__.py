"""What the assessment does: load, decide, save."""
