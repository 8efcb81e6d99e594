"""第十三条：district leaders stay in contact with the large and strongly driving projects of the year."""
