"""Projects with the elements of A4."""
