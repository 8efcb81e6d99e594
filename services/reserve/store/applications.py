"""Loads and saves applications with their steps, and what they and plan items are judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach
from services.reserve.domain.adjustment.state import OPEN as IN_HAND
from services.reserve.domain.adjustment.state import ChangeKind
from services.reserve.domain.applications.completeness import Record
from services.reserve.domain.applications.decide import Under
from services.reserve.domain.applications.grounds import Grounds
from services.reserve.domain.applications.influence import Assessment
from services.reserve.domain.applications.state import OPEN, Application, Asked
from services.reserve.domain.applications.terms import Step
from services.reserve.domain.project.state import Project
from services.reserve.domain.terms import PlanStatus
from services.reserve.store import guides, projects, tables
from services.reserve.store.exchange import callbacks

UNKNOWN = Breach("APPLICATION_UNKNOWN", "没有该申报，或您无权查看", field="applicationId")


class Loaded(NamedTuple):
    """An application with its project, both kept as they are until the command ends."""

    row: tables.Application
    state: Application
    project: Project


async def lock(work: Work, id: UUID) -> Loaded | None:
    """Load an application that the actor may see. The project is taken first, as by whatever changes a project."""
    table, project = tables.Application, tables.Project
    seen = visible_select(table, work.actor).where(table.id == id, table.division == work.actor.division)
    project_id = await work.session.scalar(seen.with_only_columns(table.project_id))
    if project_id is None:
        return None
    its = select(project).where(project.id == project_id).with_for_update(read=True)
    found = (await work.session.scalars(its.execution_options(populate_existing=True))).one()
    itself = select(table).where(table.id == id).with_for_update().execution_options(populate_existing=True)
    row = (await work.session.scalars(itself)).one()
    return Loaded(row, state_of(row), await projects.state_of(work.session, found))


async def under(session: AsyncSession, loaded: Loaded, today: date) -> Under:
    """Look up the guide by which it is judged: that under which it was submitted, else the one in force."""
    bound = loaded.row.guide_id
    row = (
        await guides.in_force(session, loaded.state.division, loaded.state.year)
        if bound is None
        else await session.get(tables.Guide, bound)
    )
    return Under(record=Record.of(loaded.project, today), guide=guides.state_of(row) if row else None)


async def has_open(session: AsyncSession, project_id: UUID, year: int) -> bool:
    """Whether a project has an application of the year that is not over."""
    table = tables.Application
    same = select(table.id).where(table.project_id == project_id, table.year == year, table.status.in_(OPEN))
    return bool(await session.scalar(select(exists(same))))


async def plans_by(session: AsyncSession, id: UUID) -> list[tuple[int, PlanStatus]]:
    """Load the plans that list a project because of an application, and those that an open adjustment takes it into."""
    plan, item = tables.Plan, tables.PlanItem
    rows = await session.execute(
        select(plan.year, plan.status).join(item, item.plan_id == plan.id).where(item.application_id == id)
    )
    adjustment, change = tables.Adjustment, tables.AdjustmentChange
    in_hand = await session.execute(
        select(plan.year, plan.status)
        .join(adjustment, adjustment.plan_id == plan.id)
        .join(change, change.adjustment_id == adjustment.id)
        .where(change.application_id == id, change.change == ChangeKind.ADD, adjustment.status.in_(IN_HAND))
    )
    return [(year, status) for year, status in (*rows.all(), *in_hand.all())]


def state_of(row: tables.Application) -> Application:
    """Read a row into the state that decisions see."""
    return Application(
        id=row.id,
        division=row.division,
        version=row.version,
        project_id=row.project_id,
        year=row.year,
        status=row.status,
        asked=Asked(
            channel=row.channel, kind=row.kind, annual_investment=row.annual_investment, statement=row.statement
        ),
        owner_id=row.owner_id,
        guide_id=row.guide_id,
        submitted_on=row.submitted_on,
        correction=row.correction,
        returned_on=row.returned_on,
        correction_due_on=row.correction_due_on,
        corrected_on=row.corrected_on,
        reviewed_on=row.reviewed_on,
        review_reason=row.review_reason,
        withdrawn_reason=row.withdrawn_reason,
    )


def columns_of(state: Application) -> dict[str, Any]:
    """Write a state into the columns that can change."""
    own = ("version", "status", "guide_id", "submitted_on", "correction", "returned_on", "correction_due_on")
    ends = ("corrected_on", "reviewed_on", "review_reason", "withdrawn_reason")
    return asdict(state.asked) | {name: getattr(state, name) for name in (*own, *ends)}


def audited(state: Application) -> Mapping[str, Any]:
    """Show an application to the audit trail."""
    return columns_of(state) | {"project_id": state.project_id, "year": state.year}


async def insert(work: Work, state: Application, of: tables.Project, project: Project) -> None:
    """Write a new application."""
    work.session.add(
        tables.Application(
            id=state.id,
            division=state.division,
            project_id=state.project_id,
            year=state.year,
            created_at=work.now,
            created_by=work.actor.name,
            changed_at=work.now,
            project_name=of.name,
            sort_key=of.sort_key,
            initials=of.initials,
            category=of.category,
            owner_id=of.owner_id,
            town_id=of.town_id,
            industry_authority_id=of.industry_authority_id,
            registered_by_unit=of.registered_by_unit,
            **columns_of(state),
        )
    )
    await work.session.flush()
    await _step(work, None, state, project, Step.CREATE, None)


async def save(work: Work, loaded: Loaded, after: Application, step: Step, text: str | None) -> None:
    """Write the new state over the old, with the step that was taken."""
    for column, value in columns_of(after).items():
        setattr(loaded.row, column, value)
    loaded.row.changed_at = work.now
    await work.session.flush()
    await _step(work, loaded.state, after, loaded.project, step, text)
    await callbacks.tell(work, after, loaded.project, step)


async def _step(
    work: Work, before: Application | None, after: Application, project: Project, step: Step, text: str | None
) -> None:
    action = step.value.partition(".")[0]
    work.session.add(
        tables.ApplicationStep(
            id=work.new_id(),
            division=after.division,
            application_id=after.id,
            version=after.version,
            at=work.now,
            action=action,
            from_status=before.status if before else None,
            to_status=after.status,
            actor=work.actor.subject,
            actor_name=work.actor.name,
            roles=sorted(work.actor.roles),
            unit=work.actor.unit,
            text=text,
            due_on=after.correction_due_on if step is Step.RETURN else None,
            annual_investment=after.asked.annual_investment,
            total_investment=project.elements.total_investment,
        )
    )
    subject = f"application/{after.id}"
    await work.audit(action, subject, audited(before) if before else None, audited(after), reason=text)


def assessment_of(row: tables.InfluenceAssessment) -> Assessment:
    """Read a recorded assessment."""
    return Assessment(
        id=row.id,
        division=row.division,
        project_id=row.project_id,
        year=row.year,
        grounds=row.grounds,
        conclusion=row.conclusion,
        opinion=row.opinion,
        assessed_by=row.assessed_by,
        assessed_on=row.assessed_on,
    )


async def grounds_of(
    work: Work, project_id: UUID, year: int, application_id: UUID | None, assessment_id: UUID | None
) -> Grounds:
    """Look up on what grounds a project can be listed: what was named, else what is in force for the year."""
    application, assessed, division = tables.Application, tables.InfluenceAssessment, work.actor.division
    of_year = application.project_id == project_id, application.year == year, application.status.in_(OPEN)
    wanted = of_year if application_id is None else (application.id == application_id,)
    found = await work.session.scalar(select(application).where(application.division == division, *wanted))
    its = assessed.project_id == project_id, assessed.year == year
    named = its if assessment_id is None else (assessed.id == assessment_id,)
    latest = select(assessed).where(assessed.division == division, *named).order_by(assessed.id.desc()).limit(1)
    recorded = await work.session.scalar(latest)
    return Grounds(
        guide_published=await guides.in_force(work.session, division, year) is not None,
        named_application=application_id,
        named_assessment=assessment_id,
        application=state_of(found) if found else None,
        assessment=assessment_of(recorded) if recorded else None,
    )
