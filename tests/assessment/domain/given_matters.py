"""Facts of issues, services, statistics and plans for tests of the assessment's decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.assessment.domain.fact.model import (
    Conduct,
    Exempt,
    Fact,
    FactKind,
    Limited,
    Milestone,
    PlanItem,
    Revoked,
    Settled,
    Shared,
    Source,
    What,
)
from services.assessment.domain.score.item import ByRecord, Item
from tests.assessment.domain.given import DIVISION, fresh, number

PROJECT, RECORD, UNIT = number(77), number(500), number(1)
DAY = date(2026, 10, 9)


def fact(kind: FactKind, what: What, *, recorded: date = DAY, **its: Any) -> Fact:
    """A fact of any kind; recorded on the day on which it happened unless said otherwise."""
    return Fact(
        kind=kind,
        division=DIVISION,
        unit_id=its.get("unit", UNIT),
        project_id=its.get("project", PROJECT),
        source=Source("schedule", its.get("record", RECORD), its.get("event") or fresh()),
        happened_on=its.get("on", recorded),
        recorded_at=datetime.combine(recorded, time(its.get("hour", 4)), UTC),
        recorded_on=recorded,
        what=what,
        part=its.get("part"),
    )


def limited(kind: str, due: date | None, version: int = 1, **its: Any) -> Fact:
    """Something is due until a day, or no more."""
    return fact(FactKind[kind], Limited(version, due, its.pop("code", None)), **its)


def settled(kind: str, due: date | None, done: date, version: int = 2, *, late: int = 0, **its: Any) -> Fact:
    """Something was done."""
    its = {"recorded": done} | its
    return fact(FactKind[kind], Settled(version, due, done, late, its.pop("code", None)), **its)


def item(kind: str = "NEW_START", version: int = 1, *, amount: str = "100", year: int = 2026, **its: Any) -> Fact:
    """The plan has a project, in one of its versions."""
    of = FactKind[its.pop("of", "PLAN_ITEM_SET")]
    what = PlanItem(version, year, kind, Decimal(amount), of is FactKind.PRELIMINARY_CONVERTED)
    its = {"recorded": date(year, 1, 5), "record": its.get("project", PROJECT)} | its
    return fact(of, what, **its)


def milestone(code: str, due: date | None, done: date | None = None, **its: Any) -> Fact:
    """How the start or completion of a project stands."""
    reached = FactKind.PROJECT_STARTED if code == "START" else FactKind.PROJECT_COMPLETED
    its = {"recorded": done or date(2026, 1, 6), "record": its.get("project", PROJECT)} | its
    return fact(FactKind.MILESTONE_SET if done is None else reached, Milestone(code, due, done), **its)


def shared(shares: dict[UUID, str], record: UUID = RECORD, **its: Any) -> Fact:
    """It was decided who answers for a record."""
    what = Shared(tuple((unit, Decimal(share)) for unit, share in shares.items()), "联合实施", "分管领导", "会议纪要")
    return fact(FactKind.RESPONSIBILITY_SHARED, what, record=record, **its)


def exempted(record: UUID = RECORD, *, since: date = DAY, until: date | None = None, **its: Any) -> Fact:
    """It was decided that a record does not count."""
    what = Exempt("暴雨洪涝", "分管领导", "应急通报", until)
    return fact(FactKind.EXEMPTED, what, record=record, on=since, **its)


def revoked(of: Fact, **its: Any) -> Fact:
    """A decision or record was revoked."""
    kind = FactKind.EXEMPTION_REVOKED if of.kind is FactKind.EXEMPTED else FactKind.RECORD_REVOKED
    return fact(kind, Revoked(of.id, "核实后不属实"), record=of.source.record_id, **its)


def conduct(kind: str, code: str, on: date, **its: Any) -> Fact:
    """A commendation or an incident."""
    return fact(FactKind[kind], Conduct(code, "GENERAL"), on=on, record=fresh(), **its)


def by_record(facts: Iterable[Fact]) -> ByRecord:
    """Order facts as the matters take them."""
    found: dict[FactKind, dict[UUID, list[Fact]]] = {kind: defaultdict(list) for kind in FactKind}
    for each in facts:
        found[each.kind][each.source.record_id].append(each)
    return found


def outcomes(items: Iterable[Item]) -> list[str]:
    """How items came out."""
    return sorted(str(i.outcome) for i in items)


def of_unit(told: Fact, unit: UUID) -> Fact:
    """Another unit's part in the same event."""
    return told._replace(unit_id=unit, part=fresh())
