"""From facts to items: what of each unit counts in a quarter, and how it came out (A19)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from services.assessment.domain.fact.model import Done, Fact, FactKind, Invested, Planned, newest
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import Measure, Outcome


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that counts: the fact that proves it, and the outcome where it is a matter of time."""

    fact: Fact
    outcome: Outcome | None = None


Items = Mapping[UUID, Mapping[Measure, tuple[Item, ...]]]


def items_of(facts: Iterable[Fact], quarter: Quarter, today: date) -> Items:
    """Gather the items of a quarter by responsible unit and measure, in an order that the facts alone decide."""
    by_record: dict[FactKind, dict[UUID, list[Fact]]] = {kind: defaultdict(list) for kind in FactKind}
    for fact in facts:
        by_record[fact.kind][fact.source.record_id].append(fact)
    gathered: dict[UUID, dict[Measure, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for measure, items in (
        (Measure.NODE_TASKS, _nodes(by_record, quarter, today)),
        (Measure.PHYSICAL_PROGRESS, _progress(by_record[FactKind.PROGRESS_VERIFIED], quarter)),
        (Measure.FACTOR_GUARANTEE, _requests(by_record[FactKind.REQUEST_DECIDED], quarter)),
    ):
        for item in items:
            gathered[item.fact.unit_id][measure].append(item)
    return {
        unit: {measure: tuple(sorted(items, key=lambda i: i.fact.id)) for measure, items in of_unit.items()}
        for unit, of_unit in gathered.items()
    }


def _nodes(facts: Mapping[FactKind, Mapping[UUID, list[Fact]]], quarter: Quarter, today: date) -> list[Item]:
    """第十九条：节点任务. A node counts once: in the quarter of its completion or of its limit, whichever came first.

    So a node that was unfinished at the end of its quarter counts there as late, and not again when it is completed.
    """
    completed = {node: newest(found) for node, found in facts[FactKind.NODE_COMPLETED].items()}
    # until a day is over its limits can still be kept
    limit_passed = min(quarter.last_day, today - timedelta(days=1))
    overdue = {
        node: plan
        for node, plan in _in_force(facts[FactKind.NODE_PLANNED], quarter.last_day).items()
        if quarter.first_day <= _due(plan) <= limit_passed and not _kept(plan, completed.get(node), quarter)
    }
    done = [f for node, f in completed.items() if node not in overdue and _counts_at(f) == quarter]
    return [Item(plan, Outcome.LATE) for plan in overdue.values()] + [Item(fact, _outcome(fact)) for fact in done]


def _kept(plan: Fact, completion: Fact | None, quarter: Quarter) -> bool:
    """Whether a planned node was finished by the end of the quarter, or later and yet by this plan's limit.

    The latter is a limit before a weekend at the quarter's end: no working day passed.
    """
    if completion is None:
        return False
    in_time = _due(completion) == _due(plan) and _outcome(completion) is Outcome.ON_TIME
    return completion.happened_on <= quarter.last_day or in_time


def _due(fact: Fact) -> date:
    assert isinstance(fact.what, (Planned, Done))
    return fact.what.due_on


def _counts_at(fact: Fact) -> Quarter:
    return Quarter.of(min(fact.happened_on, _due(fact)))


def _outcome(fact: Fact) -> Outcome:
    assert isinstance(fact.what, Done)
    return Outcome.LATE if fact.what.late else Outcome.ON_TIME


def _in_force(planned: Mapping[UUID, list[Fact]], day: date) -> Mapping[UUID, Fact]:
    """第八条：the plans in force at the end of a day. A project's newest plan replaces its earlier ones as a whole.

    Planning again after the quarter does not undo what was overdue in it.
    """
    known = [fact for found in planned.values() for fact in found if fact.recorded_on <= day]
    newest_version: dict[UUID, int] = {}
    for fact in known:
        newest_version[fact.project_id] = max(newest_version.get(fact.project_id, 0), _version(fact))
    current: dict[UUID, list[Fact]] = defaultdict(list)
    for fact in known:
        if _version(fact) == newest_version[fact.project_id]:
            current[fact.source.record_id].append(fact)
    return {node: newest(found) for node, found in current.items()}


def _version(fact: Fact) -> int:
    assert isinstance(fact.what, Planned)
    return fact.what.plan_version


def _progress(reports: Mapping[UUID, list[Fact]], quarter: Quarter) -> list[Item]:
    """第十九条：形象进度. Of each project and unit the latest month's report in the quarter; it has the year's amounts so far."""
    latest: dict[tuple[UUID, UUID], Fact] = {}
    for found in reports.values():
        fact = newest(found)
        if Quarter.of(fact.happened_on) != quarter:
            continue
        key = (fact.unit_id, fact.project_id)
        if key not in latest or _month_age(latest[key]) < _month_age(fact):
            latest[key] = fact
    return [Item(fact) for fact in latest.values()]


def _month_age(fact: Fact) -> tuple[date, tuple[datetime, UUID]]:
    assert isinstance(fact.what, Invested)
    return (fact.what.month, fact.age)


def _requests(decided: Mapping[UUID, list[Fact]], quarter: Quarter) -> list[Item]:
    """第十九条：要素保障. A request counts in the quarter in which the bureau decided it."""
    newest_of = [newest(found) for found in decided.values()]
    return [Item(fact, _outcome(fact)) for fact in newest_of if Quarter.of(fact.happened_on) == quarter]
