"""What is done with clocks when the calendar changes."""
