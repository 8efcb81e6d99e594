"""Addresses of calendars: how a service keeps, finds, renews and revokes them, and hands out what they show."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from services.chassis.beside import Beside
from services.chassis.calendar_feed import MEDIA, Pace, digest_of, etag_of, feed
from services.chassis.database import ALL_DIVISIONS
from services.chassis.identity import Actor
from services.chassis.todos import Asking, Found
from services.chassis.versions import stale
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.law.subscription import (
    UNKNOWN,
    ChangeAddress,
    CreateAddress,
    create,
    last_day,
    renew_faults,
    revoke_faults,
)

TIMES, SECONDS = 20, 60  # of one address, in one process
PRIVATE = {
    "Cache-Control": "private, max-age=900",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
LONGEST = 100  # characters of a token
Narrow = Callable[[AsyncSession, Actor, date], Awaitable[Actor | None]]


async def as_made(_session: AsyncSession, actor: Actor, _today: date) -> Actor | None:
    """Take the person with the roles of the day on which the address was made or renewed."""
    return actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The addresses of one service: its table (migration: `calendar_addresses_v1`), and what they show.

    narrow: what the person may be now, by what the service knows of it; None: nothing any more.
    """

    service: str
    name: str
    table: type[Any]
    asking_of: Callable[[Actor, date], Asking]
    todos_of: Callable[[AsyncSession, Asking], Awaitable[Found]]
    narrow: Narrow = as_made

    async def create(self, work: Work, command: CreateAddress) -> UUID | Refusal:
        """Keep the digest of the secret, with who the person is now; the id is the address's."""
        actor, table = work.actor, self.table
        lock = select(func.pg_advisory_xact_lock(func.hashtextextended(f"calendar:{actor.subject}", 0)))
        await work.session.execute(lock)  # commands on a person's addresses follow each other
        own = visible_select(table, actor).where(table.revoked_on.is_(None), table.expires_on >= work.today)
        in_force = await work.session.scalar(own.with_only_columns(func.count())) or 0
        decision = create(command, in_force, work.today)
        if isinstance(decision, Refusal):
            return decision
        label, expires_on = decision
        row = table(
            id=work.new_id(),
            division=actor.division,
            version=1,
            subject=actor.subject,
            name=actor.name,
            roles=sorted(actor.roles),
            unit_id=actor.unit,
            label=label,
            digest=command.digest,
            created_at=work.now,
            expires_on=expires_on,
        )
        work.session.add(row)
        await work.session.flush()
        told = {"label": label, "expiresOn": expires_on, "roles": row.roles, "unit": row.unit_id}
        await work.audit("createCalendarAddress", f"calendar-address/{row.id}", None, told)
        made: UUID = row.id
        return made

    async def renew(self, work: Work, command: ChangeAddress) -> UUID | Refusal:
        """Let an address hold for another while, with the roles and the unit that the person has now."""
        row = await self._own(work, command)
        if row is None:
            return Refusal.of(UNKNOWN)
        if faults := _lost(row, command) + renew_faults(row.revoked_on, row.expires_on, work.today):
            return Refusal(tuple(faults))
        before = {"expiresOn": row.expires_on, "roles": row.roles, "unit": row.unit_id}
        actor = work.actor
        row.name, row.roles, row.unit_id = actor.name, sorted(actor.roles), actor.unit
        row.division = actor.division
        row.expires_on, row.version = last_day(work.today), row.version + 1
        after = {"expiresOn": row.expires_on, "roles": row.roles, "unit": row.unit_id}
        await work.audit("renewCalendarAddress", f"calendar-address/{row.id}", before, after)
        return command.address_id

    async def revoke(self, work: Work, command: ChangeAddress) -> UUID | Refusal:
        """Revoke one of the own addresses; who has it sees nothing from then on."""
        row = await self._own(work, command)
        if row is None:
            return Refusal.of(UNKNOWN)
        if faults := _lost(row, command) + revoke_faults(row.revoked_on):
            return Refusal(tuple(faults))
        row.revoked_on, row.version = work.today, row.version + 1
        told = {"revokedOn": work.today}
        await work.audit("revokeCalendarAddress", f"calendar-address/{row.id}", {"revokedOn": None}, told)
        return command.address_id

    async def _own(self, work: Work, command: ChangeAddress) -> Any:
        its = visible_select(self.table, work.actor).where(self.table.id == command.address_id)
        return await work.session.scalar(its.with_for_update())

    async def used(self, session: AsyncSession, digest: str, today: date) -> Actor | None:
        """Note that an address was used, and return whose it is; None for one that is unknown, revoked or past its day."""
        row = await session.scalar(select(self.table).where(self.table.digest == digest))
        if row is None or row.revoked_on is not None or row.expires_on < today:
            return None
        known = {role.value for role in Role}
        roles = frozenset(Role(role) for role in row.roles if role in known)
        made = Actor(subject=row.subject, name=row.name, roles=roles, unit=row.unit_id, division=row.division)
        if row.last_used_on is None or row.last_used_on < today:
            row.last_used_on = today
            await session.flush()
        actor = await self.narrow(session, made, today)
        await session.commit()
        return actor

    def routes(self, beside: Beside) -> APIRouter:
        """Build the route. What is unknown, revoked or past its day is all the same to who asks: not found."""
        router, pace = APIRouter(), Pace(TIMES, SECONDS)

        @router.api_route("/calendar/{token}.ics", methods=["GET", "HEAD"])
        async def calendar(request: Request, token: str, tasks: bool = False) -> Response:
            """Hand out what the person of the address must do; `?tasks=true` as tasks instead of whole days."""
            context = await beside.context(request)
            digest = digest_of(token[:LONGEST])
            if wait := pace.wait(digest, context.now):
                return Response(status_code=HTTPStatus.TOO_MANY_REQUESTS, headers=PRIVATE | {"Retry-After": str(wait)})
            database = beside.runtime.database
            async with database.session(ALL_DIVISIONS) as session:
                actor = await self.used(session, digest, context.today)
            if actor is None:
                return Response(status_code=HTTPStatus.NOT_FOUND, headers={"Cache-Control": "no-store"})
            asking = self.asking_of(actor, context.today)
            async with database.session(actor.scope, read_only=True) as session:
                found = await self.todos_of(session, asking)
            return self._answer(request, found, asking, tasks=tasks)

        return router

    def _answer(self, request: Request, found: Found, asking: Asking, *, tasks: bool) -> Response:
        content = feed(
            found.todos,
            name=self.name,
            service=self.service,
            today=asking.today,
            soon_until=asking.soon_until,
            tasks=tasks,
        )
        tag = etag_of(content)
        headers = PRIVATE | {"ETag": tag}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(content, media_type=MEDIA, headers=headers)


def _lost(row: Any, command: ChangeAddress) -> list[Breach]:
    lost = stale(row.version, command.expected_version)
    return [lost] if lost else []
