"""The yearly scheme: who is assessed by what, adopted by the investment authority (A18)."""
