"""A service in the test's own process, on a real database of its own: GraphQL in, events in, events out."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import httpx
from sqlalchemy import select

from services.chassis.app import build_app
from services.chassis.clock import new_id
from services.chassis.config import Reading, Settings
from services.chassis.database import ALL_DIVISIONS, Database
from services.chassis.inbox import Applier, Incoming
from services.chassis.service import Service
from services.chassis.tables import audit, outbox, parked
from tests.harness.people import Issuer, Person


class Refused(AssertionError):
    """GraphQL errors where none were expected."""


@dataclass
class Api:
    """What a test does to a service."""

    service: Service
    settings: Settings
    issuer: Issuer
    http: httpx.AsyncClient
    walking: httpx.AsyncClient
    database: Database

    async def __call__(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        *,
        as_: Person | None = None,
        on: date | datetime | None = None,
    ) -> dict[str, Any]:
        """Run an operation; return its data, raise Refused on GraphQL errors (userErrors are data)."""
        answer = await self.raw(query, variables, as_=as_, on=on)
        if answer.get("errors"):
            raise Refused(answer["errors"])
        return answer["data"]

    async def raw(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        *,
        as_: Person | None = None,
        on: date | datetime | None = None,
        headers: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        """Run an operation; return the whole answer, errors and all."""
        sent = dict(headers or {})
        if as_ is not None:
            sent["authorization"] = self.issuer.header(as_)
        if on is not None:
            sent["x-business-date"] = on.isoformat()
        asked = {"query": query, "variables": variables or {}}
        answer = await self.http.post("/graphql", json=asked, headers=sent)
        assert answer.status_code < 500, answer.text
        if not query.lstrip().startswith("mutation"):
            walked = await self.walking.post("/graphql", json=asked, headers=sent)
            told = f"compiled: {plain(answer)[:1000]}\nwalked:   {plain(walked)[:1000]}"
            assert plain(answer) == plain(walked), told
        return answer.json()

    async def do(
        self,
        mutation: str,
        input_type: str,
        selection: str,
        as_: Person,
        on: date | datetime | None = None,
        **values: Any,
    ) -> dict[str, Any]:
        """Run one mutation `mutation(input: …)` with a fresh idempotency key; return its payload."""
        given = {"idempotencyKey": str(new_id()), **values}
        document = f"mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ {selection} userErrors {{ code message field article }} }} }}"
        return (await self(document, {"input": given}, as_=as_, on=on))[mutation]

    async def consume(
        self,
        type_: str,
        data: dict[str, Any],
        *,
        at: datetime | None = None,
        id: uuid.UUID | None = None,
        key: str | None = None,
    ) -> None:
        """Deliver an event of another service as the consumer would."""
        envelope = {
            "specversion": "1.0",
            "id": str(id or new_id()),
            "source": f"/zhongdian/{type_.split('.')[1]}",
            "type": type_,
            "subject": key or str(next(iter(data.values()))),
            "time": (at or datetime.now(UTC)).isoformat(),  # noqa: TID251
            "division": data["division"],
            "data": data,
        }
        await self.deliver(envelope)

    async def deliver(self, *envelopes: dict[str, Any]) -> None:
        """Deliver whole CloudEvents in one batch."""
        import orjson

        async def silent(_: Any) -> None: ...

        applier = Applier(self.service.inbox, self.database, self.service.translate, silent)
        batch = [
            Incoming(f"{e['type'].split('.')[1]}.events", f"test/0/{i}", e["subject"], orjson.dumps(e))
            for i, e in enumerate(envelopes)
        ]
        await applier.apply(batch)

    async def events(self, type_: str | None = None) -> list[dict[str, Any]]:
        """Return what the service has put into its outbox, in order (CloudEvents)."""
        async with self.database.session(ALL_DIVISIONS, read_only=True) as session:
            query = select(outbox.c.event).order_by(outbox.c.id)
            rows = (await session.scalars(query.where(outbox.c.type == type_) if type_ else query)).all()
        return list(rows)

    async def rows(self, query: Any) -> list[Any]:
        """Read the database directly, seeing every division."""
        async with self.database.session(ALL_DIVISIONS, read_only=True) as session:
            return list((await session.execute(query)).all())

    async def parked(self) -> list[Any]:
        return await self.rows(select(parked).order_by(parked.c.id))

    async def audit(self) -> list[Any]:
        return await self.rows(select(audit).order_by(audit.c.id))


@asynccontextmanager
async def opened(service: Service, settings: Settings, issuer: Issuer) -> AsyncIterator[Api]:
    """Run the service's application inside the test's loop."""
    walking = settings.model_copy(update={"reads": Reading.WALK, "parts": "web"})
    async with running(service, settings) as http, running(service, walking) as walked:
        database = Database(settings)
        try:
            yield Api(service, settings, issuer, http, walked, database)
        finally:
            await database.close()


@asynccontextmanager
async def running(service: Service, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Serve one process of the service, in the test's own loop."""
    app = build_app(service, settings)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://service", timeout=60) as http:
            yield http


def plain(answer: httpx.Response) -> str:
    """The answer with the order of its keys, whatever the spaces."""
    return json.dumps(answer.json(), ensure_ascii=False)
