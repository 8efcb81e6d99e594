"""The whole platform as processes, spoken to through the gateway as front ends do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import httpx
import websockets

from infra import issuer
from infra.operate import Operations
from infra.platform import Platform, Running
from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Refused
from tests.harness.people import Person, person
from tests.harness.waiting import eventually

OPERATOR = person(Role.OPERATOR)


@dataclass
class Live:
    """What an end-to-end test does."""

    platform: Platform
    running: Running
    http: httpx.AsyncClient
    tokens: dict[Person, str] = field(default_factory=dict)

    @property
    def endpoint(self) -> str:
        return self.running.endpoint

    @property
    def data(self) -> Path:
        return self.platform.data

    def token(self, who: Person) -> str:
        if who not in self.tokens:
            roles = tuple(r.value for r in who.roles)
            speaks = issuer.Person(
                roles=roles, subject=who.subject, name=who.name, unit=who.unit, division=who.division
            )
            self.tokens[who] = issuer.token(self.data, speaks)
        return self.tokens[who]

    def headers(self, who: Person | None, on: date | datetime | None) -> dict[str, str]:
        sent = {"authorization": f"Bearer {self.token(who)}"} if who else {}
        return sent | ({"x-business-date": on.isoformat()} if on else {})

    async def raw(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        *,
        as_: Person | None = None,
        on: date | datetime | None = None,
    ) -> Any:
        """Run an operation through the gateway; return the whole answer."""
        body = {"query": query, "variables": variables or {}}
        sent = await self.http.post(self.endpoint, json=body, headers=self.headers(as_, on))
        assert sent.status_code < 500, sent.text
        return sent.json()

    async def __call__(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        *,
        as_: Person | None = None,
        on: date | datetime | None = None,
    ) -> dict[str, Any]:
        """Run an operation; return its data, raise Refused on GraphQL errors."""
        answer = await self.raw(query, variables, as_=as_, on=on)
        if answer.get("errors"):
            raise Refused(answer["errors"])
        return answer["data"]

    async def do(
        self,
        mutation: str,
        input_type: str,
        selection: str,
        as_: Person,
        on: date | datetime | None = None,
        **values: Any,
    ) -> dict[str, Any]:
        """Run one mutation with a fresh idempotency key; return its payload."""
        given = {"idempotencyKey": str(new_id()), **values}
        document = f"mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ {selection} userErrors {{ code message field article }} }} }}"
        return (await self(document, {"input": given}, as_=as_, on=on))[mutation]

    async def accepted(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Run a mutation that must be accepted."""
        done = await self.do(*args, **kwargs)
        assert done["userErrors"] == [], done["userErrors"]
        return done

    async def refused(self, *args: Any, **kwargs: Any) -> dict[str, str]:
        """Run a mutation that must be refused; return its codes with their clauses."""
        done = await self.do(*args, **kwargs)
        assert done["userErrors"], done
        return {e["code"]: e["article"] for e in done["userErrors"]}

    async def operations(self, service: str, path: str, **query: Any) -> Any:
        """Ask a service what an operator may see."""
        address = f"{self.running.services[service]}/operations/{path}"
        sent = await self.http.get(address, params=query, headers=self.headers(OPERATOR, None))
        sent.raise_for_status()
        return sent.json()

    @asynccontextmanager
    async def listening(self, subscription: str, as_: Person) -> AsyncIterator[asyncio.Queue[Any]]:
        """Subscribe through the gateway as a browser does, which can set no headers; what arrives is put into the queue."""
        heard: asyncio.Queue[Any] = asyncio.Queue()
        address = self.endpoint.replace("http://", "ws://")
        token = f"Bearer {self.token(as_)}"
        async with websockets.connect(address, subprotocols=["graphql-transport-ws"]) as socket:
            await socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": token}}))
            assert json.loads(await socket.recv())["type"] == "connection_ack"
            await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": subscription}}))

            async def hear() -> None:
                async for message in socket:
                    await heard.put(json.loads(message))

            hearing = asyncio.create_task(hear())
            try:
                yield heard
            finally:
                hearing.cancel()
                await asyncio.gather(hearing, return_exceptions=True)

    async def settled(self) -> None:
        """Wait until every event is published and every consumer has it."""
        await eventually(self._nothing_under_way, 60)

    async def _nothing_under_way(self) -> bool:
        return not await self.differences()

    async def differences(self) -> list[str]:
        """Compare outboxes with inboxes and copies with originals, as `reconcile` does."""
        operations = Operations(self.running.services, self.token(OPERATOR))
        try:
            return [str(c) for c in await asyncio.to_thread(operations.reconcile) if not c.agrees]
        finally:
            operations.close()
