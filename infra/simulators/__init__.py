"""Faithful stand-ins for the systems that the platform speaks with. See README.md."""
