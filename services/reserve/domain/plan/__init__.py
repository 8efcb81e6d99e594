"""The yearly plan of A3."""
