"""Awards: lists are drafted, vetted, approved and published; awards are revoked."""
