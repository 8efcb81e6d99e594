"""What the directory tells of units."""
