"""Keeps what the procedure of 第三条（四） brings about: opinions, meetings and steps.

A plan's list and an adjustment's go the same way and have tables of their own; which ones is told by `Papers`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.digest import canonical, sm3
from services.chassis.rows import mapping
from services.chassis.work import Work
from services.law.document import amount
from services.reserve.domain.plan.state import Amended, Deliberation, Item, Listing, Opinion
from services.reserve.domain.seeking.initials import initials
from services.reserve.domain.terms import ItemKind, Library
from services.reserve.store import tables
from services.reserve.store.history import Entry, remember
from services.reserve.store.sorting import sort_key


@dataclass(frozen=True, slots=True)
class Papers:
    """Where the papers on one kind of list are, and by which columns they name the list and its entries."""

    list_id: str
    entries: Any
    entry_id: str
    opinions: Any
    meetings: Any
    steps: Any
    field: str  # under which the list shows in the history of a project


PLAN = Papers(
    "plan_id", tables.PlanItem, "item_id", tables.Opinion, tables.Deliberation, tables.DecisionStep, field="plan"
)
ADJUSTMENT = Papers(
    "adjustment_id",
    tables.AdjustmentChange,
    "change_id",
    tables.AdjustmentOpinion,
    tables.AdjustmentDeliberation,
    tables.AdjustmentStep,
    field="adjustment",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting as it is recorded: what it decided, and the list that it had before it."""

    held: Deliberation
    seen: Sequence[Item]
    meeting: str | None
    reason: str | None


async def opinions_of(session: AsyncSession, papers: Papers, list_id: UUID) -> dict[UUID, list[Opinion]]:
    """Load the opinions on every entry of a list, in the order in which they were given."""
    given, entry = papers.opinions, papers.entries
    on = getattr(given, papers.entry_id)
    of_list = select(entry.id).where(getattr(entry, papers.list_id) == list_id)
    columns = select(on, given.body, given.outcome, given.text, given.given_on)
    rows = await session.execute(columns.where(on.in_(of_list)).order_by(given.id))  # ids are ordered by time
    opinions: dict[UUID, list[Opinion]] = defaultdict(list)
    for entry_id, body, outcome, text, given_on in rows.all():
        opinions[entry_id].append(Opinion(body=body, outcome=outcome, text=text, given_on=given_on))
    return opinions


async def meetings_of(session: AsyncSession, papers: Papers, list_id: UUID) -> tuple[Deliberation, ...]:
    """Load the meetings on a list in their order, each with what it changed."""
    held, change = papers.meetings, tables.DeliberationChange
    of_list = select(change).where(getattr(change, papers.list_id) == list_id).order_by(change.id)
    changes: dict[UUID, list[Amended]] = defaultdict(list)
    for row in (await session.scalars(of_list)).all():
        changes[row.deliberation_id].append(_amended(row))
    meetings = select(held).where(getattr(held, papers.list_id) == list_id).order_by(held.recorded_at, held.id)
    return tuple(
        Deliberation(round=m.round, body=m.body, outcome=m.outcome, held_on=m.held_on, changes=tuple(changes[m.id]))
        for m in (await session.scalars(meetings)).all()
    )


async def steps_of(session: AsyncSession, papers: Papers, list_id: UUID) -> tuple[str, ...]:
    """Load the steps of a major administrative decision that were done."""
    step = papers.steps
    done = select(step.step).where(getattr(step, papers.list_id) == list_id).order_by(step.recorded_at, step.step)
    return tuple((await session.scalars(done)).all())


async def libraries_of(session: AsyncSession, projects: Collection[UUID]) -> dict[UUID, Library | None]:
    """Look up in which libraries projects stand, and keep them there until the command ends."""
    project = tables.Project
    named = select(project.id, project.library).where(project.id.in_(projects)).order_by(project.id)
    rows = await session.execute(named.with_for_update(read=True)) if projects else None
    return {} if rows is None else mapping(rows)


async def keep_opinion(
    work: Work, papers: Papers, list_id: UUID, on: tuple[Sequence[Item], Sequence[Item]], opinion: Opinion
) -> None:
    """Keep an opinion on every entry that has it now and had not before; on: the entries after and before."""
    judged = [i.project_id for i, was in zip(*on, strict=True) if i.opinions != was.opinions]
    entry = papers.entries
    of_list = select(entry.id).where(getattr(entry, papers.list_id) == list_id, entry.project_id.in_(judged))
    work.session.add_all(
        papers.opinions(
            id=work.new_id(),
            division=work.actor.division,
            **{papers.entry_id: entry_id},
            body=opinion.body,
            outcome=opinion.outcome,
            text=opinion.text,
            given_on=opinion.given_on,
            given_at=work.now,
            given_by=work.actor.name,
        )
        for entry_id in (await work.session.scalars(of_list)).all()
    )


