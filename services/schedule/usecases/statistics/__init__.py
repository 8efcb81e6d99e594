"""Projects in statistics, and the exchange of files with the statistics office (A12)."""
