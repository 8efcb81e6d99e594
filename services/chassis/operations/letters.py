"""Events that could not be applied."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field

from services.chassis import parking
from services.chassis.operations.desk import Desk


class ByKey(BaseModel):
    """Events of one key on one topic."""

    topic: str
    key: str


class SetAside(BaseModel):
    """A parked event that shall not be applied, and why."""

    event_id: str
    reason: str = Field(min_length=4, max_length=500)


def routes(desk: Desk) -> APIRouter:
    """Build the routes."""
    router = APIRouter(prefix="/parked")

    @router.get("")
    async def dead_letters() -> dict[str, Any]:
        """List parked events."""
        async with desk.looking() as session:
            return {"parked": await parking.open_letters(session)}

    @router.post("/resend")
    async def resend(which: ByKey, request: Request) -> dict[str, int]:
        """Apply the parked events of a key again, in order; all or none."""
        async with desk.acting(request) as work:
            try:
                done = await parking.resend(desk.applier, work.session, which.topic, which.key)
            except Exception as fault:
                raise HTTPException(409, f"still fails: {type(fault).__name__}") from fault
            await work.audit("resendParked", f"{which.topic}/{which.key}", None, {"applied": done})
            await work.session.commit()
        return {"applied": done}

    @router.post("/set-aside")
    async def set_aside(which: SetAside, request: Request) -> dict[str, bool]:
        """Give a parked event up, with the reason on record."""
        async with desk.acting(request) as work:
            if not await parking.set_aside(work.session, which.event_id, which.reason):
                raise HTTPException(404, "no such parked event")
            await work.audit("setAside", f"event/{which.event_id}", None, None, reason=which.reason)
            await work.session.commit()
        return {"done": True}

    return router
