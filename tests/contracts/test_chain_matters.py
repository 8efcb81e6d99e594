"""What schedule and support really tell becomes the assessment's facts, and their tallies say that none is missing (A19)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from services.assessment.domain.fact.model import FactKind
from services.assessment.store import completeness
from services.assessment.store import tables as assessed
from services.chassis.beside import Beside
from services.chassis.identity import Actor
from services.chassis.runtime import Runtime
from services.chassis.tallies import Tallies
from services.law.parties import Role
from tests.harness.api import Api
from tests.schedule.life import codes
from tests.schedule.listing import site, start
from tests.support.life_world import Life
from tests.support.world import DAY, District, ok

STARTED = date(2027, 3, 20)
DIVISION = "430211"
AUTHORITY = Actor("authority", "测试员", frozenset({Role.INVESTMENT_AUTHORITY}), None, DIVISION)


@pytest.fixture
async def services(service_api) -> tuple[Api, Api, Api]:
    """Support, schedule and the assessment that listens to both."""
    support, schedule, assessment = [await service_api(name) for name in ("support", "schedule", "assessment")]
    return support, schedule, assessment


async def carried(of: Api, to: Api) -> None:
    """Carry all that a service has told to another, as Kafka would."""
    await to.deliver(*(e for e in await of.events() if e["type"] in to.service.inbox.handlers))
    assert await to.parked() == []


async def facts(assessment: Api, *kinds: FactKind) -> list[assessed.Fact]:
    fact = assessed.Fact
    query = select(fact).where(fact.kind.in_(kinds)).order_by(fact.recorded_at, fact.code, fact.id)
    return [row[0] for row in await assessment.rows(query)]


async def tallied(of: Api) -> None:
    """Let the service's own job count what it has put out."""
    runtime = Runtime.open(of.service.name, of.settings)
    try:
        assert await Tallies(Beside(of.service, runtime)).look(at_start=True)
    finally:
        await runtime.close()


async def test_a_start_makes_statistics_due_and_an_exception_takes_them_off(services):
    _, schedule, assessment = services
    life = await site(schedule, STARTED)
    await start(life, STARTED)
    given = {"projectId": str(life.project), "kind": "REPORTING", "reason": "统计平台升级", "approver": "批准人甲"}
    kind, day = "ExceptStatisticsInput", date(2027, 4, 2)
    done = await schedule.do("exceptStatistics", kind, "entry { id }", life.authority, day, expectedVersion=0, **given)
    assert codes(done) == []
    await carried(schedule, assessment)
    started = await facts(assessment, FactKind.PROJECT_STARTED)
    assert {f.finished_on for f in started} == {STARTED}
    due = await facts(assessment, FactKind.STATISTICS_DUE)
    assert {(f.code, f.due_on) for f in due} == {("ENTRY", date(2027, 3, 31)), ("REPORTING", date(2027, 4, 30))}
    excepted = await facts(assessment, FactKind.STATISTICS_EXCEPTED)
    assert {f.unit_id for f in excepted} == {f.unit_id for f in due} == {f.unit_id for f in started}
    assert {f.code for f in excepted} == {"REPORTING"}


async def test_an_opinion_is_due_from_the_unit_that_was_asked_and_done_when_it_was_given(services):
    support, _, assessment = services
    life = await Life(await District(support).told()).told()
    request = await life.road_claimed(DAY)
    question = {"unitId": str(life.police), "question": "是否影响交通"}
    request = ok(await life.step("askOpinion", request, life.manager, DAY, **question))
    opinion = request["opinions"][0]
    said = {"opinionId": opinion["id"], "expectedVersion": opinion["version"], "stance": "AGREE"}
    ok(await life.do("giveRequestOpinion", life.officer_of_police, date(2026, 3, 5), **said))
    await carried(support, assessment)
    due, done = await facts(assessment, FactKind.SERVICE_DUE, FactKind.SERVICE_DONE)
    assert (due.unit_id, due.code, str(due.due_on)) == (life.police, "OPINION", opinion["dueOn"])
    assert (done.unit_id, done.days_late, done.finished_on) == (life.police, 1, date(2026, 3, 5))


async def test_a_services_own_tally_says_that_nothing_is_missing_and_tells_of_what_did_not_come(services):
    _, schedule, assessment = services
    life = await site(schedule, STARTED)
    await carried(schedule, assessment)
    await start(life, STARTED)
    await tallied(schedule)
    *told, tally = await schedule.events()
    await assessment.deliver(tally)

    async def missing() -> int:
        async with assessment.database.session(DIVISION) as session:
            known = await completeness.of_division(session, AUTHORITY)
        return next(of for of in known if of.service == "schedule").missing

    not_come = [e for e in told if e["type"] in assessment.service.inbox.handlers]
    assert await missing() > 0
    await assessment.deliver(*not_come)
    assert await missing() == 0
