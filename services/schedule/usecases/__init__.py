"""Commands and consumed events: load, decide, save, record. One file each; none commits."""
