"""第十四条：an owner applies for the agency of its project's approvals."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import submission
from services.support.domain.agency import case as cases
from services.support.domain.agency.case import Case, Wanted
from services.support.domain.agency.rulebook import items_on
from services.support.domain.agency.terms import A14, CaseState, Route
from services.support.store import agency, copies
from services.support.usecases.acting import acting
from services.support.usecases.agency.taking import keep


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyForAgency:
    """The command."""

    project_id: UUID
    route: Route
    wanted: Wanted
    note: str


async def apply_for_agency(work: Work, command: ApplyForAgency) -> UUID | Refusal:
    """Open an agency that the project service department has to answer."""
    project = await copies.project(work.session, command.project_id)
    if project is None:
        return Refusal.of(submission.project_unknown(A14))
    wanted = command.wanted
    case = Case(
        id=work.new_id(),
        version=1,
        division=project.division,
        project_id=project.id,
        owner_id=project.owner_id,
        route=command.route,
        stages=tuple(s.value for s in wanted.stages),
        item_codes=wanted.item_codes,
        from_on=wanted.from_on,
        until_on=wanted.until_on,
        note=command.note,
        state=CaseState.APPLIED,
        applied_on=work.today,
    )
    listed = frozenset(r.code for r in items_on(project.division, work.today) if command.route in r.routes)
    going = await agency.open_of(work.session, project.id)
    change = cases.apply(case, listed, going, acting(work), work.today)
    return change if isinstance(change, Refusal) else await keep(work, "applyForAgency", None, change)
