"""What each person and unit must do about requests."""
