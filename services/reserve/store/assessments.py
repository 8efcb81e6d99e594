"""Writes how a project stands for its next library, in the transaction that changed it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis import clock
from services.chassis.digest import sha256
from services.chassis.work import Work
from services.law.parties import Role
from services.reserve.domain.library.criteria import Verdict
from services.reserve.domain.library.evidence import Evidence
from services.reserve.domain.library.forecast import RULES, Span, forecast
from services.reserve.domain.project.state import Project
from services.reserve.domain.rulebook import Party
from services.reserve.domain.terms import Library
from services.reserve.store import tables
from services.reserve.store.sorting import sort_key

BATCH = 500  # projects that one statement of `settle` locks
# what the assessments follow from beside the records; another one means that they were worked out by other rules
DIGEST = sha256(repr([(r.title, r.entries) for r in RULES]).encode())


async def renew(work: Work, state: Project, evidence: Iterable[Evidence], registered_by: UUID | None) -> None:
    """Write the assessments of a project that has just been changed, over those that it had."""
    spans = forecast(state, tuple(evidence), work.today, work.today)
    await _write(work.session, state, spans, {"registered_by_unit": registered_by, "updated_on": work.today})


async def begin(work: Work, states: Sequence[Project], registered_by: UUID | None) -> None:
    """Write the first assessments of projects that have just been registered without documents, all at once."""
    rows: list[dict[str, Any]] = []
    gaps: list[dict[str, Any]] = []
    for state in states:
        for span in forecast(state, (), work.today, work.today):
            row = _row(clock.new_id(), state, span)
            rows.append(row | {"registered_by_unit": registered_by, "updated_on": work.today})
            gaps += _gaps(row["id"], state, span)
    if rows:
        await work.session.execute(insert(tables.Assessment), rows)
    if gaps:
        await work.session.execute(insert(tables.AssessmentGap), gaps)


async def settle(session: AsyncSession, today: date) -> int:
    """Work out what is missing or follows from other rules; after an upgrade, for commands do so by themselves."""
    project, table, done = tables.Project, tables.Assessment, 0
    current = exists().where(table.project_id == project.id, table.rules == DIGEST)
    known = select(table.project_id).where(table.project_id == project.id, table.rules != DIGEST)
    nothing_follows = project.library.is_not_distinct_from(Library.CONSTRUCTION)
    outdated = select(project).where(~current, ~nothing_follows | exists(known)).order_by(project.id).limit(BATCH)
    while rows := (await session.scalars(outdated.with_for_update())).all():
        for row in rows:
            state, evidence = await _record_of(session, row)
            updated_on = clock.local_day(row.changed_at)
            spans = forecast(state, evidence, updated_on, max(today, updated_on))
            columns = {"registered_by_unit": row.registered_by_unit, "updated_on": updated_on}
            await _write(session, state, spans, columns)
        done += len(rows)
    return done


async def _record_of(session: AsyncSession, row: tables.Project) -> tuple[Project, list[Evidence]]:
    from services.reserve.store import projects  # noqa: PLC0415 - which writes assessments with every change

    return await projects.state_of(session, row), await projects.evidence_of(session, row.id)


async def _write(session: AsyncSession, state: Project, spans: Sequence[Span], columns: dict[str, Any]) -> None:
    table = tables.Assessment
    await session.execute(delete(table).where(table.project_id == state.id))
    if not spans:
        return
    rows = [_row(clock.new_id(), state, span) | columns for span in spans]
    await session.execute(insert(table), rows)
    gaps = [gap for row, span in zip(rows, spans, strict=True) for gap in _gaps(row["id"], state, span)]
    if gaps:
        await session.execute(insert(tables.AssessmentGap), gaps)


def _gaps(id_: UUID, state: Project, span: Span) -> list[dict[str, Any]]:
    return [
        {"assessment_id": id_, "division": state.division, "criterion": code, "verdict": verdict}
        for code, verdict in span.assessment.gaps
    ]


def _row(id_: UUID, state: Project, span: Span) -> dict[str, Any]:
    found, elements = span.assessment, state.elements
    return {
        "id": id_,
        "division": state.division,
        "project_id": state.id,
        "since": span.since,
        "until": span.until,
        "aim": found.aim,
        "ready": found.ready,
        "asked": found.asked,
        "met": found.met,
        "lacking": found.asked - found.met,
        "missing": list(found.of(Verdict.MISSING)),
        "expired": list(found.of(Verdict.EXPIRED)),
        "expiring": list(found.of(Verdict.EXPIRING)),
        "ends_on": found.ends_on,
        "stale": found.stale,
        "responsible_role": found.responsible.role if found.responsible else None,
        "responsible_id": unit_of(state, found.responsible),
        "sort_key": sort_key(elements.name),
        "owner_id": elements.owner_id,
        "town_id": elements.town_id,
        "industry_authority_id": elements.industry_authority_id,
        "rules": DIGEST,
        "category": elements.category,
    }


def unit_of(state: Project, party: Party | None) -> UUID | None:
    """Return the unit of a project that a party is; without a town the industry authority plans, and last the owner."""
    if party is None:
        return None
    elements = state.elements
    units = {
        Role.OWNER: elements.owner_id,
        Role.PLANNING_PARTY: elements.town_id or elements.industry_authority_id or elements.owner_id,
        Role.INDUSTRY_AUTHORITY: elements.industry_authority_id,
    }
    return units.get(party.role)
