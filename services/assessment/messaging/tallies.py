"""第十九条：what was heard is kept by division, beside what the services tell of how many events there are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from services.assessment.store import completeness
from services.assessment.store.completeness import Counts
from services.chassis.events import Foreign
from services.chassis.inbox import Inbox
from services.chassis.work import Work

Handler = Callable[[Work, Any], Awaitable[object]]


class EventsTallied(Foreign):
    """Any service: so many events of each division and type have identities below the boundary, that of a moment."""

    through: datetime
    boundary: UUID
    counts: dict[str, dict[str, int]]


def listen_for_tallies(inbox: Inbox, copies: Collection[str]) -> None:
    """Keep of each event that becomes a fact that it was heard, and what the services tell of their number.

    copies: the events that keep copies of the directory; what is missing there is found by comparing the copies.
    """
    heard = frozenset(inbox.handlers) - frozenset(copies)
    for type_ in heard:
        model, handler = inbox.handlers[type_]
        inbox.handlers[type_] = (model, _hearing(type_, handler))
    for service in sorted({type_.split(".")[1] for type_ in heard}):
        inbox.on(f"zhongdian.{service}.events.tallied.v1", EventsTallied)(_keeping(service, heard))


def _hearing(type_: str, handler: Handler) -> Handler:
    async def hear(work: Work, event: Any) -> None:
        assert work.event_id is not None, "the inbox gives each event its identity"
        await completeness.hear(work.session, work.event_id, work.actor.division, type_)
        await handler(work, event)

    return hear


def _keeping(service: str, heard: Collection[str]) -> Handler:
    async def keep(work: Work, event: EventsTallied) -> None:
        told = Counts(service, event.through, event.boundary, event.counts)
        await completeness.keep(work.session, told, heard)

    return keep
