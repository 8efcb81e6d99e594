"""What there is to do about money, read from the records (第十六条)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, exists, literal
from sqlalchemy.orm import aliased

from services.chassis.calendar import calendar
from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.support.domain.funds.publication import last_day, period_of
from services.support.domain.funds.terms import ApplicationState, DemandState
from services.support.domain.funds.todo import KINDS
from services.support.store import tables

_demand, _application, _project = tables.FinancingDemand, tables.FundApplication, aliased(tables.Project)


def to_review(asking: Asking) -> Select[Any] | None:
    """第十六条（二）：demands of owners that wait for the financial services department."""
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(Role.FINANCIAL_SERVICES):
        return None
    query = own(_demand, asking).join(_project, _project.id == _demand.project_id)
    query = query.where(_demand.state == DemandState.SUBMITTED)
    return _of_demand("FINANCING_TO_REVIEW", query.where(_acts(asking)))


def returned(asking: Asking) -> Select[Any] | None:
    """第十六条（二）：demands that were returned to their owner."""
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(Role.OWNER):
        return None
    query = own(_demand, asking).join(_project, _project.id == _demand.project_id)
    return _of_demand(
        "FINANCING_RETURNED", query.where(_demand.state == DemandState.RETURNED, _project.owner_id == actor.unit)
    )


def list_due(asking: Asking) -> Select[Any] | None:
    """第十六条（二）：the list of this period, until it is published."""
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(Role.FINANCIAL_SERVICES):
        return None
    start = period_of(asking.today)
    unit, issue = tables.Organization, tables.FinancingIssue
    published = exists().where(issue.division == unit.division, issue.published_on >= start)
    query = own(unit, asking).where(unit.id == actor.unit, unit.roles.contains([Role.FINANCIAL_SERVICES.value]))
    due = literal(last_day(start, calendar()))
    title = literal(f"{start.year}年{start.month}月起的一期重点项目融资需求清单")
    kind = KINDS["FINANCING_LIST_DUE"]
    return lines(
        kind, query.where(~published), unit.id, title=title, due_on=due, unit=unit.id, part=literal(str(start))
    )


def application_returned(asking: Asking) -> Select[Any] | None:
    """第十六条（三）：applications that a higher authority has returned, for the owner and the finance department."""
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(Role.OWNER, Role.FINANCE):
        return None
    query = own(_application, asking).join(_project, _project.id == _application.project_id)
    query = query.where(_application.state == ApplicationState.RETURNED)
    if actor.acts_as(Role.FINANCE):
        query = query.where(_acts(asking, Role.FINANCE))
    else:
        query = query.where(_project.owner_id == actor.unit)
    kind = KINDS["APPLICATION_RETURNED"]
    its = _application
    return lines(kind, query, its.id, title=_project.name, project=its.project_id, detail=its.title)


def _acts(asking: Asking, role: Role = Role.FINANCIAL_SERVICES) -> Any:
    """Whether the person's unit acts in the role: those who only say so have nothing to do."""
    unit = tables.Organization
    its = (unit.id == asking.actor.unit, unit.division == asking.actor.division, unit.roles.contains([role.value]))
    return exists().where(*its)


def _of_demand(kind: str, query: Select[Any]) -> Select[Any]:
    demand = _demand
    return lines(KINDS[kind], query, demand.id, title=_project.name, project=demand.project_id, detail=demand.number)


SOURCES = (to_review, returned, list_due, application_returned)
