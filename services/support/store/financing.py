"""Loads and saves financing demands, their matches and the issues of the list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.funds.demand import Asked
from services.support.domain.funds.match import Match
from services.support.domain.funds.publication import Offer
from services.support.domain.funds.terms import DemandAction, DemandState, MatchState
from services.support.domain.request import Acting
from services.support.store import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the tracking log is told."""

    action: DemandAction
    on: date
    match_id: UUID | None = None
    match_state: MatchState | None = None
    amount: Decimal | None = None
    document: str | None = None
    note: str | None = None


async def locked(session: AsyncSession, id: UUID, actor: Actor) -> tables.FinancingDemand | None:
    """Lock a demand that the actor may see."""
    query = visible_select(tables.FinancingDemand, actor).where(tables.FinancingDemand.id == id)
    return await session.scalar(query.with_for_update().execution_options(populate_existing=True))


async def match_locked(session: AsyncSession, id: UUID, actor: Actor) -> tables.FinancingMatch | None:
    """Lock a match that the actor may see; its demand is locked first."""
    match = tables.FinancingMatch
    demand_id = await session.scalar(
        visible_select(match, actor).where(match.id == id).with_only_columns(match.demand_id)
    )
    if demand_id is None or await locked(session, demand_id, actor) is None:
        return None
    query = select(match).where(match.id == id).with_for_update().execution_options(populate_existing=True)
    return await session.scalar(query)


async def number_of_demand(session: AsyncSession, division: str, year: int) -> str:
    """Take the next number of the year; whoever takes one waits for who took the one before."""
    await one_at_a_time(session, "financing-demands", division)
    demand = tables.FinancingDemand
    head = f"XQ{year}-"
    query = select(func.max(demand.number)).where(demand.division == division, demand.number.startswith(head))
    last = await session.scalar(query)
    return f"{head}{int(last.removeprefix(head)) + 1 if last else 1:05d}"


async def one_at_a_time(session: AsyncSession, what: str, division: str) -> None:
    """Wait for who does the same in the division, until the commit."""
    await session.execute(text("select pg_advisory_xact_lock(hashtext(:what))"), {"what": f"{what}/{division}"})


def set_facts(row: tables.FinancingDemand, asked: Asked) -> None:
    """Write what is asked into the row."""
    for name, value in asdict(asked).items():
        setattr(row, name, value)


async def add_step(
    session: AsyncSession, row: tables.FinancingDemand, step: Step, acting: Acting, at: datetime
) -> None:
    """Add to the tracking log; the demand must be locked."""
    of = tables.FinancingStep
    last = await session.scalar(select(func.max(of.seq)).where(of.demand_id == row.id))
    session.add(
        of(
            demand_id=row.id,
            seq=(last or 0) + 1,
            division=row.division,
            action=step.action,
            state=row.state,
            on=step.on,
            match_id=step.match_id,
            match_state=step.match_state,
            amount=step.amount,
            document=step.document,
            note=step.note,
            at=at,
            actor=acting.subject,
            actor_name=acting.name,
        )
    )
    await session.flush()


async def talking(session: AsyncSession, demand_id: UUID, institution_id: UUID) -> bool:
    """Tell whether a demand and an institution are in touch."""
    match = tables.FinancingMatch
    its = (match.demand_id == demand_id, match.institution_id == institution_id)
    query = select(match.id).where(*its, match.state != MatchState.REFUSED).limit(1)
    return await session.scalar(query) is not None


def match_of(row: tables.FinancingMatch) -> Match:
    """Read a row into the state that decisions see."""
    return Match(
        id=row.id,
        demand_id=row.demand_id,
        state=row.state,
        agreed=row.agreed,
        signed=row.signed,
        drawn=row.drawn,
        moved_on=row.moved_on,
        reason=row.reason,
    )


async def listed(session: AsyncSession, division: str) -> Sequence[tuple[tables.FinancingDemand, Offer]]:
    """Read what is on the list, as the public sees it, in the order of the numbers; the rows are locked."""
    demand, project = tables.FinancingDemand, tables.Project
    query = (
        select(demand, project.name)
        .join(project, project.id == demand.project_id)
        .where(demand.division == division, demand.state == DemandState.ACCEPTED)
        .order_by(demand.id)  # in the order in which other commands lock
    )
    rows = (await session.execute(query.with_for_update(of=demand))).all()
    offers = [(row, _offer(row, name)) for row, name in rows]
    return sorted(offers, key=lambda o: o[1].number)


def _offer(row: tables.FinancingDemand, project: str) -> Offer:
    return Offer(
        number=row.number,
        project=project,
        amount=row.amount,
        purpose=row.purpose,
        term_months=row.term_months,
        form=row.form,
        collateral=row.collateral,
        needed_by=row.needed_by,
    )


async def last_issue(session: AsyncSession, division: str, actor: Actor) -> tables.FinancingIssue | None:
    """Find the issue that was published last."""
    issue = tables.FinancingIssue
    shown = visible_select(issue, actor).where(issue.division == division)
    query = shown.order_by(issue.published_on.desc(), issue.id.desc())
    return await session.scalar(query.limit(1))


async def next_ordinal(session: AsyncSession, division: str, year: int) -> int:
    """Count the issues of a year on."""
    issue = tables.FinancingIssue
    query = select(func.max(issue.ordinal)).where(issue.division == division, issue.year == year)
    return (await session.scalar(query) or 0) + 1


async def withdrawn_from(session: AsyncSession, issue_id: UUID) -> dict[str, date]:
    """Name what was taken out of an issue since, by number, with the day."""
    gone = tables.FinancingWithdrawal
    rows = await session.execute(select(gone.number, gone.withdrawn_on).where(gone.issue_id == issue_id))
    return {r.number: r.withdrawn_on for r in rows}


def items_of(issue: tables.FinancingIssue) -> list[Mapping[str, Any]]:
    """Read the frozen content of an issue."""
    items: list[Mapping[str, Any]] = json.loads(issue.content)["items"]
    return items


def audited(row: tables.FinancingDemand) -> Mapping[str, Any]:
    """Show a demand to the audit trail."""
    return {c.key: getattr(row, c.key) for c in tables.FinancingDemand.__table__.columns if c.computed is None}
