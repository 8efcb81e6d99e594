"""The scheduler 倒排: a network of nodes, computed backwards from the target date (A8)."""
