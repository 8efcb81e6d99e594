"""Incidents and commendations are recorded and revoked."""
