"""Documents and sheets that people send: what they say, worked out once and written by several writers."""
