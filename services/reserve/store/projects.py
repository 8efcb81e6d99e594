"""Loads and saves projects with their sources of funds and documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy import insert as insert_into
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach
from services.law.project_code import project_code_form
from services.law.text import clean_name
from services.reserve.domain.adjustment.state import OPEN, ChangeKind
from services.reserve.domain.library.evidence import Evidence
from services.reserve.domain.project.register import Known
from services.reserve.domain.project.state import Elements, FundSource, InPlan, Project
from services.reserve.domain.seeking.initials import initials
from services.reserve.domain.terms import PlanStatus
from services.reserve.store import assessments, tables
from services.reserve.store.organizations import named_by, units
from services.reserve.store.sorting import sort_key

UNKNOWN = Breach("PROJECT_UNKNOWN", "没有该项目，或您无权查看", field="projectId")


async def lock(work: Work, id: UUID) -> tables.Project | None:
    """Load a project that the actor may see, and keep others from changing it until the command ends."""
    found = await work.session.scalars(
        visible_select(tables.Project, work.actor)
        .where(
            tables.Project.id == id, tables.Project.division == work.actor.division
        )  # a city looks, the district acts
        .with_for_update(of=tables.Project)
        .execution_options(populate_existing=True)
    )
    return found.one_or_none()


async def state_of(session: AsyncSession, row: tables.Project) -> Project:
    """Read a row and its sources of funds into the state that decisions see."""
    sources = await session.scalars(
        select(tables.FundSource).where(tables.FundSource.project_id == row.id).order_by(tables.FundSource.position)
    )
    return assemble(row, [FundSource(s.source, s.amount) for s in sources.all()])


_OF_ELEMENTS = tuple(f.name for f in fields(Elements) if f.name != "fund_sources")  # which have rows of their own
KEPT = ("id", "division", "version", "library", "package_id", *_OF_ELEMENTS)


def assemble(row: Any, sources: Iterable[FundSource]) -> Project:
    """Put together what is in the columns KEPT of a row and the sources of funds."""
    elements = Elements(
        name=row.name,
        owner_id=row.owner_id,
        level=row.level,
        category=row.category,
        investment_mode=row.investment_mode,
        total_investment=row.total_investment,
        town_id=row.town_id,
        industry_authority_id=row.industry_authority_id,
        cooperating_ids=tuple(row.cooperating_ids),
        industry_code=row.industry_code,
        approval_route=row.approval_route,
        project_code=row.project_code,
        function=row.function,
        scale=row.scale,
        content=row.content,
        construction_mode=row.construction_mode,
        fund_sources=tuple(sources),
        start_on=row.start_on,
        finish_on=row.finish_on,
        fund_use=row.fund_use,
        benefit=row.benefit,
        longitude=row.longitude,
        latitude=row.latitude,
        coordinate_system=row.coordinate_system,
        code_exception_reason=row.code_exception_reason,
        code_exception_approver=row.code_exception_approver,
    )
    return Project(
        id=row.id,
        division=row.division,
        version=row.version,
        library=row.library,
        elements=elements,
        package_id=row.package_id,
    )


def columns_of(state: Project) -> dict[str, Any]:
    """Write a state into the columns of its row; the sources of funds have rows of their own."""
    name = state.elements.name
    return _stated(state) | {"version": state.version, "sort_key": sort_key(name), "initials": initials(name)}


def _stated(state: Project) -> dict[str, Any]:
    columns = {name: getattr(state.elements, name) for name in _OF_ELEMENTS}
    columns["cooperating_ids"] = list(state.elements.cooperating_ids)
    return columns | {"library": state.library, "package_id": state.package_id}


def audited(state: Project) -> Mapping[str, Any]:
    """Show a state to the history and to the audit trail."""
    sources = "；".join(f"{s.source} {s.amount.normalize():f}" for s in state.elements.fund_sources)
    return _stated(state) | {"fund_sources": sources or None}


async def insert(work: Work, state: Project) -> None:
    """Write a new project."""
    await insert_all(work, [state])


async def insert_all(work: Work, states: Sequence[Project]) -> None:
    """Write new projects, in as few statements for many of them as for one; the session need not remember any."""
    if not states:
        return
    by = {"registered_by_unit": work.actor.unit, "registered_at": work.now, "changed_at": work.now}
    rows = [{"id": state.id, "division": state.division} | by | columns_of(state) for state in states]
    await work.session.execute(insert_into(tables.Project), rows)
    sources = [row for state in states for row in _source_rows(state)]
    if sources:
        await work.session.execute(insert_into(tables.FundSource), sources)
    await assessments.begin(work, states, work.actor.unit)


async def update(work: Work, row: tables.Project, before: Project, after: Project) -> None:
    """Write the new state over the old."""
    for column, value in columns_of(after).items():
        setattr(row, column, value)
    row.changed_at = work.now
    if after.elements.fund_sources != before.elements.fund_sources:
        await work.session.execute(delete(tables.FundSource).where(tables.FundSource.project_id == row.id))
        work.session.add_all(tables.FundSource(**row) for row in _source_rows(after))
    await work.session.flush()
    await assessments.renew(work, after, await evidence_of(work.session, after.id), row.registered_by_unit)


def _source_rows(state: Project) -> list[dict[str, Any]]:
    its = {"project_id": state.id, "division": state.division}
    return [
        its | {"position": at, "source": s.source, "amount": s.amount}
        for at, s in enumerate(state.elements.fund_sources)
    ]


async def known(session: AsyncSession, state: Project) -> Known:
    """Look up what the register knows of the units, the name and the code of a project."""
    e, table = state.elements, tables.Project
    others = select(table.id).where(table.division == state.division, table.id != state.id)
    read = clean_name(e.name, "项目名称")
    named_alike = others.where(table.owner_id == e.owner_id, table.name == read) if isinstance(read, str) else None
    name = named_alike is not None and await session.scalar(select(exists(named_alike)))
    code = (e.project_code or "").strip()
    sought = project_code_form(code) is not None
    code_taken = sought and await session.scalar(select(exists(others.where(table.project_code == code))))
    return Known(
        units=await units(session, state.division, named_by(e)), name_taken=bool(name), code_taken=bool(code_taken)
    )


async def evidence_of(session: AsyncSession, project_id: UUID) -> list[Evidence]:
    """Load the documents of a project, in the order in which they were recorded."""
    table = tables.Evidence
    rows = await session.scalars(
        select(table).where(table.project_id == project_id).order_by(table.recorded_at, table.id)
    )
    return [evidence_state(r) for r in rows.all()]


def evidence_state(row: Any) -> Evidence:
    """Read a document, whether it is a row or what the API shows of one."""
    return Evidence(
        id=row.id,
        kind=row.kind,
        title=row.title,
        issuer=row.issuer,
        issued_on=row.issued_on,
        document_number=row.document_number,
        valid_until=row.valid_until,
        withdrawn=row.withdrawn_at is not None,
    )


async def plans_of(session: AsyncSession, project_id: UUID) -> list[InPlan]:
    """Load the plans that a project is an item of, and those that an open adjustment puts it or its figures into."""
    plan, item = tables.Plan, tables.PlanItem
    rows = await session.execute(
        select(plan.year, plan.status).join(item, item.plan_id == plan.id).where(item.project_id == project_id)
    )
    adjustment, change = tables.Adjustment, tables.AdjustmentChange
    in_hand = await session.execute(
        select(adjustment.year, adjustment.status)
        .join(change, change.adjustment_id == adjustment.id)
        .where(change.project_id == project_id, change.change != ChangeKind.REMOVE, adjustment.status.in_(OPEN))
    )
    listed = [InPlan(year, status) for year, status in rows.all()]
    return listed + [InPlan(year, PlanStatus(status)) for year, status in in_hand.all()]
