"""Commands on saved views of lists."""
