"""What a queue is narrowed by in time, as conditions on requests: the same days as `domain.clock` compares."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, literal_column, tuple_

from services.chassis.calendar import calendar
from services.chassis.graphql import Info
from services.chassis.reads import through
from services.support.domain.clock import last_workday
from services.support.domain.request import OPEN, STANDING
from services.support.domain.rulebook import RULES
from services.support.graphql.enums import State

_RUNNING = OPEN - STANDING
_STANDING: list[Any] = [literal_column(f"'{state.value}'") for state in sorted(STANDING)]
# before the end of the limit a request warns for so many working days at most; one more, for a limit that ends on a holiday
_WARNING = 1 + max(entry.value.warning_days for rules in RULES.values() for kind in rules for entry in kind.entries)


class Late(Protocol):
    """What filters say of lateness."""

    overdue: bool | None
    warning: bool | None
    states: list[State] | None


class Due(Late, Protocol):
    """And of limits."""

    due_from: date | None
    due_to: date | None


def due(request: Any, wanted: Due) -> list[ColumnElement[bool]]:
    """Bounds of the limit. The upper one is compared as a row, as below; what has no limit is in no bounds."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.due_from is not None:
        conditions.append(request.due_order >= through(wanted.due_from, _same, Date()))
    if wanted.due_to is not None:
        conditions.append(_upto(request, through(wanted.due_to, _same, Date())))
    elif wanted.due_from is not None:
        conditions.append(_upto(request, literal_column("'9998-12-31'::date")))
    return conditions


def _upto(request: Any, day: Any) -> ColumnElement[bool]:
    last: ColumnElement[bool] = tuple_(request.due_order, request.id) <= tuple_(
        day, literal_column(f"'{UUID(int=2**128 - 1)}'::uuid")
    )
    return last


def running_late(request: Any, info: Info, wanted: Late) -> list[ColumnElement[bool]]:
    """The same days that `domain.clock.read` compares; what does not run is neither overdue nor warns."""
    day, until = (through(info.context.today, last, Date()) for last in (_last_workday, _last_warned_of))
    running = _running(request, wanted.states)
    overdue = and_(running, request.due_order < day)
    # compared as a row: the planner takes two bounds of one column for a narrow range, and would sort all that is in it
    warning = and_(running, request.warn_on <= day, request.due_order >= day, _upto(request, until))
    asked = ((wanted.overdue, overdue), (wanted.warning, warning))
    return [(found if yes else found.is_not(True)) for yes, found in asked if yes is not None]


def _running(request: Any, states: list[State] | None) -> ColumnElement[bool]:
    if states is None:
        # open is then asked for as well; written out, so that the index of what runs is known to hold it
        not_standing: ColumnElement[bool] = request.state.not_in(_STANDING)
        return not_standing
    running = _RUNNING.intersection(states)
    return request.state.in_(sorted(running)) if running else literal_column("false")


def _same(day: date) -> date:
    return day


def _last_workday(today: date) -> date:
    return last_workday(today, calendar())


def _last_warned_of(today: date) -> date:
    return calendar().add(_last_workday(today), _WARNING)
