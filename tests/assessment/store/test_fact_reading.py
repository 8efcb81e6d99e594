"""What is read for a computation is what was told, of every kind, by whichever way it is read; and parts part no project."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from services.assessment.domain.fact.model import (
    MILESTONES,
    PENDING,
    PLANNED,
    STANDING,
    Conduct,
    Done,
    Exempt,
    Fact,
    FactKind,
    Invested,
    Limited,
    Milestone,
    Pending,
    PlanItem,
    Planned,
    Reopened,
    Revoked,
    Settled,
    Shared,
    Source,
    Stands,
    Tasked,
    What,
)
from services.assessment.domain.quarter import Quarter
from services.assessment.store import fact_reading, facts, grounds
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from tests.assessment.district import District

Q4, DAY, DUE = Quarter(2026, 4), date(2026, 11, 2), date(2026, 11, 20)
AMOUNT, UNIT = Decimal("1234.5678"), UUID(int=7)
LIMITED = ("ISSUE_ASSIGNED", "ISSUE_REOPENED", "ISSUE_ENDED", "SERVICE_DUE", "SERVICE_ENDED")
STATISTICS = ("STATISTICS_DUE", "STATISTICS_EXCEPTED")
SETTLED = ("ISSUE_REPORTED", "ISSUE_CLOSED", "SERVICE_DONE", "STATISTICS_ENTERED", "STATISTICS_REPORTED")
SAID: dict[FactKind, What] = {
    FactKind.NODE_PLANNED: Planned(3, DUE),
    FactKind.NODE_COMPLETED: Done(DUE, 2),
    FactKind.NODE_RETURNED: Reopened(DUE),
    FactKind.TASK_SET: Tasked(2, 2026, (AMOUNT,) * 12),
    FactKind.PROGRESS_VERIFIED: Invested(date(2026, 11, 1), AMOUNT, AMOUNT * 2, AMOUNT * 3, AMOUNT * 4),
    FactKind.REQUEST_DECIDED: Done(DUE, 0),
    **dict.fromkeys(sorted(PENDING), Pending(4, None)),
    **dict.fromkeys(sorted(STANDING), Stands(5)),
    **{FactKind[name]: Limited(6, DUE, "SEVERE") for name in LIMITED},
    **{FactKind[name]: Limited(6, DUE, "ENTRY") for name in STATISTICS},
    **{FactKind[name]: Settled(7, DUE, date(2026, 11, 19), 0, "ENTRY") for name in SETTLED},
    **dict.fromkeys(sorted(PLANNED), PlanItem(8, 2026, "NEW_START", AMOUNT, converted=True)),
    **dict.fromkeys(sorted(MILESTONES), Milestone("START", DUE, DAY)),
    FactKind.RESPONSIBILITY_SHARED: Shared(((UNIT, Decimal("0.25")), (UUID(int=8), Decimal("0.75"))), "甲", "乙", "丙"),
    FactKind.EXEMPTED: Exempt("甲", "乙", "丙", DUE),
    FactKind.EXEMPTION_REVOKED: Revoked(UUID(int=9), "甲", "乙"),
    FactKind.RECORD_REVOKED: Revoked(UUID(int=9), "甲", "乙"),
    FactKind.COMMENDED: Conduct("PRAISE", "DISTRICT", Decimal("0.5"), "丙"),
    FactKind.INCIDENT_RECORDED: Conduct("SAFETY", "MAJOR", None, "丙"),
}


def told(division: str, kind: FactKind, what: What, project: UUID | None) -> Fact:
    """A fact of the fourth quarter, every second one a unit's part in an event."""
    source = Source("schedule", new_id(), new_id())
    part = new_id() if len(kind) % 2 else None
    return Fact(kind, division, UNIT, project, source, DAY, datetime(2026, 11, 2, 3, tzinfo=UTC), DAY, what, part)


async def kept(district: District, its: list[Fact]) -> None:
    async with district.api.database.session(ALL_DIVISIONS) as session:
        for fact in its:
            await facts.add(session, fact)
        await session.commit()


async def test_facts_of_every_kind_are_read_as_they_were_told(district: District) -> None:
    assert SAID.keys() == set(FactKind)
    its = [told(district.division, kind, what, new_id()) for kind, what in SAID.items()]
    await kept(district, its)
    async with district.api.database.session(ALL_DIVISIONS, read_only=True) as session:
        ground = await grounds.now(session, district.division, Q4, date(2027, 1, 8))
        read = await fact_reading.decisions(session, district.division, ground)
        async for part in fact_reading.in_parts(session, district.division, Q4, ground):
            read += fact_reading.states_of(part, ground)
        one_by_one = [(await facts.of_record(session, f.source.record_id, [f.kind]))[0] for f in its]
    assert {fact.id: fact for fact in read} == {fact.id: fact for fact in its}
    assert one_by_one == its
    assert all(type(a.what) is type(b.what) for a, b in zip(one_by_one, its, strict=True))  # tuples equal tuples


@pytest.mark.parametrize("at_once", [1, 3, 4, 100])
async def test_a_part_never_ends_within_a_project(
    district: District, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(fact_reading, "AT_ONCE", at_once)
    projects = [new_id() for _ in range(6)]
    its = [
        told(district.division, FactKind.NODE_COMPLETED, Done(DUE, 0), project)
        for size, project in zip((1, 7, 2, 3, 1, 5), projects, strict=True)
        for _ in range(size)
    ]
    alone = [told(district.division, FactKind.SERVICE_DUE, Limited(1, DUE, "OPINION"), None) for _ in range(3)]
    await kept(district, its + alone)
    async with district.api.database.session(ALL_DIVISIONS, read_only=True) as session:
        ground = await grounds.now(session, district.division, Q4, date(2027, 1, 8))
        parts = [part async for part in fact_reading.in_parts(session, district.division, Q4, ground)]
        keys = {*projects[:2], alone[0].source.record_id}
        some = [part async for part in fact_reading.in_parts(session, district.division, Q4, ground, keys)]
    assert Counter(row["id"] for part in parts for row in part) == Counter(fact.id for fact in its + alone)
    assert max(Counter(key for part in parts for key in {row["key"] for row in part}).values()) == 1
    assert Counter(row["key"] for part in some for row in part) == {
        projects[0]: 1,
        projects[1]: 7,
        alone[0].source.record_id: 1,
    }
