"""Appointing and handing over the contact person, and the weekly update (A9)."""
