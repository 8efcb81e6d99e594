"""Factor guarantee and services (第十五条, 第十七条): requests of nodes, their clocks, quota accounts, formal documents."""
