"""Long imports: who may import what, how a run goes on, and what headings senders explain."""
