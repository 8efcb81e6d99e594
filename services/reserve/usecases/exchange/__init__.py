"""Commands that come from, or are about, other systems (第三条（二）、第五条)."""
