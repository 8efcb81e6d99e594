"""第十九条（年度）：开竣工、年度建设内容、年度投资计划、前期项目转化: what of the year's plan counts in its assessment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.fact.model import (
    MILESTONES,
    PLANNED,
    Fact,
    FactKind,
    Invested,
    Milestone,
    PlanItem,
    newest,
    told_last,
)
from services.assessment.domain.period import Period
from services.assessment.domain.scheme.model import Outcome
from services.assessment.domain.score.in_plan import out_of_plan
from services.assessment.domain.score.item import Amounts, ByRecord, Item
from services.assessment.domain.score.limits import nodes

START, COMPLETION = "START", "COMPLETION"
NEW_START, PRELIMINARY = "NEW_START", "PRELIMINARY"


@dataclass(frozen=True, slots=True)
class _Listed:
    """A project of the year's plan with a unit that answers for it: town, industry authority or owner, each for the whole."""

    fact: Fact
    project_id: UUID
    item: PlanItem


def starts(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第十九条：年度开工. A new start of the plan starts within the year, or is late once the year is over.

    One that came to it within the year, by conversion of a preliminary project, was not planned to start: it counts if it does.
    """
    reached = _milestones(facts, START)
    items = []
    for listed in _plan(facts, period):
        if listed.item.kind != NEW_START:
            continue
        stone = reached.get((listed.project_id, listed.fact.unit_id))
        started_on = None if stone is None else _milestone(stone).done_on
        if stone is not None and started_on is not None and started_on <= min(period.last_day, today):
            items.append(Item(stone, Outcome.ON_TIME))
        elif today > period.last_day and not listed.item.converted:
            items.append(Item(listed.fact, Outcome.LATE))
    return items


def completions(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第十九条：年度竣工. What was completed in the year, or was to be, as its plan stood at the year's end.

    Completed within the year is in time, though later than planned: the day within the year is the node's matter.
    """
    planned, reached = _milestones(facts, COMPLETION, period.last_day), _milestones(facts, COMPLETION)
    items = []
    for listed in _plan(facts, period):
        key = (listed.project_id, listed.fact.unit_id)
        stone, plan = reached.get(key), planned.get(key)
        done_on = None if stone is None else _milestone(stone).done_on
        due_on = None if plan is None else _milestone(plan).due_on
        if stone is not None and done_on is not None and period.first_day <= done_on <= min(period.last_day, today):
            items.append(Item(stone, Outcome.ON_TIME))
        elif plan is not None and due_on is not None and period.first_day <= due_on <= period.last_day < today:
            before = done_on is not None and done_on < period.first_day
            items += [] if before else [Item(plan, Outcome.LATE)]
    return items


def annual_content(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第十九条：年度建设内容. The nodes of the year, by the same rule as those of a quarter."""
    return nodes(facts, period, today)


def annual_investment(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第十九条：年度投资计划. What was verified of each construction project in the year, against what the plan says of it.

    Where nothing was verified nothing was done. The owner's fact is its latest verified month, that of others the plan's.
    """
    verified: dict[UUID, Fact] = {}
    for found in facts[FactKind.PROGRESS_VERIFIED].values():
        fact = newest(found)
        known = verified.get(fact.project)
        in_year = period.first_day <= fact.happened_on <= min(period.last_day, today)
        if in_year and (known is None or _month_age(known) < _month_age(fact)):
            verified[fact.project] = fact
    items = []
    for listed in _plan(facts, period):
        if listed.item.kind == PRELIMINARY or listed.item.annual_investment <= 0:
            continue
        report = verified.get(listed.project_id)
        done = Decimal(0) if report is None else _invested(report).done_so_far
        fact = report if report is not None and report.unit_id == listed.fact.unit_id else listed.fact
        items.append(Item(fact, amounts=Amounts(done, listed.item.annual_investment)))
    return items


def conversions(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第十九条：前期项目转化. A preliminary project of the plan became a construction project within the year, or did not."""
    items = []
    for listed in _plan(facts, period):
        if listed.item.converted:
            items.append(Item(listed.fact, Outcome.ON_TIME))
        elif listed.item.kind == PRELIMINARY and today > period.last_day:
            items.append(Item(listed.fact, Outcome.LATE))
    return items


def _plan(facts: ByRecord, period: Period) -> Iterator[_Listed]:
    """第十一条：the projects of the year's plan as it stood at the year's end: what it gave up counts for nobody."""
    out = out_of_plan(facts)
    told = [
        fact
        for kind in sorted(PLANNED)
        for found in facts[kind].values()
        for fact in found
        if _item(fact).year == period.year and fact.recorded_on <= period.last_day
    ]
    newest_version: dict[UUID, int] = {}
    for fact in told:
        newest_version[fact.project] = max(newest_version.get(fact.project, 0), _item(fact).version)
    removed = {
        fact.project
        for fact in told
        if fact.kind is FactKind.PLAN_ITEM_REMOVED and _item(fact).version == newest_version[fact.project]
    }
    converted = {fact.project for fact in told if fact.kind is FactKind.PRELIMINARY_CONVERTED}
    current: dict[tuple[UUID, UUID], Fact] = {}
    for fact in sorted(told, key=_age):
        project = fact.project
        gone = project in removed or out(project, period.last_day)
        if not gone and _item(fact).version == newest_version[project]:
            current[project, fact.unit_id] = fact
    for (project, _), fact in current.items():
        yield _Listed(fact, project, _item(fact)._replace(converted=project in converted))


def _milestones(facts: ByRecord, code: str, day: date = date.max) -> dict[tuple[UUID, UUID], Fact]:
    """第七条：how the start or the completion of each project stood, by what was known at the end of a day."""
    known: dict[UUID, list[Fact]] = defaultdict(list)
    for kind in sorted(MILESTONES):
        for told in facts[kind].values():
            for fact in told:
                if _milestone(fact).code == code and fact.recorded_on <= day:
                    known[fact.project].append(fact)
    return {(project, fact.unit_id): fact for project, told in known.items() for fact in told_last(told)}


def _item(fact: Fact) -> PlanItem:
    assert isinstance(fact.what, PlanItem)
    return fact.what


def _milestone(fact: Fact) -> Milestone:
    assert isinstance(fact.what, Milestone)
    return fact.what


def _invested(fact: Fact) -> Invested:
    assert isinstance(fact.what, Invested)
    return fact.what


def _age(fact: Fact) -> tuple[datetime, UUID]:
    return fact.age


def _month_age(fact: Fact) -> tuple[date, tuple[datetime, UUID]]:
    return (_invested(fact).month, fact.age)
