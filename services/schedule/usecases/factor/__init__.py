"""Factor requests of nodes, as the support service tells them (A15)."""
