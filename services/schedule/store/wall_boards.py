"""Boards of the war map as SQL (第八条): the drawn projects, added up by what they have in common."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import Integer, Select, Text, and_, cast, func, literal_column, null, select, true, type_coerce
from sqlalchemy.orm import aliased

from services.chassis.visibility import condition
from services.schedule.domain.node.state import NodeState
from services.schedule.domain.opening import ItemKind
from services.schedule.store import tables
from services.schedule.store.wall import Day, Drawn, lights, named, only, percent, units, worst

_ZERO: Any = literal_column("0", Integer())


class Grouping(StrEnum):
    """What a board is grouped by."""

    DIVISION = "DIVISION"
    TOWN = "TOWN"
    CATEGORY = "CATEGORY"
    LEVEL = "LEVEL"
    KIND = "KIND"
    LEADER = "LEADER"
    SERVICE_UNIT = "SERVICE_UNIT"
    INDUSTRY_AUTHORITY = "INDUSTRY_AUTHORITY"
    RESPONSIBLE_UNIT = "RESPONSIBLE_UNIT"


def board(of: Drawn, query: Select[Any], by: Grouping, day: Day) -> Select[Any]:
    """Return a row for each group, by its name; what states no group is the last one."""
    if by is Grouping.RESPONSIBLE_UNIT:
        return _of_units(of, query, day)
    schedule, project, link = of.schedule, of.project, of.link
    key, name = {
        Grouping.DIVISION: (schedule.division, null()),
        Grouping.TOWN: (schedule.town_id, named(schedule.town_id, day)),
        Grouping.CATEGORY: (project.category, null()),
        Grouping.LEVEL: (project.level, null()),
        Grouping.KIND: (schedule.kind, null()),
        Grouping.LEADER: (link.leader_subject, func.min(link.leader_name)),
        Grouping.SERVICE_UNIT: (link.serving_unit_id, named(link.serving_unit_id, day)),
        Grouping.INDUSTRY_AUTHORITY: (schedule.industry_authority_id, named(schedule.industry_authority_id, day)),
    }[by]
    # a preliminary project's investment is planned as well, but has neither task nor progress: no share is done of it
    built = schedule.kind.in_([kind for kind in ItemKind if kind.construction])
    planned, verified = func.sum(of.planned).filter(built), func.sum(of.money.verified)
    columns = [
        key.label("grouped"),
        cast(key, Text).label("key"),
        type_coerce(name, Text()).label("name"),
        func.count().label("projects"),
        func.count().filter(schedule.kind == ItemKind.OUTSIDE_PLAN).label("outside_plan"),
        func.count().filter(of.nodes.late > _ZERO).label("late_projects"),
        func.sum(of.nodes.nodes).label("nodes"),
        *(func.sum(of.nodes[s.value.lower()]).label(s.value.lower()) for s in NodeState),
        worst(type_coerce(of.nodes.worst, Text()), day.today).label("worst"),
        planned.label("planned_investment"),
        verified.label("verified_investment"),
        percent(verified, planned, day.today).label("percent"),
        func.sum(of.trouble.open_issues, type_=Integer()).label("open_issues"),
    ]
    return only(query, columns).group_by(key).order_by(literal_column("3"), key)


def _of_units(of: Drawn, query: Select[Any], day: Day) -> Select[Any]:
    """By the units that answer for nodes: a project is counted with each of them, its investment with none."""
    nodes, unit, issue = units(day, of), aliased(tables.Organization), aliased(tables.Issue)
    money = of.planned.type
    theirs = (
        select(func.count())
        .select_from(issue)
        .where(
            issue.responsible_unit_id == unit.id,
            issue.ended_on.is_(None),
            condition(tables.Issue, day.caller, issue),
        )
        .scalar_subquery()
    )
    outside, late = of.schedule.kind == ItemKind.OUTSIDE_PLAN, nodes.c.state == literal_column("'LATE'", Text())
    columns = [
        unit.id.label("grouped"),
        cast(unit.id, Text).label("key"),
        unit.name.label("name"),
        func.count(of.schedule.id.distinct()).label("projects"),
        func.count(of.schedule.id.distinct()).filter(outside).label("outside_plan"),
        func.count(of.schedule.id.distinct()).filter(late).label("late_projects"),
        *lights(nodes.c, day.today),
        cast(null(), money).label("planned_investment"),
        cast(null(), money).label("verified_investment"),
        cast(null(), money).label("percent"),
        theirs.label("open_issues"),
    ]
    told = and_(unit.id == nodes.c.responsible_unit_id, condition(tables.Organization, day.caller, unit))
    joined = query.join(nodes, true()).outerjoin(unit, told)
    return only(joined, columns).group_by(unit.id, unit.name).order_by(unit.name, unit.id)
