"""Adjusting an issued plan, converting in between, carrying over (第十一条): one command a file."""
