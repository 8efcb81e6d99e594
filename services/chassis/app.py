"""Composes a service process: GraphQL ahead of FastAPI's router, health, metrics, operations, relay and consumer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.types import Receive, Scope, Send

from services.chassis.beside import Beside
from services.chassis.config import Part, Settings
from services.chassis.consumer import Consumer
from services.chassis.database import ALL_DIVISIONS
from services.chassis.endpoint import Endpoint
from services.chassis.inbox import Applier
from services.chassis.operations import operations
from services.chassis.relay import Relay
from services.chassis.rest_faults import answer_for_the_framework
from services.chassis.runtime import Runtime
from services.chassis.service import Service

log = logging.getLogger(__name__)

STOP_SECONDS = 10


class Process(FastAPI):
    """The ASGI application of a service process.

    GraphQL comes first: what FastAPI does for each request would cost more than all else of a read.
    """

    endpoint: Endpoint | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand GraphQL to its endpoint and all else to the routes."""
        if self.endpoint is not None and scope["type"] != "lifespan" and scope["path"] == "/graphql":
            await self.endpoint(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def build_app(service: Service, settings: Settings) -> Process:
    """Build the application of a service process."""
    state: dict[str, Runtime] = {}
    parts: list[asyncio.Task[None]] = []

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        runtime = state["runtime"] = Runtime.open(service.name, settings)
        applier = Applier(service.inbox, runtime.database, service.translate, runtime.tell, service.copies_fed_by)
        app.include_router(operations(service, runtime, applier))
        if service.routes and Part.WEB in settings.running:
            app.include_router(service.routes(Beside(service, runtime)))
        try:
            async with _background(service, runtime, applier, parts):
                yield
        finally:
            await runtime.close()

    app = Process(title=service.title, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    answer_for_the_framework(app)
    if Part.WEB in settings.running:
        app.endpoint = Endpoint(service, settings, lambda: state["runtime"])
    _health(app, state, parts)
    return app


@asynccontextmanager
async def _background(
    service: Service, runtime: Runtime, applier: Applier, parts: list[asyncio.Task[None]]
) -> AsyncIterator[None]:
    """Run relay and consumer beside the web part; let both finish what is under way in the end."""
    relay = Relay(service.name, runtime.database, runtime.settings)
    consumer = Consumer(service.inbox, applier, runtime.settings.kafka_url)
    running = runtime.settings.running
    stopping = asyncio.Event()
    relaying = _part(Part.RELAY.value, relay.run()) if Part.RELAY in running else None
    consuming = _part(Part.INBOX.value, _consume(consumer, stopping)) if Part.INBOX in running else None
    jobs = [make(Beside(service, runtime)) for make in service.jobs] if Part.JOBS in running else []
    working = [_part(f"{Part.JOBS.value}: {type(job).__name__}", job.run()) for job in jobs]
    parts += [task for task in (relaying, consuming, *working) if task]
    try:
        yield
    finally:
        relay.stop()
        stopping.set()
        for job in jobs:
            job.stop()
        if working:
            await asyncio.wait(working, timeout=STOP_SECONDS)
            for task in working:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)
        if consuming:
            await asyncio.wait([consuming], timeout=STOP_SECONDS)  # a start that is cut short leaves connections open
            consuming.cancel()
            await asyncio.gather(consuming, return_exceptions=True)
            await asyncio.wait_for(consumer.stop(), STOP_SECONDS)
        if relaying:
            await asyncio.wait([relaying], timeout=STOP_SECONDS)
            relaying.cancel()
            await asyncio.gather(relaying, return_exceptions=True)


def _part(name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Start a part; should it break, the log says so and `/livez` from then on."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(lambda t: log.critical("%s broke", name, exc_info=_fault(t)) if _fault(t) else None)
    return task


def _fault(task: asyncio.Task[None]) -> BaseException | None:
    """Return what broke a part; None while it runs, and when it ended as it should."""
    return task.exception() if task.done() and not task.cancelled() else None


async def _consume(consumer: Consumer, stopping: asyncio.Event) -> None:
    """Start to consume as soon as the broker answers; the web part does not wait for it."""
    while not stopping.is_set():
        try:
            await consumer.start()
        except (OSError, ConnectionError, RuntimeError):
            await asyncio.sleep(0.5)
        else:
            return


def _health(app: FastAPI, state: dict[str, Runtime], parts: Sequence[asyncio.Task[None]]) -> None:
    @app.get("/livez")
    async def live() -> Response:
        """Say that the process answers and that no part of it broke; else it has to be started again."""
        broken = [task.get_name() for task in parts if _fault(task)]
        return Response(",".join(broken) or "ok", status_code=503 if broken else 200)

    @app.get("/readyz")
    async def ready() -> Response:
        """Say whether the database and Valkey answer; Kafka may be away, for the outbox waits."""
        faults = []
        try:
            async with state["runtime"].database.session(ALL_DIVISIONS, read_only=True) as session:
                await session.execute(text("select 1"))
        except Exception:  # noqa: BLE001 - whatever it is, the process is not ready
            faults.append("database")
        try:
            await state["runtime"].redis.ping()
        except Exception:  # noqa: BLE001
            faults.append("valkey")
        return Response(",".join(faults) or "ok", status_code=503 if faults else 200)

    @app.get("/metrics")
    async def metrics() -> Response:
        """Give Prometheus its figures."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
