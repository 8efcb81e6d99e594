"""The four lists: what they are drawn from, how they are kept, and what became of what they planned."""
