"""What the support service keeps: its own records, copies of others' facts, and the statements that read and write them."""
