"""Telling faults apart: something is away for a while, or something is wrong."""

from __future__ import annotations

import asyncpg
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)


def is_away(fault: Exception) -> bool:
    """Whether the database or the network is away, as opposed to an event that cannot be applied."""
    if isinstance(fault, ValidationError):
        return False
    if isinstance(fault, DBAPIError):
        return (
            fault.connection_invalidated
            or isinstance(fault, (InterfaceError, OperationalError))
            or isinstance(fault.orig and fault.orig.__cause__, _AWAY)
        )
    return isinstance(fault, (OSError, PoolTimeout, asyncpg.InterfaceError, TimeoutError, *_AWAY))
