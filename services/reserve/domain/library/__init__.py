"""The three libraries of A5, evidence, and the conversion of A6."""
