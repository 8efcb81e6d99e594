"""The directory of units that act in the measures."""
