"""Things to do about plans, nodes and annual tasks (第八条、第十一条) and contact persons (第九条)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Text, cast, select, true

from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.schedule.domain.node.judging import NodeStep
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.rulebook import DRAFTING_ROLES
from services.schedule.domain.specialist.appointing import APPOINTING
from services.schedule.domain.todo.kinds import KINDS
from services.schedule.store import tables
from services.schedule.store.nodes import waits
from services.schedule.store.todo.standing import ACTING, appointed, of_schedules, stands_for

_CONSTRUCTION = tuple(kind for kind in ItemKind if kind.construction)
_node, _schedule, _task, _item = tables.Node, tables.Schedule, tables.AnnualTask, tables.PlanItem


def nodes_due(asking: Asking) -> Select[Any] | None:
    """第八条：nodes of the person's unit that are late or due soon, and can be completed."""
    query = _nodes_of_unit(asking)
    return None if query is None else _node_lines("NODE_DUE", query.where(~waits(_node)))


def nodes_waiting(asking: Asking) -> Select[Any] | None:
    """第八条、第十五条：nodes of the person's unit that are late or due soon, while their factor is not granted."""
    query = _nodes_of_unit(asking)
    return None if query is None else _node_lines("NODE_WAITING", query.where(waits(_node)))


def _nodes_of_unit(asking: Asking) -> Select[Any] | None:
    if asking.actor.unit is None or not asking.actor.acts_as(*ACTING):
        return None
    return of_schedules(_node, asking).where(
        _node.current,
        _node.completed_on.is_(None),
        _node.ended_on.is_(None),
        _node.responsible_unit_id == asking.actor.unit,
        _node.due_on <= asking.soon_until,
    )


def _node_lines(kind: str, query: Select[Any]) -> Select[Any]:
    return lines(
        KINDS[kind],
        query,
        _node.id,
        title=_schedule.project_name + "·" + _node.name,
        due_on=_node.due_on,
        project=_node.project_id,
        unit=_node.responsible_unit_id,
        detail=_node.responsible_person,
    )


def nodes_to_verify(asking: Asking) -> Select[Any] | None:
    """第九条：completed nodes for the authority, but for those that the person completed."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    judged = tables.NodeJudgement
    last = (
        select(judged.by_subject)
        .where(judged.node_id == _node.id, judged.step == NodeStep.COMPLETED)
        .order_by(judged.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = own(_node, asking).join(_schedule, _schedule.id == _node.schedule_id)
    query = query.where(_node.current, _node.completed_on.is_not(None), _node.verified_on.is_(None))
    return lines(
        KINDS["NODE_TO_VERIFY"],
        query.where(last.is_distinct_from(asking.actor.subject)),
        _node.id,
        title=_schedule.project_name + "·" + _node.name,
        project=_node.project_id,
        detail="办结日期" + cast(_node.completed_on, Text),
    )


def projects_to_plan(asking: Asking) -> Select[Any] | None:
    """第八条、第七条（二）：projects without a reverse schedule, for the authority and for the project's own units."""
    actor = asking.actor
    if not actor.acts_as(*DRAFTING_ROLES.on(asking.today)):
        return None
    query = own(_schedule, asking).where(_schedule.plan_version == 0, _schedule.ended_on.is_(None))
    if not actor.acts_as(Role.INVESTMENT_AUTHORITY):
        query = query.where(stands_for(actor))
    return _project_lines("PROJECT_TO_PLAN", query)


def tasks_to_split(asking: Asking) -> Select[Any] | None:
    """第十一条：annual tasks that followed an adjusted plan and are to be split anew."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    query = own(_schedule, asking).where(_schedule.split_due, _schedule.ended_on.is_(None))
    return _project_lines("PROJECT_TASK_TO_SPLIT", query)


def tasks_missing(asking: Asking) -> Select[Any] | None:
    """第八条：construction projects of this year's plan, or a later one's, without an annual task."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    task = select(true()).where(_task.schedule_id == _item.schedule_id, _task.year == _item.year)
    query = of_schedules(_item, asking).where(
        _item.current,
        _item.kind.in_(_CONSTRUCTION),
        _item.year >= asking.today.year,
        task.limit(1).scalar_subquery().is_(None),
    )
    year = cast(_item.year, Text)
    return _project_lines("PROJECT_TASK_MISSING", query, detail=year + "年度", part=year)


def specialists_missing(asking: Asking) -> Select[Any] | None:
    """第九条：construction projects that nobody is the contact person of today."""
    actor = asking.actor
    if not actor.acts_as(*APPOINTING):
        return None
    query = own(_schedule, asking).where(_schedule.kind.in_(_CONSTRUCTION), _schedule.ended_on.is_(None))
    if not actor.acts_as(Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE):
        query = query.where(stands_for(actor))
    return _project_lines("PROJECT_NO_SPECIALIST", query.where(~appointed(asking.today)))


def _project_lines(kind: str, query: Select[Any], detail: Any = None, part: Any = None) -> Select[Any]:
    return lines(
        KINDS[kind],
        query,
        _schedule.project_id,
        title=_schedule.project_name,
        project=_schedule.project_id,
        detail=detail,
        part=part,
    )


SOURCES = (
    nodes_due,
    nodes_waiting,
    nodes_to_verify,
    projects_to_plan,
    tasks_to_split,
    tasks_missing,
    specialists_missing,
)
