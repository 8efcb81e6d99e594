"""One verb a file: load, decide, save. Nothing here commits."""
