"""第十七条（三）（六）：what comes of services, put on record."""
