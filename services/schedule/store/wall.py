"""The war map as SQL (第八条): every figure is worked out for the day by one statement; nothing is kept that can go stale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from services.chassis.calendar import calendar
from services.chassis.identity import Actor
from services.chassis.reads.asking import through
from services.chassis.visibility import condition
from services.schedule.domain.node.factor import GRANTED
from services.schedule.domain.node.state import NodeState, day_line
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.wall.rulebook import PERCENT_PLACES, WORST_FIRST
from services.schedule.store import tables
from services.schedule.store.base import stored

STATE = stored(NodeState)
_ZERO: Any = literal_column("0", Integer())
_ONE: Any = literal_column("1", Integer())
_HUNDRED: Any = literal_column("100", Integer())


def _text(words: str) -> Any:
    return literal_column(f"'{words}'", Text())


def state_of(node: Any, today: Any, caller: Actor) -> ColumnElement[Any]:
    """Write the state of a node on the day: `domain.node.state.state`, branch by branch; a test compares the two."""
    soon_until = through(today, lambda day: day_line(day, calendar()).soon_until, Date())
    judged: list[tuple[Any, NodeState]] = [
        (node.completed_on <= node.due_on, NodeState.DONE),
        (node.completed_on.is_not(None), NodeState.DONE_LATE),
        (node.ended_on.is_not(None), NodeState.ENDED),
        (node.due_on < today, NodeState.LATE),
        (_waits(node, caller), NodeState.WAITING),
        (node.due_on == today, NodeState.DUE_TODAY),
        (node.due_on <= soon_until, NodeState.DUE_SOON),
        (node.start_on > today, NodeState.NOT_STARTED),
    ]
    return case(*((when, _text(then.value)) for when, then in judged), else_=_text(NodeState.ON_TIME.value))


def _waits(node: Any, caller: Actor) -> ColumnElement[bool]:
    """It needs a factor, and no request of that kind that is seen was granted in full."""
    request = aliased(tables.FactorRequest)
    granted = select(true()).where(
        request.node_id == node.id,
        request.kind == node.waits_for,
        request.outcome == GRANTED,
        condition(tables.FactorRequest, caller, request),
    )
    waits: ColumnElement[bool] = node.waits_for.is_not(None) & granted.limit(_ONE).scalar_subquery().is_(None)
    return waits


def _open(state: Any) -> Any:
    shut = (NodeState.DONE, NodeState.DONE_LATE, NodeState.ENDED)
    return and_(*(state != _text(s.value) for s in shut))


def worst(state: Any, today: Any) -> Any:
    """Return the most urgent of a group's states (texts), by the rulebook's order of the day."""
    order = through(today, lambda day: [s.value for s in WORST_FIRST.on(day)], ARRAY(Text()))
    at = func.min(func.array_position(order, state, type_=Integer()))
    whole = func.coalesce(order, type_=ARRAY(Text()))  # a function, for a cast bind cannot be indexed as it is written
    return type_coerce(whole[at], STATE)


def lights(nodes: Any, today: Any) -> list[Any]:
    """Count rows of nodes with their states, and name the worst of them; null where there is none."""
    counted = [func.count().filter(nodes.state == _text(state.value)).label(state.value.lower()) for state in NodeState]
    return [func.count(nodes.id).label("nodes"), *counted, worst(nodes.state, today).label("worst")]


def _node_rows(of: Any, today: Any, caller: Actor) -> Any:
    """The nodes of plans in force with their states, each worked out once: OFFSET keeps the planner from doing it anew."""
    node = aliased(tables.Node)
    rows = select(
        node.id,
        node.name,
        node.due_on,
        node.position,
        node.responsible_unit_id,
        node.schedule_id,
        state_of(node, today, caller).label("state"),
    ).where(of(node), node.current, condition(tables.Node, caller, node))
    return rows.offset(_ZERO)


@dataclass(frozen=True, slots=True)
class Day:
    """For which day and year the map is drawn, and for whom."""

    today: Any
    year: Any
    caller: Actor


@dataclass(frozen=True, slots=True)
class Drawn:
    """One project of the map: its rows in FROM, and the columns that lists show and boards add up."""

    schedule: Any
    project: Any
    link: Any
    query: Any  # FROM and WHERE without columns
    nodes: Any
    planned: Any
    money: Any
    trouble: Any


def drawn(day: Day) -> Drawn:
    """Start from the projects of the year's plan and those outside it that the caller sees; one row a project."""
    schedule, item, project = aliased(tables.Schedule), aliased(tables.PlanItem), aliased(tables.Project)
    link = aliased(tables.LeaderLink)
    caller = day.caller
    nodes = _lights_of(schedule, day)
    money = _money_of(schedule, day)
    trouble = _trouble_of(schedule, day)
    froms = (
        select(true())
        .select_from(schedule)
        .outerjoin(item, and_(*_its(item, tables.PlanItem, schedule, day), item.current, item.year == day.year))
        .outerjoin(project, and_(project.id == schedule.project_id, condition(tables.Project, caller, project)))
        .outerjoin(link, and_(*_linked(link, schedule, day)))
        .join(nodes, true())
        .join(money, true())
        .join(trouble, true())
        .where(or_(item.id.is_not(None), _outside(schedule, day)), condition(tables.Schedule, caller, schedule))
    )
    return Drawn(schedule, project, link, froms, nodes.c, item.annual_investment, money.c, trouble.c)


