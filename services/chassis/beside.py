"""What a service has beside GraphQL: REST routes, and jobs that run as long as the process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from fastapi import Request

from services.chassis.callers import BUSINESS_DATE, context_of
from services.chassis.graphql.context import Context
from services.chassis.identity import Actor
from services.chassis.runtime import Runtime
from services.chassis.service import Service


class Job(Protocol):
    """Work that goes on in the background. Several processes may run the same job: what one has taken, no other takes.

    It outlives a database or a partner that is away. Should `run` break, `/livez` says so.
    """

    async def run(self) -> None:
        """Work until `stop` is called; finish what is under way first."""

    def stop(self) -> None:
        """Ask the job to end soon."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The service and what its process holds open, for routes and jobs."""

    service: Service
    runtime: Runtime

    async def context(self, request: Request) -> Context:
        """Identify the caller of a route, as GraphQL would (`context.caller` raises UNAUTHENTICATED)."""
        headers = request.headers
        return await context_of(self.service, self.runtime, headers.get("authorization"), headers.get(BUSINESS_DATE))

    def context_for(self, context: Context, actor: Actor) -> Context:
        """Give a caller that a route identified in its own way a context at the same moment."""
        return Context(self.runtime, self.service.translate, context.now, actor)
