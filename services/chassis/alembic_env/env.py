"""Alembic's environment for every service: runs on the connection that the caller opened."""

from __future__ import annotations

from alembic import context

_attributes = context.config.attributes
context.configure(
    connection=_attributes["connection"],
    target_metadata=_attributes["metadata"],
    compare_type=True,
    transaction_per_migration=False,
)
context.run_migrations()
