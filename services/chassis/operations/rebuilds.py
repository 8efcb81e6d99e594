"""The rebuild of a copy, step by step, as `./dev rebuild` walks it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field

from services.chassis.events import Envelope
from services.chassis.operations.desk import Desk
from services.chassis.rebuild import CannotBeApplied, NotUnderWay, Rebuild
from services.chassis.work import Work


class Why(BaseModel):
    """The reason, for the record."""

    reason: str = Field(min_length=4, max_length=500)


class Page(BaseModel):
    """Events of the owner's outbox that follow a row, up to another one."""

    after: int
    last: int
    events: list[Envelope]


class Ending(BaseModel):
    """The events applied here that the owner was asked for and does not have."""

    unknown: list[UUID] = []


def routes(desk: Desk) -> APIRouter:
    """Build the routes."""
    router = APIRouter(prefix="/copies/{name}/rebuild")

    @asynccontextmanager
    async def step(name: str, request: Request) -> AsyncIterator[tuple[Rebuild, Work]]:
        if name not in desk.service.copies:
            raise HTTPException(404, "no such copy")
        try:
            async with desk.acting(request) as work:
                yield Rebuild(desk.service, name), work
        except NotUnderWay as fault:
            raise HTTPException(409, "this rebuild is not under way, or stands elsewhere: begin it again") from fault
        except CannotBeApplied as fault:
            raise HTTPException(409, str(fault)) from fault

    @router.post("")
    async def begin(name: str, why: Why, request: Request) -> dict[str, Any]:
        """Begin, or go on; tell from where, and of which events of which owner."""
        async with step(name, request) as (rebuild, work):
            after = await rebuild.begin(work, why.reason)
            await work.session.commit()
        return {"owner": rebuild.copy.owner, "types": list(rebuild.copy.fed_by), "after": after}

    @router.post("/events")
    async def feed(name: str, page: Page, request: Request) -> dict[str, int]:
        """Take a page of the owner's outbox over."""
        async with step(name, request) as (rebuild, work):
            await rebuild.feed(work.session, desk.applier, page.after, page.events, page.last)
            await work.session.commit()
        return {"after": page.last}

    @router.post("/finish")
    async def finish(name: str, ending: Ending, request: Request) -> dict[str, Any]:
        """Exchange the copy, or tell which events are still missing."""
        async with step(name, request) as (rebuild, work):
            done = await rebuild.finish(work, desk.applier, ending.unknown)
            if done.missing:
                return {"done": False, "missing": [str(i) for i in done.missing]}
            await work.session.commit()
        return {"done": True, "removed": done.removed, "written": done.written, "events": done.events}

    @router.post("/abandon")
    async def abandon(name: str, why: Why, request: Request) -> dict[str, bool]:
        """Give the rebuild up; the copy stays as it is."""
        async with step(name, request) as (rebuild, work):
            await rebuild.abandon(work, why.reason)
            await work.session.commit()
        return {"done": True}

    return router
