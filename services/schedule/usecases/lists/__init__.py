"""The four lists of each month: drawn, edited, published and corrected (A7)."""
