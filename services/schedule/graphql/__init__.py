"""The schedule's part of the one endpoint."""
