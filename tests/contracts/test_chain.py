"""The chain from a request to the schedule and to the assessment: each service is given the events that the other really tells."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from services.assessment.domain.fact.model import FactKind
from services.assessment.store import tables as assessed
from services.schedule.store import tables as scheduled
from tests.harness.api import Api
from tests.schedule.life import opened
from tests.schedule.specialist_life import judge_node
from tests.support.land_world import LandDistrict
from tests.support.life_world import Life
from tests.support.world import DAY, District, ok

HEARING = {"procedure": "HEARING", "reason": "利害关系人申请听证", "document": "示例听通〔2026〕1号"}
FOLLOW_UP = "item { id version raisedOn }"


@pytest.fixture
async def chain(service_api):
    """Support with a district, and the two services that listen to it."""
    support, schedule, assessment = [await service_api(name) for name in ("support", "schedule", "assessment")]
    return await Life(await District(support).told()).told(), schedule, assessment


async def carried(of: Api, *to: Api) -> None:
    """Carry all that a service has told to the others, as Kafka would."""
    for other in to:
        await other.deliver(*(e for e in await of.events() if e["type"] in other.service.inbox.handlers))
        assert await other.parked() == []


async def copy_of(schedule: Api, request: str) -> scheduled.FactorRequest:
    ((row,),) = await schedule.rows(select(scheduled.FactorRequest).where(scheduled.FactorRequest.id == request))
    return row


async def facts_of(assessment: Api, record: str) -> list[assessed.Fact]:
    query = select(assessed.Fact).where(assessed.Fact.record_id == record).order_by(assessed.Fact.recorded_at)
    return [row for (row,) in await assessment.rows(query)]


async def test_a_review_that_changes_a_refusal_reaches_the_schedule_and_leaves_the_bureau_as_quick_as_it_was(chain):
    life, schedule, assessment = chain
    district, day = life.district, date(2020, 3, 9)
    await district.account("500", year=2020)
    request = await life.delivered(day, outcome="REFUSED")
    await carried(life.api, schedule, assessment)
    before = await copy_of(schedule, request["id"])
    assert (before.state, before.outcome, before.reviewed_on) == ("DECIDED", "REFUSED", None)
    request = ok(await life.step("askReview", request, district.owner, day, grounds="规划已调整"))
    given = {"outcome": "CHANGED", "reason": "规划已调整", "decision": "GRANTED"}
    later = date(2020, 3, 11)
    request = ok(await life.step("decideReview", request, district.colleague, later, **given))
    await carried(life.api, schedule, assessment)
    after = await copy_of(schedule, request["id"])
    assert (after.outcome, after.decided_on, after.reviewed_on) == ("GRANTED", before.decided_on, later)
    assert after.document_number == request["documentNumber"]
    kinds = [f.kind for f in await facts_of(assessment, request["id"])]
    assert kinds == [FactKind.REQUEST_SUBMITTED, FactKind.REQUEST_DECIDED]


async def test_a_special_procedure_stops_the_clock_in_all_three_services(chain):
    life, schedule, assessment = chain
    district = life.district
    request = await district.claimed()
    stopped = ok(await life.step("suspendRequest", request, district.officer, date(2026, 3, 6), **HEARING))
    await carried(life.api, schedule, assessment)
    copy = await copy_of(schedule, request["id"])
    assert (copy.state, copy.due_on) == ("SUSPENDED", None)
    resumed = ok(await life.step("resumeRequest", stopped, district.officer, date(2026, 3, 20)))
    await carried(life.api, schedule, assessment)
    copy = await copy_of(schedule, request["id"])
    assert (copy.state, str(copy.due_on)) == ("OPEN", resumed["dueOn"])
    facts = await facts_of(assessment, request["id"])
    assert [(f.kind, f.due_on and str(f.due_on)) for f in facts] == [
        (FactKind.REQUEST_SUBMITTED, request["dueOn"]),
        (FactKind.REQUEST_SUSPENDED, None),
        (FactKind.REQUEST_RESUMED, resumed["dueOn"]),
    ]


async def test_a_request_that_is_not_taken_on_ends_in_all_three_services(chain):
    life, schedule, assessment = chain
    request = ok(await life.district.submit())
    request = ok(await life.step("notAcceptRequest", request, life.district.officer, reason="请附立项批复"))
    await carried(life.api, schedule, assessment)
    copy = await copy_of(schedule, request["id"])
    assert (copy.state, copy.due_on) == ("NOT_ACCEPTED", None)
    facts = await facts_of(assessment, request["id"])
    assert [(f.kind, f.happened_on, f.due_on) for f in facts][1:] == [(FactKind.REQUEST_NOT_ACCEPTED, DAY, None)]


async def test_what_a_land_consultation_decides_is_on_the_ledger_once_and_names_it(service_api):
    support, schedule = await service_api("support"), await service_api("schedule")
    district, day = await LandDistrict(support).told(), date(2027, 6, 10)

    async def do(verb: str, selection: str, **given: object) -> dict:
        name = f"{verb[0].upper()}{verb[1:]}Input"
        done = await support.do(verb, name, selection, district.officer, day, **given)
        assert done["userErrors"] == [], done
        return done

    meeting = (await do("openLandConsultation", "consultation { id version }", month="2027-06-01"))["consultation"]
    agenda = {"consultationId": meeting["id"], "text": "二期用地规划调整", "projectId": str(district.project)}
    item = (await do("addLandAgendaItem", FOLLOW_UP, **agenda))["item"]
    decision = {"decision": "协调调整规划", "responsibleUnitId": str(district.bureau), "deadline": "2027-06-30"}
    seen = {"itemId": item["id"], "expectedVersion": item["version"]}
    item = (await do("decideLandAgendaItem", FOLLOW_UP, **seen, **decision))["item"]
    await do("raiseLandFollowUp", FOLLOW_UP, itemId=item["id"], expectedVersion=item["version"], severity="JAM")
    for _ in range(2):
        await carried(support, schedule)
    rows = await schedule.rows(select(scheduled.Issue).where(scheduled.Issue.source_id == item["id"]))
    ((issue,),) = rows
    assert (str(issue.consultation_id), issue.severity, str(issue.project_id)) == (
        meeting["id"],
        "JAM",
        str(district.project),
    )
    (raised,) = await schedule.events("zhongdian.schedule.issue.raised.v1")
    assert raised["data"]["sourceId"] == item["id"]


async def test_a_completion_that_is_taken_back_corrects_the_fact_by_another_one(service_api):
    schedule, assessment = await service_api("schedule"), await service_api("assessment")
    life = await opened(schedule)
    planned = await life.plan()
    node = planned["nodePlan"]["nodes"]["edges"][0]["node"]["node"]
    done = (await life.complete(node))["node"]
    await judge_node(life, "return", done, reason="批复不是本项目的")
    await carried(schedule, assessment)
    facts = await facts_of(assessment, node["id"])
    assert [f.kind for f in facts] == [FactKind.NODE_PLANNED, FactKind.NODE_COMPLETED, FactKind.NODE_RETURNED]
    assert facts[2].due_on == facts[0].due_on
    assert facts[1].days_late == 0  # what was told first stays as it was
