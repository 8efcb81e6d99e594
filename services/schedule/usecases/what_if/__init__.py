"""What-if scenarios of node plans (A8)."""
