"""Signed interfaces that other systems use: who is let in, how they are answered, and how they are called back."""
