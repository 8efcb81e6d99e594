"""Pure decisions of reserve. Knows the law and nothing else: no database, no clock, no network."""
