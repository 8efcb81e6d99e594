"""What went out and what came in."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlalchemy import select, text, update

from services.chassis.operations.desk import Desk
from services.chassis.parking import SET_ASIDE
from services.chassis.tables import inbox, outbox, parked

PAGE = 50_000
FULL_PAGE = 500  # whole events, as many as one transaction of a rebuild applies
FIRST_ID = "00000000-0000-0000-0000-000000000000"
Types = Annotated[str, Query(alias="type", description="types of events, separated by commas; all when empty")]


def routes(desk: Desk) -> APIRouter:
    """Build the routes."""
    router = APIRouter()

    @router.get("/outbox")
    async def published(after: int = 0, types: Types = "") -> dict[str, Any]:
        """List events put into the outbox after a row id: what consumers must have."""
        query = select(outbox.c.id, outbox.c.event_id, outbox.c.type, outbox.c.published_at.is_not(None))
        query = query.where(outbox.c.id > after, *_of(types)).order_by(outbox.c.id).limit(PAGE)
        async with desk.looking() as session:
            rows = (await session.execute(query)).all()
        return {"events": [[r[0], str(r[1]), r[2], r[3]] for r in rows], "last": rows[-1][0] if rows else after}

    @router.get("/outbox/events")
    async def told(after: int = 0, types: Types = "") -> dict[str, Any]:
        """Hand whole events out in the order of their rows, up to where no transaction can still add an earlier one."""
        settled = text("tx < pg_snapshot_xmin(pg_current_snapshot())")
        query = select(outbox.c.id, outbox.c.event).where(outbox.c.id > after, settled, *_of(types))
        async with desk.looking() as session:
            rows = (await session.execute(query.order_by(outbox.c.id).limit(FULL_PAGE))).all()
        return {"events": [r.event for r in rows], "last": rows[-1].id if rows else after}

    @router.get("/inbox")
    async def consumed(source: str, after: str = FIRST_ID) -> dict[str, Any]:
        """List the ids of events of one source that were applied, in the order of ids, and of those that are not."""
        applied = select(inbox.c.event_id).where(inbox.c.source == f"/zhongdian/{source}", inbox.c.event_id > after)
        of_source = select(parked.c.event_id).where(parked.c.topic == f"{source}.events")
        async with desk.looking() as session:
            ids = (await session.scalars(applied.order_by(inbox.c.event_id).limit(PAGE))).all()
            waiting = (await session.scalars(of_source.where(parked.c.resolved_at.is_(None)))).all()
            aside = (await session.scalars(of_source.where(parked.c.resolution.startswith(SET_ASIDE)))).all()
        return {
            "applied": [str(i) for i in ids],
            "parked": list(waiting),
            "set_aside": list(aside),
            "handles": sorted(desk.service.inbox.handlers),
        }

    @router.post("/outbox/republish")
    async def republish(request: Request, after: int = 0) -> dict[str, int]:
        """Publish the outbox again from a row on; consumers know by id what they have."""
        async with desk.acting(request) as work:
            done = await work.session.execute(update(outbox).where(outbox.c.id > after).values(published_at=None))
            queued = int(getattr(done, "rowcount", 0))
            await work.audit("republish", f"outbox/{after}", None, {"queued": queued})
            await work.session.commit()
        return {"queued": queued}

    return router


def _of(types: str) -> list[Any]:
    wanted = [t for t in types.split(",") if t]
    return [outbox.c.type.in_(wanted)] if wanted else []
