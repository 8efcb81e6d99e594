"""第八条（倒排计划）：a project's node plan, drawn up backwards from its target date; the first version is its baseline."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.law.text import clean_text
from services.law.workdays import WorkCalendar
from services.schedule.domain.decision import Decided, Party, kept
from services.schedule.domain.events import NodePlanned
from services.schedule.domain.network.graph import connect
from services.schedule.domain.network.timetable import LONGEST_CHAIN_DAYS, Timed, Timetable, timetable
from services.schedule.domain.node.record import Node, NodeSpec
from services.schedule.domain.node.spec import NodeDraft, read_nodes, within_limits
from services.schedule.domain.opening import Schedule, ended_faults
from services.schedule.domain.rulebook import DRAFTING_ROLES

A8 = Article(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleBackwards:
    """The command: the whole network, from which all days are computed; a reason when a plan stands already."""

    project_id: UUID
    target_on: date
    nodes: tuple[NodeDraft, ...]
    reason: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePlan:
    """One version of the node plan, with its nodes in order. Version 1 is the baseline."""

    version: int
    target_on: date
    planned_on: date
    reason: str | None
    slack: int
    critical_path: tuple[str, ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What planning has to know: all nodes that any version of the plan had, and the units that act."""

    nodes: tuple[Node, ...]
    units: Collection[UUID]


def plan_backwards(
    schedule: Schedule,
    facts: Facts,
    party: Party,
    command: ScheduleBackwards,
    *,
    new_id: Callable[[], UUID],
    today: date,
    calendar: WorkCalendar,
) -> Decided[NodePlan] | Refusal:
    """第八条：逐月倒排工作计划和节点任务. Compute the latest days of all open nodes; completed nodes stay as they are."""
    faults = [*ended_faults(schedule.ended, "编制倒排计划", "projectId"), *_standing_faults(schedule, party, today)]
    reason = kept(clean_text(command.reason or "", "变更理由", "reason", 1000), faults, "", A8)
    if schedule.plan_version and not reason:
        message = f"倒排计划已有第{schedule.plan_version}版，变更须说明理由"
        faults.append(Breach("REASON_MISSING", message, A8, "reason"))
    if abs((command.target_on - today).days) > LONGEST_CHAIN_DAYS:
        faults.append(Breach("TARGET_TOO_FAR", f"目标日期须在今日起{LONGEST_CHAIN_DAYS}天以内", A8, "targetOn"))
    done_by = {n.spec.code: n.spec.responsible_unit_id for n in facts.nodes if n.completed_on}
    specs = read_nodes(command.nodes, facts.units, today, faults, done_by)
    known = {n.spec.code: n for n in facts.nodes}
    faults += _completed_faults(specs, facts.nodes)
    table = _computed(specs, known, command.target_on, today, calendar)
    if isinstance(table, Refusal):
        faults += table.breaches
    if faults or not isinstance(table, Timetable):
        return Refusal(tuple(faults))
    version = schedule.plan_version + 1
    plan = NodePlan(
        version=version,
        target_on=command.target_on,
        planned_on=today,
        reason=reason or None,
        slack=table.slack,
        critical_path=table.critical_path,
        nodes=_nodes(schedule, version, specs, known, {row.code: row for row in table.rows}, new_id),
    )
    return Decided(plan, tuple(told(node) for node in plan.nodes))


def _standing_faults(schedule: Schedule, party: Party, today: date) -> list[Breach]:
    """第七条（二）：owners, towns, industry authorities and platforms draw up the first plan of their own project.
    第八条：a plan that stands is the investment authority's to change, or a late node could plan itself on time.
    """
    if party.acts_as(Role.INVESTMENT_AUTHORITY):
        return []
    if schedule.plan_version:
        return [Breach("PLAN_STANDS", "倒排计划已下达，仅区投资主管部门可以调整", A8, "projectId")]
    if not party.acts_as(*DRAFTING_ROLES.on(today)) or not schedule.stands_for(party.unit):
        message = "仅区投资主管部门，或本项目的业主、属地镇（街道）、行业主管部门可以拟定倒排计划"
        return [Breach("NOT_PARTY_TO_PROJECT", message, Article(7, 2), "projectId")]
    return []


def _completed_faults(specs: Sequence[NodeSpec], nodes: Sequence[Node]) -> list[Breach]:
    """过程可溯: what is completed stays in the plan as it was; only its dependencies may be said anew."""
    given = {s.code: (i, s) for i, s in enumerate(specs)}
    faults = []
    for node in nodes:
        if node.completed_on is None:
            continue
        code = node.spec.code
        if code not in given:
            faults.append(Breach("DONE_NODE_LEFT_OUT", f"节点“{code}”已办结，须保留在计划中", A8, "nodes"))
        elif replace(given[code][1], links=node.spec.links) != node.spec:
            faults.append(
                Breach("DONE_NODE_CHANGED", f"节点“{code}”已办结，其内容不能变更", A8, f"nodes.{given[code][0]}")
            )
    return faults


def _computed(
    specs: Sequence[NodeSpec], known: Mapping[str, Node], target: date, today: date, calendar: WorkCalendar
) -> Timetable | Refusal | None:
    """Compute the days where the durations allow it; else at least find the faults of the network."""
    done = {code: node.completed_on for code, node in known.items() if node.completed_on is not None}
    activities = [s.activity(done=s.code in done, done_on=done.get(s.code)) for s in specs]
    computable = activities and abs((target - today).days) <= LONGEST_CHAIN_DAYS
    if computable and all(within_limits(s, today) for s in specs):
        return timetable(activities, target, today, calendar)
    found = connect(activities)
    return found if isinstance(found, Refusal) else None


def _nodes(
    schedule: Schedule,
    version: int,
    specs: Sequence[NodeSpec],
    known: Mapping[str, Node],
    rows: Mapping[str, Timed],
    new_id: Callable[[], UUID],
) -> tuple[Node, ...]:
    """Give each node its days. A node keeps its identity over all versions of the plan by its code."""
    nodes = []
    for position, spec in enumerate(specs):
        old, row = known.get(spec.code), rows.get(spec.code)
        if row is None:
            assert old is not None, "only completed nodes have no computed days"
            placed = replace(old, spec=spec, plan_version=version, position=position, version=old.version + 1)
            nodes.append(replace(placed, critical=False, total_float=0, free_float=0))
            continue
        first = version == 1
        node = Node(
            id=old.id if old else new_id(),
            project_id=schedule.project_id,
            division=schedule.division,
            spec=spec,
            plan_version=version,
            position=position,
            start_on=row.late.start,
            due_on=row.late.finish,
            early_start_on=row.early.start,
            early_due_on=row.early.finish,
            total_float=row.total_float,
            free_float=row.free_float,
            critical=row.critical,
            baseline_start_on=row.late.start if first else old.baseline_start_on if old else None,
            baseline_due_on=row.late.finish if first else old.baseline_due_on if old else None,
            version=old.version + 1 if old else 1,
        )
        nodes.append(node)
    return tuple(nodes)


def told(node: Node) -> NodePlanned:
    """Say where a node stands in the plan."""
    return NodePlanned(
        node_id=node.id,
        project_id=node.project_id,
        plan_version=node.plan_version,
        name=node.spec.name,
        responsible_unit_id=node.spec.responsible_unit_id,
        responsible_person=node.spec.responsible_person,
        start_on=node.start_on,
        due_on=node.due_on,
        waits_for_request=node.spec.waits_for is not None,
        division=node.division,
    )
