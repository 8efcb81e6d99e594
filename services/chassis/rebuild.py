"""Rebuilds a service's copy of another's records from what the owner has ever told of them.

An operator's command carries the owner's outbox over, page by page, into a sandbox; the copy that readers see goes on as
before. In the end one transaction puts what differs in its place: readers see the old copy, then the new one. A rebuild
that was killed goes on where it stood. Events whose application an operator gave up stay given up.
"""

# ruff: noqa: S608 - the names in statements are declared in code, values are bound

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis import sandbox
from services.chassis.events import Envelope
from services.chassis.inbox import Applier
from services.chassis.parking import SET_ASIDE
from services.chassis.service import Copy, Service
from services.chassis.tables import METADATA, inbox, parked
from services.chassis.work import Work

SHOWN = 1_000
EXCHANGE_MS = 600_000  # the longest that a statement of the exchange may take


class NotUnderWay(LookupError):
    """No rebuild of this copy is under way, or it stands elsewhere: begin it (again) and go on from where it stands."""


class CannotBeApplied(ValueError):
    """An event of the owner's cannot be applied; the copy stays as it is."""

    def __init__(self, event_id: UUID, fault: Exception) -> None:
        super().__init__(f"event {event_id} cannot be applied: {type(fault).__name__}")


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What the exchange did: rows removed and written, events that the new copy is made of; or what is still missing."""

    missing: tuple[UUID, ...] = ()
    removed: int = 0
    written: int = 0
    events: int = 0


@dataclass(frozen=True, slots=True)
class Rebuild:
    """The rebuild of one copy. Each step runs in the caller's transaction, who commits it."""

    service: Service
    name: str

    @property
    def copy(self) -> Copy:
        """What is rebuilt."""
        return self.service.copies[self.name]

    async def begin(self, work: Work, reason: str) -> int:
        """Begin with an empty sandbox, or go on with the one that is there; return the owner's last row taken over."""
        await sandbox.lock(work.session, self.name)
        if not await sandbox.fits(work.session, self.name, (self.copy.table, inbox)):
            await sandbox.make(work.session, self.name, self._tables())
            await work.audit("beginRebuild", self._subject, None, {"owner": self.copy.owner}, reason=reason)
        return await self._standing(work.session)

    async def feed(
        self, session: AsyncSession, applier: Applier, after: int, events: Iterable[Envelope], last: int
    ) -> None:
        """Take a page of the owner's outbox over; raise NotUnderWay when it does not follow what was taken before."""
        await sandbox.lock(session, self.name)
        if await self._standing(session) != after:
            raise NotUnderWay(self.name)
        await self._apply(session, applier, events)
        await sandbox.advance(session, self.name, last)

    async def finish(self, work: Work, applier: Applier, unknown: Collection[UUID]) -> Exchanged:
        """Exchange the copy, unless events were applied to it that the new one lacks and that the owner may still tell.

        `unknown` are events that the owner does not have: what they wrote goes.
        """
        session = work.session
        await sandbox.lock(session, self.name)
        await self._standing(session)
        await session.execute(text(f"set local statement_timeout = {EXCHANGE_MS}"))
        # waits for the batch under way and lets no other begin: from here on nothing writes the copy
        await session.execute(text("lock table inbox in share row exclusive mode"))
        await self._apply(session, applier, map(Envelope.model_validate_json, await sandbox.late(session, self.name)))
        missing = await self._missing(session, unknown)
        if missing:
            return Exchanged(missing=missing)
        done = await self._exchange(session)
        if self.copy.then is not None:
            await self.copy.then(work)
        facts = {"removed": done.removed, "written": done.written, "events": done.events}
        await work.audit("finishRebuild", self._subject, None, facts)
        await sandbox.drop(session, self.name)
        return done

    async def abandon(self, work: Work, reason: str) -> None:
        """Give the rebuild up; the copy stays as it is."""
        await sandbox.lock(work.session, self.name)
        await self._standing(work.session)
        await sandbox.drop(work.session, self.name)
        await work.audit("abandonRebuild", self._subject, None, None, reason=reason)

    @property
    def _subject(self) -> str:
        return f"copy/{self.name}"

    def _tables(self) -> Sequence[Table]:
        return [*self.service.metadata.tables.values(), *METADATA.tables.values()]

    async def _standing(self, session: AsyncSession) -> int:
        after = await sandbox.progress(session, self.name)
        if after is None:
            raise NotUnderWay(self.name)
        return after

    async def _apply(self, session: AsyncSession, applier: Applier, events: Iterable[Envelope]) -> None:
        """Run the handlers in the sandbox; what was applied there before is known by its id."""
        told = [e for e in events if e.type in self.copy.fed_by]
        wanted = select(parked.c.event_id).where(
            parked.c.event_id.in_([str(e.id) for e in told]), parked.c.resolution.startswith(SET_ASIDE)
        )
        given_up = set((await session.scalars(wanted)).all())
        path = await sandbox.enter(session, self.name)
        for envelope in told:
            if str(envelope.id) not in given_up:
                try:
                    await applier.handle(session, envelope)
                except Exception as fault:
                    raise CannotBeApplied(envelope.id, fault) from fault
        await sandbox.leave(session, path)

    async def _missing(self, session: AsyncSession, unknown: Collection[UUID]) -> tuple[UUID, ...]:
        found = await session.scalars(
            text(f"select i.event_id {self._only_here} and i.event_id <> all(:unknown) limit {SHOWN}"),
            {**self._fed, "unknown": list(unknown)},
        )
        return tuple(found.all())

    async def _exchange(self, session: AsyncSession) -> Exchanged:
        """Replace what differs, in the copy and in the inbox; what was parked and is in the new copy is settled."""
        twins, live = sandbox.schema_of(self.name), f'"{self.copy.table.name}"'
        same = " and ".join(f'b."{c.name}" = l."{c.name}"' for c in self.copy.table.primary_key)
        names = ", ".join(f'"{c.name}"' for c in self.copy.table.columns)
        of_inbox = ", ".join(c.name for c in inbox.columns)

        async def run(statement: str, **given: Any) -> int:
            return int(getattr(await session.execute(text(statement), given), "rowcount", 0))

        removed = await run(
            f"delete from {live} l where not exists "
            f"(select from {twins}.{live} b where {same} and to_jsonb(b) = to_jsonb(l))"
        )
        written = await run(
            f"insert into {live} ({names}) select {names} from {twins}.{live} b "
            f"where not exists (select from {live} l where {same})"
        )
        await run(f"delete from inbox where event_id in (select i.event_id {self._only_here})", **self._fed)
        await run(f"insert into inbox ({of_inbox}) select {of_inbox} from {twins}.inbox on conflict do nothing")
        await run(
            "update parked set resolved_at = clock_timestamp(), resolution = 'rebuilt' where id in ("
            f"select p.id from parked p where p.resolved_at is null "
            f"and p.event_id in (select event_id::text from {twins}.inbox) for update skip locked)"
        )
        events = await session.scalar(text(f"select count(*) from {twins}.inbox"))
        return Exchanged(removed=removed, written=written, events=int(events or 0))

    @property
    def _only_here(self) -> str:
        """The events of the owner that were applied to the copy and are not in the new one."""
        twins = sandbox.schema_of(self.name)
        return (
            "from inbox i where i.source = :source and i.type = any(:types) "
            f"and not exists (select from {twins}.inbox b where b.event_id = i.event_id)"
        )

    @property
    def _fed(self) -> dict[str, Any]:
        return {"source": f"/zhongdian/{self.copy.owner}", "types": list(self.copy.fed_by)}
