"""Where an operator stands: who it is, and the transactions in which to look and to act."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from fastapi import HTTPException, Request
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis import clock
from services.chassis.database import ALL_DIVISIONS
from services.chassis.identity import NotIdentified
from services.chassis.inbox import Applier
from services.chassis.runtime import Runtime
from services.chassis.service import Service
from services.chassis.work import Work
from services.law.parties import Role


@dataclass(frozen=True, slots=True)
class Desk:
    """One service, as its operator works on it."""

    service: Service
    runtime: Runtime
    applier: Applier

    async def only_operators(self, request: Request) -> None:
        """Refuse everyone else."""
        try:
            actor = await self.runtime.verifier.actor(request.headers.get("authorization"))
        except NotIdentified as fault:
            raise HTTPException(401, str(fault)) from fault
        if not actor.acts_as(Role.OPERATOR):
            raise HTTPException(403, "需要平台运维角色 / OPERATOR only")
        request.state.operator = actor

    def looking(self) -> AbstractAsyncContextManager[AsyncSession]:
        """Open a transaction that only reads, over all divisions."""
        return self.runtime.database.session(ALL_DIVISIONS, read_only=True)

    @asynccontextmanager
    async def acting(self, request: Request) -> AsyncIterator[Work]:
        """Open a transaction in which the operator acts, over all divisions. The route commits."""
        async with self.runtime.database.session(ALL_DIVISIONS) as session:
            name, translate = self.service.name, self.service.translate
            yield Work(session, request.state.operator, clock.system_now(), name, translate)
