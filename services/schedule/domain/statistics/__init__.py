"""Entry and reporting in statistics 入库入统, beside physical progress (A12)."""
