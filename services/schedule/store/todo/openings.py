"""Things to do that nobody has begun: lists, rounds, bulletins and reviews to open, entries in statistics, failed pushes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Integer, Select, Text, case, cast, column, func, literal, select, true, values

from services.chassis.todos import Asking, lines, own
from services.chassis.visibility import condition
from services.law.parties import Role
from services.schedule.domain.city.terms import PushStatus
from services.schedule.domain.dispatch.rulebook import DISPATCHING_ROLES
from services.schedule.domain.dispatch.terms import BulletinKind
from services.schedule.domain.lists.rulebook import EDITORS
from services.schedule.domain.lists.terms import LIST_NAMES, ListRole
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.statistics.rulebook import DUE_MONTHS, RECORDING
from services.schedule.domain.statistics.terms import KIND_NAMES, StatisticsKind
from services.schedule.domain.todo.kinds import KINDS
from services.schedule.store import tables
from services.schedule.store.lists.milestones import milestones
from services.schedule.store.todo.standing import stands_for

_item, _schedule, _list, _round = tables.PlanItem, tables.Schedule, tables.MonthlyList, tables.DispatchRound
_bulletin, _review, _push, _entry = (
    tables.DispatchBulletin,
    tables.DispatchReview,
    tables.CityPush,
    tables.StatisticsEntry,
)
Month = tuple[int, int, date]  # year, month, and its last day


def _plan_of(asking: Asking, year: Any, *more: Any) -> Select[Any]:
    """Start with the division's plan of a year, once: without one there is nothing to list, dispatch or review."""
    return own(_item, asking).where(_item.current, _item.year == year, *more).group_by(_item.plan_id)


def lists(asking: Asking, months: Sequence[Month]) -> Select[Any] | None:
    """第七条：lists of this year's months that have begun and of which there is no draft; due on the month's last day.

    Only what can still be drafted: a list of the kind follows those before it, so none is asked for that a later one has
    overtaken.
    """
    if not months or not asking.actor.acts_as(*EDITORS.on(asking.today)):
        return None
    asked = values(
        column("year", Integer), column("month", Integer), column("last", Date), column("kind", Text), name="asked"
    )
    asked = asked.data([(y, m, last, kind.value) for y, m, last in months for kind in LIST_NAMES])
    there = select(true()).where(
        _list.division == asking.actor.division,
        cast(_list.kind, Text) == asked.c.kind,
        _list.year * 12 + _list.month >= asked.c.year * 12 + asked.c.month,
    )
    query = (
        own(_item, asking)
        .join(asked, asked.c.year == _item.year)
        .where(_item.current, _item.issued_on <= asked.c.last, there.limit(1).scalar_subquery().is_(None))
    )
    query = query.group_by(_item.plan_id, asked.c.year, asked.c.month, asked.c.last, asked.c.kind)
    named = case(*((asked.c.kind == kind.value, name) for kind, name in LIST_NAMES.items()), else_="")
    month = cast(asked.c.year, Text) + "年" + cast(asked.c.month, Text) + "月"
    part = cast(asked.c.year, Text) + "-" + cast(asked.c.month, Text) + "-" + asked.c.kind
    return lines(KINDS["LIST_TO_DRAFT"], query, _item.plan_id, title=month + named, due_on=asked.c.last, part=part)


def _dispatches(asking: Asking) -> bool:
    return asking.actor.acts_as(*DISPATCHING_ROLES.on(asking.today))


def rounds(asking: Asking) -> Select[Any] | None:
    """第十条（每周调度）：this week has no round, nor has a later one; due on its Sunday."""
    if not _dispatches(asking):
        return None
    monday = asking.today - timedelta(days=asking.today.weekday())
    there = select(true()).where(_round.division == asking.actor.division, _round.week_on >= monday)
    query = _plan_of(asking, asking.today.year, there.limit(1).scalar_subquery().is_(None))
    title = f"{monday}当周调度"
    return lines(
        KINDS["ROUND_TO_OPEN"],
        query,
        _item.plan_id,
        title=title,
        due_on=literal(monday + timedelta(days=6)),
        part=str(monday),
    )


