"""Progress reports and their verification (A9)."""
