"""One transaction of one command or of one consumed event, as a use case sees it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import SmallInteger, Text, Uuid, bindparam, insert, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis import clock, telemetry
from services.chassis.digest import canonical, sm3
from services.chassis.events import Published
from services.chassis.identity import Actor
from services.chassis.tables import audit

LANES = 16  # events of one key are in one lane; lanes can be relayed by different processes

# One statement for all events of a call, so that what a trigger does for a statement is done once: a plan may tell of ten
# thousand nodes. The ids follow the order of the events.
_PUT = text(
    "insert into outbox (event_id, topic, key, lane, type, division, event) "
    "select e.event_id, :topic, e.key, e.lane, e.type, e.division, cast(e.event as json) "
    "from unnest(:ids, :keys, :lanes, :types, :divisions, :events) "
    "with ordinality as e(event_id, key, lane, type, division, event, place) order by e.place"
).bindparams(
    bindparam("topic", type_=Text),
    bindparam("ids", type_=ARRAY(Uuid)),
    bindparam("keys", type_=ARRAY(Text)),
    bindparam("lanes", type_=ARRAY(SmallInteger)),
    bindparam("types", type_=ARRAY(Text)),
    bindparam("divisions", type_=ARRAY(Text)),
    bindparam("events", type_=ARRAY(Text)),
)
Translate = Callable[[object], Published]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What the audit trail is told: what was done to which subject, how it stood before and after, and why."""

    action: str
    subject: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    reason: str | None = None
    division: str | None = None


@dataclass
class Work:
    """What a use case has to work with. It never commits: the entry point does."""

    session: AsyncSession
    actor: Actor
    now: datetime
    service: str
    translate: Translate
    event_id: UUID | None = None  # of the event that is being applied; None for a command
    notifications: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    audited: bool = False

    @property
    def today(self) -> date:
        """The business day in Shanghai."""
        return clock.local_day(self.now)

    def new_id(self) -> UUID:
        """Return a fresh identifier."""
        return clock.new_id()

    async def record(self, *events: object) -> None:
        """Put domain events into the outbox: they are published if, and only if, this transaction commits."""
        traceparent = telemetry.traceparent()
        told = [self._envelope(event, traceparent) for event in events]
        if told:
            await self.session.execute(_PUT, _outbox_rows(f"{self.service}.events", told))

    def _envelope(self, event: object, traceparent: str | None) -> tuple[str, dict[str, Any]]:
        """Return the event's key and the event as it is published."""
        published = self.translate(event)
        return published.key, published.envelope(id=clock.new_id(), time=self.now, traceparent=traceparent)

    async def audit(
        self,
        action: str,
        subject: str,
        before: Mapping[str, Any] | None,
        after: Mapping[str, Any] | None,
        *,
        reason: str | None = None,
        division: str | None = None,
    ) -> None:
        """Write who did this, in what role and when, with digests of the subject before and after."""
        told = Audited(action=action, subject=subject, before=before, after=after, reason=reason, division=division)
        await self.session.execute(insert(audit).values(self._audit_row(told)))
        self.audited = True

    async def audit_all(self, told: Sequence[Audited]) -> None:
        """Write a row for each, in their order, by one statement for all of them."""
        if told:
            await self.session.execute(insert(audit), [self._audit_row(one) for one in told])
            self.audited = True

    def _audit_row(self, told: Audited) -> dict[str, Any]:
        return {
            "at": self.now,
            "actor": self.actor.subject,
            "actor_name": self.actor.name,
            "roles": sorted(self.actor.roles),
            "unit": self.actor.unit,
            "division": told.division or self.actor.division,
            "action": told.action,
            "subject": told.subject,
            "before_digest": None if told.before is None else sm3(canonical(told.before)),
            "after_digest": None if told.after is None else sm3(canonical(told.after)),
            "reason": told.reason,
        }

    def notify(self, channel: str, payload: dict[str, Any]) -> None:
        """Tell live listeners after the commit; a hint to look again, not a record."""
        self.notifications.append((channel, payload))


def _outbox_rows(topic: str, told: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """Write the columns of the rows, each as a list."""
    return {
        "topic": topic,
        "ids": [UUID(event["id"]) for _, event in told],
        "keys": [key for key, _ in told],
        "lanes": [zlib.crc32(key.encode()) % LANES for key, _ in told],
        "types": [event["type"] for _, event in told],
        "divisions": [event["division"] for _, event in told],
        "events": [orjson.dumps(event).decode() for _, event in told],
    }
