"""What there is to do in the reserve, read from the records themselves: each source asks for those who may act."""
