"""How reports stand with their due day, as SQL, to filter lists by. The rule is the domain's; a test compares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, Select, and_, case, func, literal_column, null, or_, select

from services.chassis.faults import ApiError
from services.chassis.reads import through
from services.reserve.domain.planned.months import YEARS, due_day, first_of, joined_by, soon_until
from services.reserve.domain.planned.terms import ReportState
from services.reserve.store import tables

OPEN = "OPEN"


def in_states(states: Sequence[ReportState], timeliness: Any, due_on: Any, today: Any) -> ColumnElement[bool]:
    """Return the condition that a report of this timeliness (of a list that is not there, OPEN) is in one of the states."""
    still_open, soon = timeliness == OPEN, through(today, soon_until, Date())
    judged = {
        ReportState.ON_TIME: timeliness == ReportState.ON_TIME.value,
        ReportState.LATE: timeliness == ReportState.LATE.value,
        ReportState.MISSING: and_(still_open, due_on < today),
        ReportState.DUE_SOON: and_(still_open, due_on >= today, due_on <= soon),
        ReportState.NOT_DUE: and_(still_open, due_on >= today, due_on > soon),
    }
    # a literal, for SQLAlchemy drops what stands beside its own `false()`, binds and their refusals included
    condition = or_(literal_column("false", Boolean()), *(judged[s] for s in states))
    if {ReportState.ON_TIME, ReportState.LATE}.isdisjoint(states):  # said once, so that the index can serve
        return and_(still_open, condition)
    return condition


def timeliness_of(report: Any) -> Any:
    """How the report of a party came in; OPEN also where there is none."""
    return func.coalesce(report.timeliness, OPEN)


def in_on(report: Any) -> Any:
    """When a report first came in; null while it has not, or is with its unit for correction."""
    return case((report.timeliness == OPEN, null()), else_=report.first_submitted_on)


def of_month(month: Any, day: Callable[[date], date] = first_of) -> Any:
    """Return a day of the month (named by any of its days) as SQL; raise ApiError for a month that no calendar has."""

    def read(named: date) -> date:
        if named.year not in YEARS:
            raise ApiError("BAD_INPUT", f"月份须在{YEARS.start}至{YEARS.stop - 1}年之间 / a month of these years")
        return day(first_of(named))

    return through(month, read, Date())


def days_of(month: Any) -> tuple[Any, Any, Any]:
    """Return a month's first day, its due day, and the day by which those became a party who owe its report."""
    return of_month(month), of_month(month, due_day), of_month(month, joined_by)


def expected(first: Any, due: Any, joined: Any) -> Select[Any]:
    """Select who owes a month's report, and how it stands: parties from the first day through the due day."""
    party, unit, report = tables.PlanningParty, tables.Organization, tables.PlannedReport
    return (
        select(
            party.unit_id.label("unit_id"),
            first.label("month"),
            due.label("due_on"),
            party.since.label("since"),
            report.status.label("status"),
            in_on(report).label("in_on"),
        )
        .select_from(party)
        .join(unit, unit.id == party.unit_id)
        .outerjoin(report, and_(report.unit_id == party.unit_id, report.month == first))
        .where(party.since <= joined, or_(party.until.is_(None), party.until > due))
    )