def bulletins(asking: Asking) -> Select[Any] | None:
    """第十条（月通报）：the month that is over has no bulletin, drafted or sent."""
    if not _dispatches(asking):
        return None
    last = asking.today.replace(day=1) - timedelta(days=1)
    there = select(true()).where(
        _bulletin.division == asking.actor.division,
        _bulletin.kind == BulletinKind.MONTHLY,
        _bulletin.year == last.year,
        _bulletin.month == last.month,
    )
    query = _plan_of(asking, last.year, _item.issued_on <= last, there.limit(1).scalar_subquery().is_(None))
    title, part = f"{last.year}年{last.month}月通报", f"{last.year}-{last.month}"
    return lines(KINDS["BULLETIN_TO_DRAFT"], query, _item.plan_id, title=title, part=part)


def reviews(asking: Asking) -> Select[Any] | None:
    """第十条（季讲评）：the quarter that is over is not reviewed."""
    if not _dispatches(asking):
        return None
    first = date(asking.today.year, (asking.today.month - 1) // 3 * 3 + 1, 1)
    last = first - timedelta(days=1)
    quarter = (last.month - 1) // 3 + 1
    there = select(true()).where(
        _review.division == asking.actor.division, _review.year == last.year, _review.quarter == quarter
    )
    query = _plan_of(asking, last.year, _item.issued_on <= last, there.limit(1).scalar_subquery().is_(None))
    title, part = f"{last.year}年第{quarter}季度讲评", f"{last.year}Q{quarter}"
    return lines(KINDS["REVIEW_TO_OPEN"], query, _item.plan_id, title=title, part=part)


def failed_pushes(asking: Asking) -> Select[Any] | None:
    """第九条：what did not arrive at the city's system and is sent no more unless the authority asks."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    query = own(_push, asking).join(_schedule, _schedule.id == _push.schedule_id)
    query = query.where(_push.status == PushStatus.DEAD)
    return lines(
        KINDS["PUSH_FAILED"],
        query,
        _push.id,
        title=_schedule.project_name,
        project=_push.project_id,
        detail=_push.last_error,
    )


def statistics(asking: Asking) -> list[Select[Any]]:
    """第十二条：started projects that are not entered, and entered ones that do not report; an exception keeps quiet.

    For the project's own units, who answer for it; for the authority, which watches over all, what is late.
    """
    actor = asking.actor
    if not actor.acts_as(*RECORDING.on(asking.today)):
        return []
    return [_statistics(asking, kind) for kind in StatisticsKind]


def _statistics(asking: Asking, kind: StatisticsKind) -> Select[Any]:
    actor = asking.actor
    stone = milestones(ListRole.START, asking.today).where(condition(tables.Node, actor)).subquery()
    months = case(*((stone.c.completed_on >= e.since, e.value[kind]) for e in reversed(DUE_MONTHS.entries)), else_=0)
    month = func.date_trunc("month", stone.c.completed_on) + func.make_interval(0, months + 1)
    due = cast(month - func.make_interval(0, 0, 0, 1), Date)
    settled = select(true()).where(
        _entry.schedule_id == _schedule.id,
        _entry.kind == kind,
        _entry.on_day.is_not(None) | _entry.exception_reason.is_not(None),
    )
    query = own(_schedule, asking).join(stone, stone.c.schedule_id == _schedule.id)
    query = query.where(
        _schedule.ended_on.is_(None),
        _schedule.kind != ItemKind.PRELIMINARY,
        stone.c.completed_on.is_not(None),
        settled.limit(1).scalar_subquery().is_(None),
    )
    if kind is StatisticsKind.REPORTING:
        entered = select(true()).where(
            _entry.schedule_id == _schedule.id, _entry.kind == StatisticsKind.ENTRY, _entry.on_day.is_not(None)
        )
        query = query.where(entered.limit(1).scalar_subquery().is_not(None))
    late = due < asking.today if actor.acts_as(Role.INVESTMENT_AUTHORITY) else None
    mine = stands_for(actor)
    query = query.where(mine if late is None else mine | late)
    return lines(
        KINDS["STATISTICS_TO_RECORD"],
        query,
        _schedule.project_id,
        title=_schedule.project_name + "·" + KIND_NAMES[kind],
        due_on=due,
        project=_schedule.project_id,
        part=kind.value,
    )


SOURCES = (rounds, bulletins, reviews, failed_pushes)
