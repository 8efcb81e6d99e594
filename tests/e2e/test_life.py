"""One project's whole life through the gateway, a test a chapter: from the application to the scored land bureau.

The chapters share one platform. A test that is run alone tells the chapters before its own first.
"""

from __future__ import annotations

from datetime import date

import pytest

from services.law.parties import Role
from tests.e2e.chapters import tell
from tests.e2e.chapters.land import NUMBER as LAND_NUMBER
from tests.e2e.chapters.plan import NUMBER as PLAN_NUMBER
from tests.e2e.story import AUTHORITY, Story
from tests.harness.live import Live
from tests.harness.people import person

WHOLE_LIFE = """
query($id: UUID!) {
  project(id: $id) {
    name library totalInvestment owner { name } history { edges { node { __typename } } }
    planItems { annualInvestment plan { year documentNumber } }
    schedule {
      annualTask { annualInvestment months }
      nodes { edges { node {
        code dueOn completedOn state responsibleUnit { name results { edges { node { score rank } } } }
        requests { documentNumber outcome dueOn decidedOn history { action } }
      } } }
      progressReports { edges { node { month status verifiedInvestment } } }
    }
    requests { documentNumber }
    facts { edges { node { kind daysLate unit { name } countedIn { code points words } } } }
  }
}
"""

CHAIN = """
query($id: UUID!) {
  project(id: $id) {
    schedule { nodes(first: 50) { edges { node {
      code facts { edges { node { kind } } }
      issues { number title facts { edges { node { kind } } } request { documentNumber lateness { fact } } }
      requests { documentNumber issues { number }
        facts { edges { node { kind unit { name } countedIn { code result { rank group cards { colour } } } } } } }
    } } } }
    facts(first: 100) { edges { node { kind node { code } request { documentNumber node { code } bureau { name } } } } }
  }
}
"""


@pytest.fixture(scope="module")
def story(live: Live) -> Story:
    return Story(live)


async def test_an_application_reaches_the_one_year_library_step_by_step(story: Story):
    await tell(story, "application")


async def test_the_plan_is_issued_after_four_opinions_and_deliberation_in_order(story: Story):
    await tell(story, "plan")


async def test_the_issued_plan_opens_a_schedule_backwards_from_the_target(story: Story):
    await tell(story, "schedule")


async def test_a_node_gets_its_land_within_the_quota(story: Story):
    await tell(story, "land")


async def test_progress_is_verified_and_the_quarter_scored(story: Story):
    await tell(story, "quarter")


async def test_one_query_shows_the_whole_life(story: Story):
    await tell(story)
    found = (await story.live(WHOLE_LIFE, {"id": story.project["id"]}, as_=AUTHORITY, on=date(2027, 4, 14)))["project"]
    assert found["planItems"][0]["plan"]["documentNumber"] == PLAN_NUMBER
    nodes = {e["node"]["code"]: e["node"] for e in found["schedule"]["nodes"]["edges"]}
    assert LAND_NUMBER in {r["documentNumber"] for r in nodes["LAND"]["requests"]}
    assert nodes["LAND"]["responsibleUnit"]["results"]["edges"][0]["node"]["score"] is not None
    kinds = {e["node"]["kind"] for e in found["facts"]["edges"]}
    assert {"NODE_COMPLETED", "REQUEST_DECIDED"} <= kinds
    assert any(e["node"]["countedIn"] for e in found["facts"]["edges"])


async def test_the_chain_is_followed_both_ways_in_one_query(story: Story):
    """From the node over its issue and request to fact and score, and from the facts back; cut where one may not see."""
    await tell(story)
    node, request = story.nodes["LAND"]["node"]["id"], story.request["id"]
    raised = {"nodeId": node, "requestId": request, "projectId": story.project["id"], "severity": "DIFFICULTY"}
    raised |= {"kind": "LAND_QUOTA", "title": "示例：用地指标待落实", "description": "示例：二期用地指标不足"}
    issue = (await story.done("raiseIssue", "issue { number }", story.of("owner"), date(2027, 4, 14), **raised))[
        "issue"
    ]
    found = (await story.live(CHAIN, {"id": story.project["id"]}, as_=AUTHORITY, on=date(2027, 4, 14)))["project"]
    nodes = {e["node"]["code"]: e["node"] for e in found["schedule"]["nodes"]["edges"]}
    assert "NODE_COMPLETED" in {e["node"]["kind"] for e in nodes["LAND"]["facts"]["edges"]}
    (shown,) = nodes["LAND"]["issues"]
    assert (shown["number"], shown["request"]["documentNumber"]) == (issue["number"], LAND_NUMBER)
    (granted,) = (r for r in nodes["LAND"]["requests"] if r["documentNumber"] == LAND_NUMBER)
    assert granted["issues"] == [{"number": issue["number"]}]
    decided = next(e["node"] for e in granted["facts"]["edges"] if e["node"]["kind"] == "REQUEST_DECIDED")
    assert decided["countedIn"][0]["result"]["group"] == "DEPARTMENT"
    back = {e["node"]["kind"]: e["node"] for e in found["facts"]["edges"]}
    assert back["REQUEST_DECIDED"]["request"]["node"] == {"code": "LAND"}
    assert back["NODE_COMPLETED"]["node"]["code"] in nodes


async def test_the_chain_is_cut_where_a_record_may_not_be_seen(story: Story):
    """Who sees the facts and not the requests behind them gets the facts, and nothing of the requests."""
    await tell(story)
    asked = "query($id: UUID!) {{ facts(filter: {{projectId: $id, kind: REQUEST_DECIDED}}) {{ edges {{ node {{ kind request {{ {} }} }} }} }} }}"
    discipline = person(Role.DISCIPLINE, subject="e2e-discipline")
    for field in ("documentNumber", "purpose"):
        how = {"as_": discipline, "on": date(2027, 4, 14)}
        told = await story.live.raw(asked.format(field), {"id": story.project["id"]}, **how)
        facts = [e["node"] for e in told["data"]["facts"]["edges"]]
        assert facts
        assert all(not (fact["request"] or {}).get(field) for fact in facts), told


async def test_every_audit_chain_of_it_holds(story: Story):
    await tell(story)
    await story.live.settled()
    for service in story.live.running.services:
        verdict = await story.live.operations(service, "audit/verify")
        assert verdict["holds"], (service, verdict)
        assert verdict["sealed"] > 0
