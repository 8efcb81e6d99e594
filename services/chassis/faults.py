"""Telling faults apart: what a caller is told, what is away for a while, and what is wrong."""

from __future__ import annotations

from typing import Any

import asyncpg
from graphql import GraphQLError
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class ApiError(GraphQLError):
    """A fault that the caller is told: not identified, not allowed, malformed, too slow, not available."""

    def __init__(self, code: str, message: str, **facts: Any) -> None:
        super().__init__(message, extensions={"code": code, **facts})


TIMEOUT = "查询超时，请缩小范围 / the query took too long, narrow it"
UNAVAILABLE = "服务暂不可用，请稍后再试 / temporarily unavailable, try again"
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
