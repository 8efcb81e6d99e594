"""How lists are sought and kept: initials of names, what a search is, saved views."""
