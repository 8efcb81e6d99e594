"""What there is to do, read from the records themselves: each source asks for exactly those who may act on it."""
