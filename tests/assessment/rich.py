"""An assessed year with corrections and cards, and the ends of what the columns take, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from services.assessment.domain.card.model import Colour
from services.assessment.domain.fact.model import FactKind
from services.assessment.store import tables
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role, UnitCategory
from tests.assessment.award_rich import with_awards
from tests.assessment.district import District
from tests.assessment.fact_rich import with_facts
from tests.assessment.report_rich import with_reports
from tests.assessment.result_rich import with_results
from tests.assessment.review_rich import with_review
from tests.assessment.scheme_rich import with_schemes
from tests.harness.api import Api
from tests.harness.differential import LARGEST, ODD, SMALLEST, Ground, ground
from tests.harness.noticed import with_notices
from tests.harness.people import person

SUMMER = datetime(1988, 7, 1, 0, 30, 0, 120_000, tzinfo=UTC)  # +09:00 in Shanghai then
MOMENTS = [SUMMER, datetime(1991, 9, 15, 1, 0, tzinfo=UTC), datetime(1900, 1, 1, tzinfo=UTC)]


async def rich(api: Api) -> Ground:
    """Assess two quarters, correct a score, then write down what no event would tell."""
    district = District(api, division="430211")
    await district.adopt()
    owner, bureau = await district.unit("OWNER"), await district.unit("DEPARTMENT")
    await district.own_project(owner)
    await district.decided(bureau, date(2026, 11, 4), late=2)
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    await district.correct((await district.results())[-1], "99")
    await district.towns(0, 0, 2, 3, 4, on=date(2027, 2, 2), units=units)
    assert (await district.adopt(date(2027, 1, 11), year=2027))["userErrors"] == []
    computed = await district.compute(2027, 1, on=date(2027, 4, 8))
    assert computed["userErrors"] == [], computed["userErrors"]
    await with_results(district)
    await with_schemes(district, units[0])
    await with_reports(district)
    await with_facts(district, units[0], owner)
    await with_awards(district, units[0])
    await with_review(district, units[0])
    await written(api, district, units[0])
    await with_notices(api, "Assessment", district.authority, date(2027, 4, 9), muted="card.withdrawn")
    people = [
        district.authority.but(roles=(Role.INVESTMENT_AUTHORITY, Role.DISCIPLINE)),  # sees all that there is
        district.authority,
        district.someone(Role.OWNER, unit=owner),
        district.someone(Role.PLANNING_PARTY, unit=units[0]),
        district.someone(Role.SPECIALIST),
        district.someone(Role.LEADER),
        person(Role.INSPECTOR, subject="someone"),  # whom the clue names
    ]
    return await ground(
        api,
        entities={"Organization": [*units, owner, new_id()], "Project": [district.project, new_id()]},
        people=people,
        on=date(2027, 4, 9),
        arguments={
            "Query.period": "year: 2026, quarter: 4",
            "Query.result": "year: 2026, quarter: 4, group: TOWN",
            "Query.latestComputation": "year: 2026, quarter: 4",
            "Query.facts": "first: 8",
            "Query.awardCandidates": "year: 2026, level: CITY",
            "Query.periodCompleteness": "year: 2026, quarter: 4",
            "Query.assessmentTrends": "group: TOWN, fromYear: 2026, toYear: 2027",
            "Organization.assessment": "year: 2026",
        },
    )


async def written(api: Api, district: District, unit: UUID) -> None:
    """Write facts, a result's numbers and a card at the ends of what the columns take."""
    ends = [
        (Decimal(LARGEST), None, date(2026, 12, 31), 2147483647),
        (Decimal(SMALLEST), Decimal(0), date(2026, 12, 30), -2147483648),
        (Decimal("0.0001"), Decimal("-0.1000"), date(2026, 12, 29), 0),
    ]
    async with api.database.session(ALL_DIVISIONS) as session:
        for at, (done, planned, day, late) in zip(MOMENTS, ends, strict=True):
            session.add(_fact(district, unit, at, day, done=done, planned=planned, days_late=late))
        quarter = (await session.execute(select(tables.Period.id).where(tables.Period.year == 2026))).scalar_one()
        session.add(
            tables.Card(
                id=new_id(),
                division=district.division,
                period_id=quarter,
                year=-1,
                quarter=0,
                unit_id=unit,
                group=UnitCategory.OWNER,
                colour=Colour.RED,
                place=2147483647,
                bars_advanced_unit=False,
                issued_on=date(1, 1, 2),
                withdrawn_on=date(9999, 12, 30),
                withdrawn_reason=ODD,
            )
        )
        session.add(
            tables.Notice(
                id=new_id(),
                division=district.division,
                kind="result.published",
                unit_id=None,
                subject=None,
                project_id=district.project,
                record_id=new_id(),
                due_on=date(2027, 4, 10),
                at=datetime(2027, 4, 1, tzinfo=UTC),
                facts={"year": 2027, "quarter": 1, "score": ODD, "rank": 1},
            )
        )
        await session.execute(
            text("update corrections set reason = :odd, score_before = :least, at = :at"),
            {"odd": ODD, "least": Decimal(SMALLEST), "at": SUMMER},
        )
        await session.commit()


def _fact(district: District, unit: UUID, at: datetime, day: date, **its: Any) -> tables.Fact:
    return tables.Fact(
        id=new_id(),
        division=district.division,
        kind=FactKind.PROGRESS_VERIFIED,
        unit_id=unit,
        project_id=district.project,
        service=ODD,
        record_id=new_id(),
        happened_on=day,
        recorded_at=at,
        recorded_on=day,
        due_on=date(9999, 12, 30),
        month=date(1, 1, 2),
        months=[],
        done_so_far=Decimal("1234567890.1000"),
        planned_so_far=None,
        **its,
    )