def _outside(schedule: Any, day: Day) -> Any:
    """Outside the plan and on the map since that year or before."""
    return and_(
        schedule.kind == literal_column(f"'{ItemKind.OUTSIDE_PLAN.value}'", schedule.kind.type),
        schedule.ended_on.is_(None),
        schedule.year <= day.year,
    )


def _its(part: Any, model: Any, schedule: Any, day: Day) -> list[Any]:
    return [part.schedule_id == schedule.id, condition(model, day.caller, part)]


def _linked(link: Any, schedule: Any, day: Day) -> list[Any]:
    return [
        link.project_id == schedule.project_id,
        link.year == day.year,
        link.current,
        link.leader_subject.is_not(None),
        condition(tables.LeaderLink, day.caller, link),
    ]


def _lights_of(schedule: Any, day: Day) -> Any:
    rows = _node_rows(lambda node: node.schedule_id == schedule.id, day.today, day.caller).correlate(schedule)
    own = rows.subquery()
    by_day = [own.c.due_on, own.c.position, own.c.id]

    def soonest(column: Any) -> Any:
        listed = func.array_agg(aggregate_order_by(column, *by_day), type_=ARRAY(column.type))
        return listed.filter(_open(own.c.state))[_ONE]

    return (
        select(
            *lights(own.c, day.today),
            func.min(own.c.due_on).filter(_open(own.c.state)).label("next_due_on"),
            soonest(own.c.id).label("next_node_id"),
            soonest(own.c.name).label("next_node_name"),
        )
        .select_from(own)
        .lateral()
    )


def _money_of(schedule: Any, day: Day) -> Any:
    """Planned up to this month by the task in force, and verified; what is only reported is no word of this."""
    task, report = aliased(tables.AnnualTask), aliased(tables.ProgressReport)
    month = through(day.today, lambda today: today.month, Integer())
    this_year = through(day.today, lambda today: today.year, Integer())
    upto = case((day.year < this_year, literal_column("12", Integer())), (day.year > this_year, _ZERO), else_=month)
    amount = func.unnest(task.months[_ONE:upto]).column_valued(None, joins_implicitly=True)
    amount.type = report.verified_investment.type
    planned_so_far = (
        select(select(func.coalesce(func.sum(amount), _ZERO)).scalar_subquery())
        .where(*_its(task, tables.AnnualTask, schedule, day), task.year == day.year)
        .order_by(task.version.desc())
        .limit(_ONE)
        .correlate(schedule)
        .scalar_subquery()
    )
    verified = func.coalesce(func.sum(report.verified_investment), _ZERO)
    return (
        select(
            type_coerce(planned_so_far, amount.type).label("planned_to_date"),
            type_coerce(verified, amount.type).label("verified"),
        )
        .select_from(report)
        .where(*_its(report, tables.ProgressReport, schedule, day), report.year == day.year)
        .correlate(schedule)
        .lateral()
    )


def percent(part: Any, whole: Any, today: Any) -> Any:
    """Return a part in per cent of the whole, half up (PostgreSQL rounds numerics so); null of nothing."""
    places = through(today, PERCENT_PLACES.on, Integer())
    return func.round(part * _HUNDRED / func.nullif(whole, _ZERO), places, type_=part.type)


def _trouble_of(schedule: Any, day: Day) -> Any:
    issue = aliased(tables.Issue)
    issues = (
        select(func.count())
        .select_from(issue)
        .where(
            issue.project_id == schedule.project_id,
            issue.ended_on.is_(None),
            condition(tables.Issue, day.caller, issue),
        )
        .correlate(schedule)
        .scalar_subquery()
    )
    return select(issues.label("open_issues")).lateral()


def units(day: Day, of: Drawn) -> Any:
    """The nodes of the drawn projects, for boards by responsible unit."""
    rows = _node_rows(lambda node: node.schedule_id == of.schedule.id, day.today, day.caller)
    return rows.correlate(of.schedule).lateral()


def named(unit: Any, day: Day) -> Any:
    """The name of a unit by our copy; null while it is not told."""
    row = aliased(tables.Organization)
    name = select(row.name).where(row.id == unit, condition(tables.Organization, day.caller, row))
    return name.scalar_subquery()


def only(query: Select[Any], columns: list[Any]) -> Select[Any]:
    """Select these columns of what was drawn."""
    return query.with_only_columns(*columns, maintain_column_froms=True)
