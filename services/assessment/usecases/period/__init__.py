"""A quarter is computed and published."""
