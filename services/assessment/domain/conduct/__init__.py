"""Incidents and commendations on record: what a unit's projects are known for besides their limits (A20, A21)."""
