"""What can be done to records of every kind."""