async def last_step(work: Work, papers: Papers, list_id: UUID) -> date | None:
    """Return the day on which the last step of a major administrative decision was done; None where none was."""
    steps: Any = papers.steps
    return await work.session.scalar(select(func.max(steps.done_on)).where(getattr(steps, papers.list_id) == list_id))


def keep_step(work: Work, papers: Papers, list_id: UUID, step: str, done_on: date, document: str) -> None:
    """Keep a step of a major administrative decision."""
    work.session.add(
        papers.steps(
            **{papers.list_id: list_id},
            step=step,
            division=work.actor.division,
            done_on=done_on,
            document=document,
            recorded_at=work.now,
            recorded_by=work.actor.name,
        )
    )


async def keep_meeting(work: Work, papers: Papers, list_id: UUID, meeting: Meeting, action: str) -> None:
    """Keep a meeting with the list that it had before it, and change the entries as it decided."""
    held, seen = meeting.held, meeting.seen
    id_ = work.new_id()
    work.session.add(
        papers.meetings(
            id=id_,
            division=work.actor.division,
            **{papers.list_id: list_id},
            round=held.round,
            body=held.body,
            outcome=held.outcome,
            held_on=held.held_on,
            meeting=meeting.meeting,
            reason=meeting.reason,
            recorded_at=work.now,
            recorded_by=work.actor.name,
            seen_projects=len(seen),
            seen_total=sum((i.total_investment for i in seen), Decimal(0)),
            seen_annual=sum((i.annual_investment for i in seen), Decimal(0)),
            seen_digest=digest_of(seen),
        )
    )
    work.session.add_all(_change_row(work, papers, list_id, id_, amended) for amended in held.changes)
    await work.session.flush()
    await _change_entries(work, papers, list_id, held.changes)
    await _remember(work, papers, held, action)


def digest_of(items: Sequence[Item]) -> str:
    """Return the SM3 digest of a list as a meeting has it before it: which projects, as what, with which figures."""
    shown = [
        [i.project_id, i.name, i.category, i.kind, i.total_investment, i.annual_investment]
        for i in sorted(items, key=lambda i: str(i.project_id))
    ]
    return sm3(canonical(shown))


def _change_row(
    work: Work, papers: Papers, list_id: UUID, deliberation_id: UUID, amended: Amended
) -> tables.DeliberationChange:
    before, after = amended.before, amended.after
    own = {"plan_id": None, "adjustment_id": None} | {papers.list_id: list_id}
    return tables.DeliberationChange(
        id=work.new_id(),
        division=work.actor.division,
        **own,
        deliberation_id=deliberation_id,
        project_id=amended.project_id,
        name_before=before.name,
        kind_before=before.kind,
        annual_before=before.annual_investment,
        name_after=after.name if after else None,
        kind_after=after.kind if after else None,
        annual_after=after.annual_investment if after else None,
        reason=amended.reason,
    )


def _amended(row: tables.DeliberationChange) -> Amended:
    before = Listing(name=row.name_before, kind=row.kind_before, annual_investment=row.annual_before)
    return Amended(
        project_id=row.project_id,
        before=before,
        after=_listing(row.name_after, row.kind_after, row.annual_after),
        reason=row.reason,
    )


def _listing(name: str | None, kind: ItemKind | None, annual: Decimal | None) -> Listing | None:
    if name is None or kind is None or annual is None:
        return None
    return Listing(name=name, kind=kind, annual_investment=annual)


async def _change_entries(work: Work, papers: Papers, list_id: UUID, changes: Sequence[Amended]) -> None:
    entry = papers.entries
    own = getattr(entry, papers.list_id) == list_id
    gone = [a.project_id for a in changes if a.after is None]
    if gone:
        await work.session.execute(delete(entry).where(own, entry.project_id.in_(gone)))
    for amended in changes:
        if (to := amended.after) is not None:
            values: dict[str, Any] = {"kind": to.kind, "annual_investment": to.annual_investment}
            if to.name != amended.before.name:
                values |= {"project_name": to.name, "sort_key": sort_key(to.name)}
                values |= {"initials": initials(to.name)} if papers is PLAN else {}
            changed = update(entry).where(own, entry.project_id == amended.project_id)
            await work.session.execute(changed.values(**values))


async def _remember(work: Work, papers: Papers, held: Deliberation, action: str) -> None:
    project = tables.Project
    named = select(project.id, project.version).where(project.id.in_([a.project_id for a in held.changes]))
    versions = mapping(await work.session.execute(named)) if held.changes else {}
    for amended in held.changes:
        entry = Entry(
            project_id=amended.project_id,
            version=versions[amended.project_id],
            action=action,
            before={papers.field: _shown(held, amended.before)},
            after={} if amended.after is None else {papers.field: _shown(held, amended.after)},
            reason=amended.reason,
        )
        await remember(work, entry)


def _shown(held: Deliberation, listing: Listing) -> str:
    return f"{held.body} {listing.name} {listing.kind} {amount(listing.annual_investment)}"
