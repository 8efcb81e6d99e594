"""Tables of reserve, and how states are loaded from them and saved."""
