"""The adjustment of an issued plan, conversion in between and carrying over (第十一条)."""
