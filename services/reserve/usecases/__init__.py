"""One file, one verb: load, decide, save, record. Nothing here commits."""
