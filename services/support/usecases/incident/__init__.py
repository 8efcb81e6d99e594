"""第十七条（五）：what is done with site incidents."""
