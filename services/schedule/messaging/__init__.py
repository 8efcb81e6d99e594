"""Events out (published) and in (foreign, consumers)."""
