"""The assessment's part of the one endpoint."""
