"""Commands on the directory."""
