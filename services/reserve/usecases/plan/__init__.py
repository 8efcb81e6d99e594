"""Commands on the yearly plan (第三条)."""
