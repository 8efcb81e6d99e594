"""That the audit chain holds, and that copies equal their originals."""

from __future__ import annotations

import json
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from fastapi import APIRouter, HTTPException

from services.chassis import audit, sandbox
from services.chassis.digest import canonical, sha256
from services.chassis.operations.desk import Desk


def routes(desk: Desk) -> APIRouter:
    """Build the routes."""
    service, router = desk.service, APIRouter()

    @router.get("/audit/verify")
    async def verify() -> dict[str, Any]:
        """Walk the audit chain and compare it with the head published outside."""
        anchor = await _anchor(desk.runtime.settings.kafka_url, f"{service.name}.audit")
        async with desk.looking() as session:
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
        kept = service.copies.get(name)
        query = kept.query if kept else service.replicas.get(name)
        if query is None:
            raise HTTPException(404, "no such copy")
        async with desk.looking() as session:
            rows = (await session.execute(query)).all()
        return {"digests": {str(r[0]): sha256(canonical(list(r[1:]))) for r in rows}}

    @router.get("/copies")
    async def copies() -> dict[str, Any]:
        """Name what this service owns for others, what it keeps of others, and of that what is being rebuilt."""
        async with desk.looking() as session:
            rebuilding = [n for n in service.copies if await sandbox.progress(session, n) is not None]
        return {
            "owns": sorted(service.replicas),
            "keeps": {name: copy.owner for name, copy in service.copies.items()},
            "rebuilding": rebuilding,
        }

    return router


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
