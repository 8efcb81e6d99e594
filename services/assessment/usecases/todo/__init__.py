"""What each person and unit must do in the assessment."""
