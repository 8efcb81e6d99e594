"""The building site: who is who, and its charts (A8)."""
