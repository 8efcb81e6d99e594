"""Facts are recorded as events bring them."""
