"""Events: what the assessment publishes, and its own copies of what it consumes."""
