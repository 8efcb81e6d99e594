"""A published period that was verified, and computations in the background, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import select

from services.assessment.domain.computing import ComputationKind, ComputationState
from services.assessment.store import tables
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from tests.assessment.district import District

ASKED = datetime(2027, 4, 8, 2, tzinfo=UTC)
REASON = {"code": "VERSION_CONFLICT", "message": "示例：排队期间已重算", "field": "expectedVersion", "article": None}


async def with_results(district: District) -> None:
    """Verify a published quarter twice; leave one computation that was done, and one that was refused."""
    for day in (date(2027, 4, 8), date(2027, 4, 9)):
        values = {"year": 2026, "quarter": 4}
        selection = "verification { same }"
        done = await district.api.do("verifyPeriod", "VerifyPeriodInput", selection, district.authority, day, **values)
        assert done == {"verification": {"same": True}, "userErrors": []}, done
    async with district.api.database.session(ALL_DIVISIONS) as session:
        row = tables.Period
        own = select(row).where(row.division == district.division, row.year == 2026, row.quarter == 4)
        period = (await session.scalars(own)).one()
        common = {
            "division": district.division,
            "expected_version": 0,
            "discard_corrections": False,
            "reason": "示例后台重算",
            "asked_at": ASKED,
            "asked_by": "computing-example",
            "asked_by_name": "示例后台计算人",
            "roles": [Role.INVESTMENT_AUTHORITY.value],
            "unit_id": None,
            "attempts": 1,
            "started_at": ASKED,
            "finished_at": ASKED,
        }
        session.add(
            tables.PeriodComputation(
                id=new_id(), year=2026, quarter=4, state=ComputationState.DONE, period_id=period.id, **common
            )
        )
        session.add(
            tables.PeriodComputation(
                id=new_id(), year=2026, quarter=0, state=ComputationState.REFUSED, refusals=[REASON], **common
            )
        )
        verified = select(tables.PeriodVerification.id).where(tables.PeriodVerification.period_id == period.id).limit(1)
        session.add(
            tables.PeriodComputation(
                id=new_id(),
                year=2026,
                quarter=4,
                kind=ComputationKind.VERIFICATION,
                state=ComputationState.DONE,
                outcome_id=(await session.scalars(verified)).one(),
                **common | {"reason": None},
            )
        )
        await session.commit()
