"""第八条（倒排）：plans that go to and come from other planning tools, as MS Project XML or as a table."""
