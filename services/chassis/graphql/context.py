"""What every resolver can reach: who asks, when, and the rows that they may see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis import clock
from services.chassis.faults import ApiError
from services.chassis.identity import Actor
from services.chassis.reads.walk import Walk
from services.chassis.runtime import Runtime
from services.chassis.work import Translate

M = TypeVar("M")


@dataclass
class Context:
    """One request. `actor` is None when nobody could be identified; then every field refuses."""

    runtime: Runtime
    translate: Translate
    now: datetime
    actor: Actor | None
    refusal: str = ""
    connection_params: Any = None  # set by Strawberry for what comes over a WebSocket

    @cached_property
    def walk(self) -> Walk:
        """What graphql-core fetches for this request, where it has to."""
        return Walk(self)

    @property
    def caller(self) -> Actor:
        """The identified caller; raises ApiError UNAUTHENTICATED when there is none."""
        if self.actor is None:
            raise ApiError("UNAUTHENTICATED", self.refusal)
        return self.actor

    @property
    def today(self) -> date:
        """The business day in Shanghai."""
        return clock.local_day(self.now)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a short read-only transaction on the caller's divisions."""
        async with self.runtime.database.session(self.caller.scope, read_only=True) as session:
            yield session

    def forget(self) -> None:
        """Read afresh from now on: something has changed."""
        self.walk.forget()


Info = strawberry.Info[Context, None]
