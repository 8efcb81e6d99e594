"""What every resolver can reach: who asks, when, and the rows that they may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Hashable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

import strawberry
from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute
from strawberry.dataloader import DataLoader

from services.chassis import clock
from services.chassis.graphql.errors import ApiError
from services.chassis.identity import Actor
from services.chassis.runtime import Runtime
from services.chassis.visibility import visible_select
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
    _loaders: dict[Hashable, DataLoader[Any, Any]] = field(default_factory=dict)

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
        self._loaders.clear()

    async def load(self, key: InstrumentedAttribute[Any], value: object) -> Any | None:
        """Return the visible row with this unique value; calls of one tick are one statement."""
        rows: Sequence[Any] = await self.load_many(key, value)
        return rows[0] if rows else None

    async def load_many(
        self, key: InstrumentedAttribute[Any], value: object, *order: ColumnElement[Any] | InstrumentedAttribute[Any]
    ) -> list[Any]:
        """Return the visible rows with this value, ordered; calls of one tick are one statement."""
        name = (key.parent.class_, key.key, tuple(str(o) for o in order))
        if name not in self._loaders:
            self._loaders[name] = DataLoader(load_fn=lambda values: self._batch(key, order, values))
        found: list[Any] = await self._loaders[name].load(value)
        return found

    async def _batch(
        self, key: InstrumentedAttribute[Any], order: Sequence[Any], values: list[object]
    ) -> list[list[Any]]:
        by_value: dict[object, list[Any]] = defaultdict(list)
        async with self.reading() as session:
            model: type[Any] = key.parent.class_
            query = visible_select(model, self.caller).where(key.in_(values)).order_by(*order)
            for row in (await session.scalars(query)).all():
                by_value[getattr(row, key.key)].append(row)
        return [by_value[v] for v in values]


Info = strawberry.Info[Context, None]
