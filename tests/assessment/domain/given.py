"""Facts, schemes and units for tests of the assessment's decisions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from services.assessment.domain.fact.model import (
    Done,
    Fact,
    FactKind,
    Invested,
    Pending,
    Planned,
    Reopened,
    Source,
    Stands,
    Tasked,
    What,
)
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import (
    Formula,
    GroupRule,
    IdleRule,
    Indicator,
    Measure,
    Outcome,
    Scheme,
    SmallGroupRule,
    TieRule,
)
from services.assessment.domain.score.compute import compute
from services.assessment.domain.score.model import Computation, GroupScores, Unit, UnitScore
from services.law.parties import UnitCategory

DIVISION = "430211"
Q4 = Quarter(2026, 4)
AFTER = date(2027, 1, 10)  # a day after the quarter
_ids = count(1)


def number(n: int) -> UUID:
    """A readable identity."""
    return UUID(int=n)


def fresh() -> UUID:
    return UUID(int=1_000_000 + next(_ids))


def _fact(kind: FactKind, unit: UUID, happened: date, what: What, **its: Any) -> Fact:
    recorded = its.get("recorded", happened)
    service = "support" if kind.name.startswith("REQUEST") else "schedule"
    return Fact(
        kind=kind,
        division=DIVISION,
        unit_id=unit,
        project_id=its.get("project") or number(77),
        source=Source(service, its.get("record") or fresh(), its.get("event") or fresh()),
        happened_on=happened,
        recorded_at=datetime.combine(recorded, time(4), UTC),
        recorded_on=recorded,
        what=what,
    )


def completed(unit: UUID, on: date, *, due: date | None = None, days_late: int = 0, **its: Any) -> Fact:
    """A node was completed."""
    return _fact(FactKind.NODE_COMPLETED, unit, on, Done(due or on, days_late), **its)


def reopened(unit: UUID, on: date, *, due: date | None = None, **its: Any) -> Fact:
    """The completion of a node was taken back."""
    return _fact(FactKind.NODE_RETURNED, unit, on, Reopened(due or on), **its)


def planned(unit: UUID, due: date, *, version: int = 1, recorded: date = date(2026, 1, 5), **its: Any) -> Fact:
    """A node was given to a unit."""
    return _fact(FactKind.NODE_PLANNED, unit, recorded, Planned(version, due), recorded=recorded, **its)


def verified(unit: UUID, month: date, done: str, plan: str, **its: Any) -> Fact:
    """A month's progress was verified; the amounts are the year's so far."""
    last = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    amounts = Invested(month, Decimal(done), Decimal(plan), Decimal(done), Decimal(plan))
    happened = date.fromordinal(last.toordinal() - 1)
    return _fact(FactKind.PROGRESS_VERIFIED, unit, happened, amounts, **its)


def tasked(unit: UUID, months: str, *, year: int = 2026, version: int = 1, **its: Any) -> Fact:
    """A project was given its annual task; amounts of twelve months, or one amount for each of them."""
    amounts = [Decimal(m) for m in months.split()]
    what = Tasked(version, year, tuple(amounts * 12 if len(amounts) == 1 else amounts))
    project = its.pop("project", number(77))
    recorded = its.pop("recorded", date(year, 1, 5))
    return _fact(FactKind.TASK_SET, unit, recorded, what, recorded=recorded, project=project, record=project, **its)


def stands(
    verb: str, on: date, version: int = 1, *, unit: UUID | None = None, project: UUID | None = None, **its: Any
) -> Fact:
    """The plan gave a project up (`ENDED`) or has it again (`RESUMED`)."""
    of = project or number(77)
    kind = FactKind[f"SCHEDULE_{verb}"]
    return _fact(kind, unit or number(1), on, Stands(version), project=of, record=of, **its)


def decided(unit: UUID, on: date, *, due: date | None = None, days_late: int = 0, **its: Any) -> Fact:
    """A bureau decided a request."""
    return _fact(FactKind.REQUEST_DECIDED, unit, on, Done(due or on, days_late), **its)


def pending(unit: UUID, step: str, on: date, due: date | None, version: int = 1, **its: Any) -> Fact:
    """A request was submitted, returned, resubmitted, withdrawn, or given a corrected limit."""
    return _fact(FactKind[f"REQUEST_{step}"], unit, on, Pending(version, due), **its)


def ratio(weight: str | int = 100, measure: Measure = Measure.NODE_TASKS, code: str = "NODES") -> Indicator:
    return Indicator(code, "节点任务按时完成率", measure, Formula.RATIO, weight=Decimal(weight))


def linear(weight: str | int = 100, cap: str = "1", code: str = "INVESTMENT") -> Indicator:
    return Indicator(
        code, "投资完成率", Measure.PHYSICAL_PROGRESS, Formula.CAPPED_LINEAR, weight=Decimal(weight), cap=Decimal(cap)
    )


def per_event(
    points: str, cap: str = "10", outcome: Outcome = Outcome.LATE, measure: Measure = Measure.FACTOR_GUARANTEE
) -> Indicator:
    return Indicator(
        "EXTRA", "要素保障加减分", measure, Formula.PER_EVENT, cap=Decimal(cap), outcome=outcome, points=Decimal(points)
    )


def scheme(*indicators: Indicator, groups: tuple[GroupRule, ...] | None = None, **its: Any) -> Scheme:
    """A scheme in which every group has the same indicators."""
    same = tuple(
        GroupRule(
            group,
            indicators or (ratio(),),
            its.get("small", SmallGroupRule.NO_CARDS),
            its.get("tie_breakers", ()),
        )
        for group in UnitCategory
    )
    return Scheme(
        year=its.get("year", 2026),
        version=its.get("version", 1),
        title=its.get("title", "2026年重点项目考核细则"),
        groups=same if groups is None else groups,
        places=its.get("places", 2),
        highest=Decimal(its.get("highest", 100)),
        ties=its.get("ties", TieRule.INCLUDE_TIED),
        idle=its.get("idle", IdleRule.SHARE_OUT),
        yellow_means=its.get("yellow_means", "黄牌为提醒：本季度排名靠后"),
        red_means=its.get("red_means", "红牌为警示：连续两个季度排名靠后，不是表扬"),
    )


def town(n: int) -> Unit:
    return Unit(number(n), UnitCategory.TOWN)


def computed(
    rules: Scheme, units: list[Unit], facts: list[Fact], *, quarter: Quarter = Q4, today: date = AFTER
) -> Computation:
    return compute(DIVISION, quarter, rules, units, facts, today)


def towns(computation: Computation) -> GroupScores:
    return next(g for g in computation.groups if g.group is UnitCategory.TOWN)


def score_of(computation: Computation, unit: UUID) -> UnitScore:
    return next(u for g in computation.groups for u in g.units if u.unit_id == unit)
