"""What is late, to be supervised or not followed, as conditions on items of agencies; the same days as the domain's."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, and_, func, literal_column

from services.chassis.calendar import calendar
from services.chassis.graphql import Info
from services.chassis.reads import through
from services.chassis.visibility import visible_select
from services.support.domain.agency.items import late_before
from services.support.domain.agency.rulebook import FOLLOW_UP_DAYS, LATE_DAYS
from services.support.domain.agency.terms import UNDER_WAY, ItemState, Level
from services.support.store import tables

# written out, so that the indexes of what is under way are known to hold all of it
_SUBMITTED: Any = literal_column(f"'{ItemState.SUBMITTED.value}'")
_DISTRICT: Any = literal_column(f"'{Level.DISTRICT.value}'")
_UNDER_WAY: list[Any] = [literal_column(f"'{state.value}'") for state in sorted(UNDER_WAY, reverse=True)]


def late(item: Any, info: Info) -> Any:
    """The same days that `late_on` compares."""
    return and_(item.state == _SUBMITTED, item.due_on < through(info.context.today, _late_before, Date()))


def candidate(item: Any, info: Info) -> Any:
    """What is late enough to be supervised, and is not."""
    its = tables.AgencySupervision
    open_ = visible_select(its, info.context.caller).where(its.item_id == item.id, its.closed_on.is_(None))
    late_enough = item.due_on < through(info.context.today, _supervised_before, Date())
    return and_(item.state == _SUBMITTED, late_enough, ~open_.exists())


def unfollowed(item: Any, info: Info) -> Any:
    """What is under way with a higher authority, and about which nobody has written anything for too long."""
    since = func.coalesce(item.followed_on, item.submitted_on)
    last = through(info.context.today, _followed_before, Date())
    return and_(item.state.in_(_UNDER_WAY), item.level != _DISTRICT, since < last)


def _late_before(today: date) -> date:
    return late_before(today, 1, calendar())


def _supervised_before(today: date) -> date:
    return late_before(today, LATE_DAYS.on(today), calendar())


def _followed_before(today: date) -> date:
    return late_before(today, FOLLOW_UP_DAYS.on(today) + 1, calendar())


def same(day: date) -> date:
    """Return the day itself, for what is compared with it as it is."""
    return day
