"""What each person and unit must do about projects, libraries and plans: kinds, clauses and commands."""
