"""Events: what this service publishes, and its own copies of what it consumes."""
