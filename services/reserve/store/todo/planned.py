"""Things to do about monthly lists of planned projects (第四条) and documents that expire (第五条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Select, Text, and_, cast, column, func, or_, select, true, values
from sqlalchemy.orm import aliased

from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.reserve.domain.library.settings import EXPIRING_WITHIN_DAYS
from services.reserve.domain.planned.rulebook import PLANNING_ROLES
from services.reserve.domain.planned.terms import ReportStatus
from services.reserve.domain.todo.kinds import KINDS
from services.reserve.store import tables

_party, _report, _unit = tables.PlanningParty, tables.PlannedReport, tables.Organization
_evidence, _project = tables.Evidence, tables.Project
_newer = aliased(_evidence)
Month = tuple[date, date, date]


def due(asking: Asking, months: Sequence[Month]) -> Select[Any] | None:
    """第四条：months that the person's unit owes a list of and has not handed one in.

    months: the first day, the due day, and the day by which who owes it had become a planning party.
    """
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(*PLANNING_ROLES.on(asking.today)):
        return None
    owed = values(column("month", Date), column("due_on", Date), column("joined_by", Date), name="owed").data(
        list(months)
    )
    query = own(_party, asking).join(
        owed,
        and_(_party.since <= owed.c.joined_by, or_(_party.until.is_(None), _party.until > owed.c.due_on)),
    )
    told = select(true()).where(
        _report.division == _party.division,
        _report.unit_id == _party.unit_id,
        _report.month == owed.c.month,
        _report.status != ReportStatus.DRAFT,
    )
    query = query.where(_party.unit_id == actor.unit, told.limit(1).scalar_subquery().is_(None))
    return lines(
        KINDS["PLANNED_REPORT_DUE"],
        query,
        _party.unit_id,
        title=_month(owed.c.month),
        due_on=owed.c.due_on,
        unit=_party.unit_id,
        part=cast(owed.c.month, Text),
    )


def returned(asking: Asking) -> Select[Any] | None:
    """第四条：lists that were sent back to the person's unit."""
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(*PLANNING_ROLES.on(asking.today)):
        return None
    query = own(_report, asking).where(_report.status == ReportStatus.RETURNED, _report.unit_id == actor.unit)
    return lines(
        KINDS["PLANNED_REPORT_RETURNED"],
        query,
        _report.id,
        title=_month(_report.month),
        due_on=_report.due_on,
        unit=_report.unit_id,
        detail=_report.missing,
    )


def to_accept(asking: Asking) -> Select[Any] | None:
    """第四条：lists that were handed in, for the authority."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    query = own(_report, asking).join(_unit, _unit.id == _report.unit_id)
    query = query.where(_report.status.in_([ReportStatus.SUBMITTED, ReportStatus.RESUBMITTED]))
    return lines(KINDS["PLANNED_REPORT_TO_ACCEPT"], query, _report.id, title=_unit.name + "·" + _month(_report.month))


def _month(first: Any) -> Any:
    return func.to_char(first, 'YYYY"年"FMMM"月谋划项目清单"')


def expiring(asking: Asking) -> Select[Any] | None:
    """第五条：documents of the owner's library projects that expire soon, or have, with no later one of their kind."""
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(Role.OWNER):
        return None
    later = select(true()).where(
        _newer.project_id == _evidence.project_id,
        _newer.kind == _evidence.kind,
        _newer.withdrawn_at.is_(None),
        or_(_newer.valid_until.is_(None), _newer.valid_until > _evidence.valid_until),
    )
    query = own(_evidence, asking).join(_project, _project.id == _evidence.project_id)
    query = query.where(
        _project.owner_id == actor.unit,
        _project.library.is_not(None),
        _evidence.withdrawn_at.is_(None),
        _evidence.valid_until <= asking.today + timedelta(days=EXPIRING_WITHIN_DAYS.on(asking.today)),
        later.limit(1).scalar_subquery().is_(None),
    )
    return lines(
        KINDS["EVIDENCE_EXPIRING"],
        query,
        _project.id,
        title=_project.name + "·" + _evidence.title,
        due_on=_evidence.valid_until,
        project=_project.id,
        unit=_project.owner_id,
        part=cast(_evidence.id, Text),
    )
