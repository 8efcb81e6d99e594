"""What an operator of the platform can see and do in one service (role OPERATOR): events, parked events, audit, copies."""

from __future__ import annotations

import json
from typing import Annotated, Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from fastapi import APIRouter, Depends, HTTPException, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import select, update

from services.chassis import audit, parking
from services.chassis.database import ALL_DIVISIONS
from services.chassis.digest import canonical, sha256
from services.chassis.identity import NotIdentified
from services.chassis.inbox import Applier
from services.chassis.runtime import Runtime
from services.chassis.service import Service
from services.chassis.tables import inbox, outbox, parked
from services.law.parties import Role

PAGE = 50_000


class ByKey(BaseModel):
    """Events of one key on one topic."""

    topic: str
    key: str


class SetAside(BaseModel):
    """A parked event that shall not be applied, and why."""

    event_id: str
    reason: str = Field(min_length=4, max_length=500)


def operations(service: Service, runtime: Runtime, applier: Applier) -> APIRouter:
    """Build the routes under /operations."""
    router = APIRouter(prefix="/operations", dependencies=[Depends(_operator(runtime))])
    router.include_router(_events(service, runtime))
    router.include_router(_parked(runtime, applier))
    router.include_router(_proofs(service, runtime))
    return router


def _events(service: Service, runtime: Runtime) -> APIRouter:
    """What went out and what came in."""
    router = APIRouter()

    @router.get("/outbox")
    async def published(after: int = 0, types: Annotated[str, Query(alias="type")] = "") -> dict[str, Any]:
        """List events put into the outbox after a row id: what consumers must have."""
        query = select(outbox.c.id, outbox.c.event_id, outbox.c.type, outbox.c.published_at.is_not(None)).where(
            outbox.c.id > after
        )
        wanted = [t for t in types.split(",") if t]
        query = query.where(outbox.c.type.in_(wanted)) if wanted else query
        async with runtime.database.session(ALL_DIVISIONS, read_only=True) as session:
            rows = (await session.execute(query.order_by(outbox.c.id).limit(PAGE))).all()
        return {"events": [[r[0], str(r[1]), r[2], r[3]] for r in rows], "last": rows[-1][0] if rows else after}

    @router.get("/inbox")
    async def consumed(source: str, after: str = "00000000-0000-0000-0000-000000000000") -> dict[str, Any]:
        """List the ids of events of one source that were applied or parked, in the order of ids."""
        async with runtime.database.session(ALL_DIVISIONS, read_only=True) as session:
            applied = await session.scalars(
                select(inbox.c.event_id)
                .where(inbox.c.source == f"/zhongdian/{source}", inbox.c.event_id > after)
                .order_by(inbox.c.event_id)
                .limit(PAGE)
            )
            waiting = await session.scalars(
                select(parked.c.event_id).where(parked.c.topic == f"{source}.events", parked.c.resolved_at.is_(None))
            )
            ids = [str(i) for i in applied.all()]
            return {"applied": ids, "parked": list(waiting.all()), "handles": sorted(service.inbox.handlers)}

    @router.post("/outbox/republish")
    async def republish(after: int = 0) -> dict[str, int]:
        """Publish the outbox again from a row on; consumers know by id what they have."""
        async with runtime.database.session(ALL_DIVISIONS) as session:
            done = await session.execute(update(outbox).where(outbox.c.id > after).values(published_at=None))
            await session.commit()
        return {"queued": int(getattr(done, "rowcount", 0))}

    return router


def _parked(runtime: Runtime, applier: Applier) -> APIRouter:
    """Events that could not be applied."""
    router = APIRouter()

    @router.get("/parked")
    async def dead_letters() -> dict[str, Any]:
        """List parked events."""
        async with runtime.database.session(ALL_DIVISIONS, read_only=True) as session:
            return {"parked": await parking.open_letters(session)}

    @router.post("/parked/resend")
    async def resend(which: ByKey) -> dict[str, int]:
        """Apply the parked events of a key again, in order; all or none."""
        async with runtime.database.session(ALL_DIVISIONS) as session:
            try:
                done = await parking.resend(applier, session, which.topic, which.key)
            except Exception as fault:
                raise HTTPException(409, f"still fails: {type(fault).__name__}") from fault
            await session.commit()
        return {"applied": done}

    @router.post("/parked/set-aside")
    async def set_aside(which: SetAside) -> dict[str, bool]:
        """Give a parked event up, with the reason on record."""
        async with runtime.database.session(ALL_DIVISIONS) as session:
            done = await parking.set_aside(session, which.event_id, which.reason)
            await session.commit()
        if not done:
            raise HTTPException(404, "no such parked event")
        return {"done": True}

    return router


def _proofs(service: Service, runtime: Runtime) -> APIRouter:
    """That the audit chain holds, and that copies equal their originals."""
    router = APIRouter()

    @router.get("/audit/verify")
    async def verify() -> dict[str, Any]:
        """Walk the audit chain and compare it with the head published outside."""
        anchor = await _anchor(runtime.settings.kafka_url, f"{service.name}.audit")
        async with runtime.database.session(ALL_DIVISIONS, read_only=True) as session:
            verdict = await audit.verify(session, anchor)
        return {
            "holds": not verdict.faults,
            "sealed": verdict.sealed,
            "unsealed": verdict.unsealed,
            "head": verdict.head.chain,
            "faults": list(verdict.faults),
        }

    @router.get("/copies/{name}")
    async def digests(name: str) -> dict[str, Any]:
        """Digest by key what this service owns or keeps under a name, for comparison."""
        found = service.replicas.get(name)
        kept = service.copies.get(name)
        query = found if found is not None else kept[1] if kept else None
        if query is None:
            raise HTTPException(404, "no such copy")
        async with runtime.database.session(ALL_DIVISIONS, read_only=True) as session:
            rows = (await session.execute(query)).all()
        return {"digests": {str(r[0]): sha256(canonical(list(r[1:]))) for r in rows}}

    @router.get("/copies")
    async def copies() -> dict[str, Any]:
        """Name what this service owns for others and what it keeps of others."""
        return {"owns": sorted(service.replicas), "keeps": {n: owner for n, (owner, _) in service.copies.items()}}

    return router


def _operator(runtime: Runtime) -> Any:
    async def check(request: Request) -> None:
        try:
            actor = await runtime.verifier.actor(request.headers.get("authorization"))
        except NotIdentified as fault:
            raise HTTPException(401, str(fault)) from fault
        if not actor.acts_as(Role.OPERATOR):
            raise HTTPException(403, "需要平台运维角色 / OPERATOR only")

    return check


async def _anchor(kafka_url: str, topic: str) -> audit.Head | None:
    """Read the newest head that was published outside the database."""
    consumer = AIOKafkaConsumer(bootstrap_servers=kafka_url, enable_auto_commit=False)
    await consumer.start()
    try:
        partition = TopicPartition(topic, 0)
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        if end == 0:
            return None
        consumer.seek(partition, end - 1)
        record = await consumer.getone()
        told = json.loads(record.value or b"{}")
        return audit.Head(int(told["seq"]), str(told["chain"]))
    finally:
        await consumer.stop()
