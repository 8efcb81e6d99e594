"""第十七条（五）：incidents around a building site: reported, taken up by public security, handled, closed."""
