"""第七条“以月保季、以季保年”：the list of a month, a quarter or a year, built from the months' published lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.schedule.domain.lists.month import Month, Span
from services.schedule.domain.lists.period import Line, lines
from services.schedule.domain.lists.record import Content
from services.schedule.domain.lists.terms import GroupBy, ListKind
from services.schedule.store.lists import outcomes

UNIT_OF: dict[GroupBy, Callable[[Content], UUID | None]] = {
    GroupBy.TOWN: lambda c: c.facts.town_id,
    GroupBy.INDUSTRY_AUTHORITY: lambda c: c.facts.industry_authority_id,
    GroupBy.OWNER: lambda c: c.facts.owner_id,
    GroupBy.RESPONSIBLE_UNIT: lambda c: c.responsible_unit_id,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMonth:
    """A month's list that the sum is built from."""

    month: Month
    edition: int
    digest: str
    published_at: datetime
    published_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """The list of a span. missing_months: those without a published list, which the sum lacks."""

    kind: ListKind
    span: Span
    published: tuple[PublishedMonth, ...]
    missing_months: tuple[Month, ...]
    lines: tuple[Line, ...]
    names: dict[UUID, str]


async def sum_up(
    session: AsyncSession,
    actor: Actor,
    kind: ListKind,
    span: Span,
    today: date,
    only: tuple[GroupBy, UUID] | None = None,
) -> Summed:
    """Build the list; `only`: the projects of one town, authority, owner or responsible unit."""
    there = await outcomes.published(session, actor, kind, span)
    found = await outcomes.listed(session, actor, kind, span, today)
    later = await outcomes.later(session, actor, kind, span)
    joined = lines(kind, span, found, later, today)
    if only is not None:
        joined = [line for line in joined if UNIT_OF[only[0]](line.content) == only[1]]
    ids = {unit for line in joined for of in UNIT_OF.values() if (unit := of(line.content)) is not None}
    with_list = {Month(row.year, row.month) for row in there}
    published = (
        PublishedMonth(
            month=Month(row.year, row.month),
            edition=row.edition,
            digest=row.digest or "",
            published_at=row.published_at,
            published_by=row.published_by or "",
        )
        for row in there
        if row.published_at is not None
    )
    return Summed(
        kind=kind,
        span=span,
        published=tuple(published),
        missing_months=tuple(m for m in span.months if m not in with_list),
        lines=tuple(joined),
        names=await outcomes.unit_names(session, actor, ids),
    )
