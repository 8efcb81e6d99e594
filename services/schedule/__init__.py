"""From start to completion: annual tasks, reverse schedules of nodes, progress reports and their verification (A8, A9)."""
