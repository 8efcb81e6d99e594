"""Issues, services, a plan, decisions and tallies, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from services.assessment.domain.fact.decide import DecisionKind
from services.assessment.store import tables
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from tests.assessment.complete import complete
from tests.assessment.district import District
from tests.harness.differential import ODD


async def with_facts(district: District, unit: UUID, owner: UUID) -> None:
    """A unit answers for an issue, an opinion and a plan's project; a node of it is shared, another exempted."""
    issue, project = new_id(), district.project
    await district.tell(
        "zhongdian.schedule.issue.assigned.v1",
        issueId=issue,
        version=2,
        projectId=project,
        severity="JAM",
        layer="CITY",
        responsibleUnitId=unit,
        assignedOn=date(2026, 10, 9),
        dueOn=date(2026, 11, 9),
    )
    await district.tell(
        "zhongdian.schedule.interview.held.v1",
        interviewId=new_id(),
        unitId=unit,
        heldOn=date(2026, 10, 9),
        dueOn=date(2026, 11, 30),
    )
    await district.tell(
        "zhongdian.reserve.plan-item.issued.v1",
        projectId=project,
        planVersion=1,
        year=2026,
        kind="NEW_START",
        annualInvestment="80000",
        ownerId=owner,
        townId=unit,
        industryAuthorityId=None,
        issuedOn=date(2026, 1, 5),
    )
    decided = {DecisionKind.SHARE: issue, DecisionKind.EXEMPTION: project}
    async with district.api.database.session(ALL_DIVISIONS) as session:
        for place, (kind, record) in enumerate(decided.items()):
            id_ = new_id()
            session.add(
                tables.FactDecision(
                    id=id_,
                    division=district.division,
                    version=1,
                    kind=kind,
                    standing=True,
                    service="schedule",
                    record_id=record,
                    project_id=project,
                    event_id=id_,
                    since=date(1, 1, 2),
                    until=date(9999, 12, 30),
                    reason=ODD,
                    approver=ODD,
                    document=ODD,
                    recorded_at=datetime(1988, 7, 1 + place, 0, 30, tzinfo=UTC),
                    recorded_by=ODD,
                )
            )
            await session.flush()
            part = {"division": district.division, "place": 0, "share": 1 if kind is DecisionKind.SHARE else None}
            session.add(tables.FactDecisionUnit(decision_id=id_, unit_id=unit, **part))
        await session.commit()
    await complete(district, date(2027, 1, 8))
