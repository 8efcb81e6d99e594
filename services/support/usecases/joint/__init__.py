"""第十七条（二）：what is done with joint matters."""
