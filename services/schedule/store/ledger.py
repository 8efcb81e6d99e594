"""Loads and saves the issues of the ledger with their history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.schedule.domain.ledger import extending, record
from services.schedule.domain.ledger.raising import Found, RaiseIssue
from services.schedule.domain.ledger.record import FIELDS, NO_LIMIT, Stepped, changes
from services.schedule.domain.ledger.terms import RUNNING, ExtensionState
from services.schedule.store import tables, units
from services.schedule.store.tables.schedule import OVERSEEING

ISSUES, LETTERS = "ISSUES", "LETTERS"


async def next_number(session: AsyncSession, division: str, what: str, year: int) -> int:
    """Count one further. The row is locked until the transaction ends: who is refused gives the number back."""
    counts = tables.IssueCount
    one = insert(counts).values(division=division, what=what, year=year, given=1)
    counted = one.on_conflict_do_update(
        index_elements=[counts.division, counts.what, counts.year], set_={"given": counts.given + 1}
    )
    return int((await session.execute(counted.returning(counts.given))).scalar_one())


async def linked(session: AsyncSession, actor: Actor, command: RaiseIssue) -> Found:
    """Look up what an issue is said to hang on, as the actor sees it."""
    node, request = tables.Node, tables.FactorRequest
    of_node = visible_select(node, actor).where(node.id == command.node_id).with_only_columns(node.project_id)
    of_request = (
        visible_select(request, actor).where(request.id == command.request_id).with_only_columns(request.project_id)
    )
    node_of = await session.scalar(of_node) if command.node_id else None
    request_of = await session.scalar(of_request) if command.request_id else None
    project, unit = command.project_id or node_of or request_of, command.raised_by_unit_id
    division = await _division_of(session, actor, project) if project else None
    return Found(
        project_known=division is not None,
        node_of=node_of,
        request_of=request_of,
        unit_acts=unit is not None and unit in await units.acting_among(session, [unit]),
        division=division or actor.division,
    )


async def _division_of(session: AsyncSession, actor: Actor, project_id: UUID) -> str | None:
    """Departments know all projects, those that no plan has among them; others those whose schedule they see.

    第十三条：the unit that serves a project for its leader knows it too, wherever the unit belongs.
    """
    schedule, link = tables.Schedule, tables.LeaderLink
    seen = visible_select(schedule, actor).where(schedule.project_id == project_id)
    found: str | None = await session.scalar(seen.with_only_columns(schedule.division))
    if found is None and actor.acts_as(*OVERSEEING):
        project = await session.get(tables.Project, project_id)
        found = project.division if project else None
    if found is None and actor.unit is not None:
        served = select(link.division).where(link.project_id == project_id, link.current)
        found = await session.scalar(served.where(link.serving_unit_id == actor.unit).limit(1))
    return found


async def by_id(session: AsyncSession, actor: Actor, id: UUID) -> tables.Issue | None:
    """Lock an issue, when the actor sees it."""
    query = visible_select(tables.Issue, actor).where(tables.Issue.id == id)
    return await session.scalar(query.with_for_update(of=tables.Issue).execution_options(populate_existing=True))


async def of_consultation(session: AsyncSession, item_id: UUID) -> UUID | None:
    """Find the issue that a decision of a land consultation has become."""
    issue = tables.Issue
    query = select(issue.id).where(issue.source_id == item_id, issue.consultation_id.is_not(None))
    found: UUID | None = await session.scalar(query)
    return found


async def both(session: AsyncSession, actor: Actor, *ids: UUID) -> dict[UUID, tables.Issue]:
    """Lock several issues in one order, so that two mergers never wait for each other."""
    issue = tables.Issue
    query = visible_select(issue, actor).where(issue.id.in_(ids)).order_by(issue.id)
    rows = await session.scalars(query.with_for_update(of=issue).execution_options(populate_existing=True))
    return {row.id: row for row in rows}


async def taken_in(session: AsyncSession, id: UUID) -> int:
    """Count the issues that were merged into this one."""
    issue = tables.Issue
    rows = await session.scalars(select(issue.id).where(issue.merged_into_id == id))
    return len(rows.all())


async def open_of_unit(session: AsyncSession, unit: UUID) -> Sequence[tables.Issue]:
    """Lock the issues that a unit still has to settle, or has reported and waits for; ended ones stay whose they were."""
    issue = tables.Issue
    query = select(issue).where(issue.responsible_unit_id == unit, issue.ended_on.is_(None)).order_by(issue.id)
    return (await session.scalars(query.with_for_update())).all()


def unsupervised(issue: Any) -> Any:
    """The condition that no letter was sent since the issue was last handed out: `Issue.supervision_runs` says the same."""
    return issue.supervised_on.is_(None) | (issue.supervised_on < issue.assigned_on)


async def late(session: AsyncSession, today: date, supervised_before: date, most: int) -> Sequence[tables.Issue]:
    """Lock issues whose limit has passed and of which that was not told, or which the rule is to put under supervision.

    Rows that somebody is just working on are left for the next look.
    """
    issue = tables.Issue
    untold = issue.told_late_for.is_distinct_from(issue.due_on)
    by_rule = unsupervised(issue) & (issue.due_order < supervised_before)
    running = (issue.ended_on.is_(None), issue.state.in_(RUNNING), issue.due_order < today)
    query = select(issue).where(*running, untold | by_rule).order_by(issue.due_order, issue.id).limit(most)
    return (await session.scalars(query.with_for_update(skip_locked=True))).all()


def state(row: tables.Issue) -> record.Issue:
    """Read an issue as the domain knows it."""
    return record.Issue(**{name: getattr(row, name) for name in FIELDS})


async def save(work: Work, row: tables.Issue | None, done: Stepped, *, by_rule: bool = False) -> None:
    """Write the issue as it stands after a step, the step, and the documents that came with it."""
    issue, before = done.issue, state(row) if row else None
    values = {name: getattr(issue, name) for name in FIELDS} | {"due_order": issue.due_on or NO_LIMIT}
    if row is None:
        work.session.add(tables.Issue(**values))
    else:
        for name, value in values.items():
            setattr(row, name, value)
    await work.session.flush()
    work.session.add(
        tables.IssueStep(
            issue_id=issue.id,
            version=issue.version,
            division=issue.division,
            action=done.step.action,
            from_state=before.state if before else None,
            to_state=issue.state,
            changes=[asdict(change) for change in changes(before, issue)],
            reason=done.step.reason,
            at=work.now,
            by="系统（按规则）" if by_rule else work.actor.name,
            by_unit_id=None if by_rule else work.actor.unit,
        )
    )
    work.session.add_all(
        tables.IssueDocument(
            issue_id=issue.id,
            report=issue.done_reports,
            position=position,
            division=issue.division,
            title=document.title,
            number=document.number,
            dated_on=document.dated_on,
            kept_at=document.kept_at,
            file_id=document.file_id,
        )
        for position, document in enumerate(done.documents)
    )
    await work.session.flush()


async def asked_extension(session: AsyncSession, issue_id: UUID) -> tables.IssueExtension | None:
    """Read the extension of an issue that waits for an answer; the issue's lock guards it."""
    extension = tables.IssueExtension
    query = select(extension).where(extension.issue_id == issue_id, extension.state == ExtensionState.ASKED)
    return await session.scalar(query.execution_options(populate_existing=True))


async def pair(session: AsyncSession, actor: Actor, issue_id: UUID) -> tuple[tables.Issue, tables.Issue] | None:
    """Lock a merged issue and the one that stands for it, in one order with all others who lock two."""
    issue = tables.Issue
    query = visible_select(issue, actor).where(issue.id == issue_id).with_only_columns(issue.merged_into_id)
    into = await session.scalar(query)
    if into is None:
        return None
    rows = await session.scalars(
        select(issue).where(issue.id.in_((issue_id, into))).order_by(issue.id).with_for_update()
    )
    found = {row.id: row for row in rows}
    return found[issue_id], found[into]


def extension(row: tables.IssueExtension) -> extending.Extension:
    """Read an extension as the domain knows it."""
    return extending.Extension(**{f.name: getattr(row, f.name) for f in fields(extending.Extension)})


async def save_extension(session: AsyncSession, row: tables.IssueExtension | None, made: extending.Extension) -> None:
    """Write an extension as it stands."""
    if row is None:
        session.add(tables.IssueExtension(**asdict(made)))
    else:
        for name, value in asdict(made).items():
            setattr(row, name, value)
    await session.flush()
