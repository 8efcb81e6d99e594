"""An opinion as the commands on it begin: its request locked first, then itself."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.opinion import Opinion
from services.support.store import opinions, tables
from services.support.usecases.requests.case import Case, take


async def take_opinion(work: Work, id: UUID, expected_version: int) -> tuple[Case, tables.Opinion, Opinion] | Refusal:
    """Lock an opinion for a command; refuse when it is unknown to the actor or was changed since they saw it."""
    unknown = Refusal.of(Breach("OPINION_UNKNOWN", "没有这项意见，或您无权查看", field="opinionId"))
    request_id = await opinions.request_of(work.session, id, work.actor)
    if request_id is None:
        return unknown
    case = await take(work, request_id, None)
    if isinstance(case, Refusal):
        return unknown  # a unit that may not see the request does not learn of its opinions either
    row = await opinions.locked(work.session, id)
    lost = stale(row.version, expected_version)
    return Refusal.of(lost) if lost else (case, row, opinions.state_of(row))
