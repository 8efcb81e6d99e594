"""What the ledger, the lists, the reviews and the leaders ask of whom, through the endpoint."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.schedule.domain.dispatch.terms import CandidateDecision, InterviewState, ReviewState
from services.schedule.store import tables
from tests.harness.people import person
from tests.harness.todos import of_kind, todos
from tests.schedule import leading, listing
from tests.schedule.leading import linked
from tests.schedule.ledger.desk import MONDAY, desk

HELD = date(2029, 4, 12)
PROMISES = (("每周调度", "2029-04-30"), ("补齐手续", "2029-05-31"))


async def kinds(at, who, on=MONDAY):
    return sorted(
        t["kind"] for t in await todos(at.api, who, on, projectId=str(at.life.project)) if "ISSUE" in t["kind"]
    )


async def test_an_issue_is_in_the_hands_of_whoever_has_the_next_step(api):
    at = await desk(api)
    issue = await at.raised()
    assert await kinds(at, at.service) == ["ISSUE_TO_ASSIGN"]
    assert await kinds(at, at.life.authority) == ["ISSUE_TO_ASSIGN"]
    assert await kinds(at, at.land) == await kinds(at, at.owner) == await kinds(at, at.inspector) == []
    issue = await at.done("assignIssue", issue, at.service, to=at.to())
    assert await kinds(at, at.land) == ["ISSUE_TO_ACCEPT"]
    assert await kinds(at, at.service) == []
    contested = await at.done("contestIssue", issue, at.land, reason="不属本单位职责")
    assert (await kinds(at, at.service), await kinds(at, at.land)) == (["ISSUE_CONTESTED"], [])
    of_the_unit = person(Role.PROJECT_SERVICE, unit=at.life.land_unit, subject="service-of-land")
    assert await kinds(at, of_the_unit) == []  # nobody decides the own unit's contest
    issue = await at.done("decideIssueContest", contested, at.service, reason="职责明确")
    (shown,) = await of_kind(api, at.land, MONDAY, "ISSUE_DUE", at.life.project)
    assert (shown["command"], shown["unitId"]) == ("reportIssueDone", str(at.life.land_unit))
    assert issue["number"] in shown["title"]
    due = date.fromisoformat(shown["dueOn"])
    assert await of_kind(api, at.inspector, due, "ISSUE_TO_SUPERVISE", at.life.project) == []
    late = due + timedelta(days=1)
    assert len(await of_kind(api, at.inspector, late, "ISSUE_TO_SUPERVISE", at.life.project)) == 1
    await at.reported(issue)
    assert await kinds(at, at.land) == []
    assert await kinds(at, at.service) == await kinds(at, at.inspector) == ["ISSUE_TO_VERIFY"]
    assert await kinds(at, of_the_unit) == []


async def test_a_draft_of_a_list_is_to_be_published_by_those_who_make_lists(api):
    day = date(2027, 5, 20)
    made = (await listing.draft(api, "TO_START", 5, day))["monthlyList"]
    who = listing.service()
    (shown,) = [t for t in await of_kind(api, who, day, "LIST_TO_PUBLISH") if t["recordId"] == made["id"]]
    assert (shown["title"], shown["dueOn"]) == ("2027年5月开工项目清单", "2027-05-31")
    assert await of_kind(api, person(Role.LAND, unit=new_id()), day, "LIST_TO_PUBLISH") == []
    await listing.act(api, "publishMonthlyList", made, day)
    assert made["id"] not in {t["recordId"] for t in await of_kind(api, who, day, "LIST_TO_PUBLISH")}


async def test_a_months_report_to_the_leader_is_the_serving_units_until_it_is_there(api):
    life = await linked(api)
    division = life.authority.division
    town = person(Role.PLANNING_PARTY, unit=life.town_unit, division=division)
    asked = [
        len(await of_kind(api, town, on, "LEADER_REPORT_DUE"))
        for on in (date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 28), date(2027, 3, 1))
    ]
    assert asked == [0, 1, 1, 2]
    service = person(Role.PROJECT_SERVICE, unit=new_id(), division=division)
    assert len(await of_kind(api, service, date(2027, 2, 1), "LEADER_REPORT_DUE")) == 1
    for other in (
        person(Role.OWNER, unit=life.owner_unit, division=division),
        person(Role.PLANNING_PARTY, unit=new_id(), division=division),
        town.but(division="430299"),
        leading.leader(division=division),
    ):
        assert await of_kind(api, other, date(2027, 2, 1), "LEADER_REPORT_DUE") == []
    await leading.report(life, 1, date(2027, 2, 2))
    assert await of_kind(api, town, date(2027, 2, 3), "LEADER_REPORT_DUE") == []


async def test_a_problem_is_the_leaders_alone_until_it_is_answered(api):
    life = await linked(api)
    raised = (await leading.problem(life))["leaderProblem"]
    on, leader = date(2027, 3, 3), leading.leader(division=life.authority.division)
    (shown,) = await of_kind(api, leader, on, "PROBLEM_TO_ANSWER", life.project)
    assert (shown["recordId"], shown["article"]) == (raised["id"], "第十三条")
    another = leading.leader("leader-2", life.authority.division)
    assert await of_kind(api, another, on, "PROBLEM_TO_ANSWER", life.project) == []
    await leading.answer(life, raised, leader)
    assert await of_kind(api, leader, on, "PROBLEM_TO_ANSWER", life.project) == []


async def test_a_promise_is_its_units_to_keep_each_by_its_own_day(api):
    unit, told = new_id(), {"division": "430211", "year": 2029, "quarter": 1, "version": 1}
    review = tables.DispatchReview(
        id=new_id(), state=ReviewState.OPEN, opened_on=HELD, opened_by="示例", joined_on=HELD, **told
    )
    of_unit = {"review_id": review.id, "unit_id": unit, "grounds": []}
    named = tables.InterviewCandidate(
        id=new_id(), division="430211", version=1, decision=CandidateDecision.INTERVIEW, **of_unit
    )
    kept = {"text": "补足投资", "until": "2029-04-30", "done_on": "2029-04-20", "done_text": "已补足"}
    open_ones = [{"text": t, "until": u, "done_on": None, "done_text": None} for t, u in PROMISES]
    interview = tables.Interview(
        id=new_id(),
        candidate_id=named.id,
        state=InterviewState.HELD,
        at=datetime(2029, 4, 12, 1, tzinfo=UTC),
        place="示例会议室",
        interviewer="示例负责人",
        invited_on=HELD,
        invited_by="示例",
        promises=[kept, *open_ones],
        held_on=HELD,
        **of_unit,
        **told,
    )
    async with api.database.session(ALL_DIVISIONS) as session:
        for row in (review, named, interview):
            session.add(row)
            await session.flush()
        await session.commit()
    town = person(Role.PLANNING_PARTY, unit=unit)
    on = date(2029, 5, 1)
    shown = await of_kind(api, town, on, "INTERVIEW_PROMISE")
    assert [(t["dueOn"], t["overdue"], t["command"]) for t in shown] == [
        ("2029-04-30", True, "followUpInterview"),
        ("2029-05-31", False, "followUpInterview"),
    ]
    assert len({t["id"] for t in shown}) == 2
    assert shown[0]["what"].endswith("每周调度")
    assert await of_kind(api, person(Role.PLANNING_PARTY, unit=new_id()), on, "INTERVIEW_PROMISE") == []
    service = person(Role.PROJECT_SERVICE, unit=new_id())
    assert [t["recordId"] for t in await of_kind(api, service, on, "REVIEW_TO_CLOSE")] == [str(review.id)]
