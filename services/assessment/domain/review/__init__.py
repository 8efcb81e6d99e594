"""The review of a computed period: announced to the units, objections, publication (A19)."""
