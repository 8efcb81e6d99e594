"""One project's whole life through the gateway, a test a chapter: from the application to the scored land bureau.

The chapters share one platform. A test that is run alone tells the chapters before its own first.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.e2e.chapters import tell
from tests.e2e.chapters.land import NUMBER as LAND_NUMBER
from tests.e2e.chapters.plan import NUMBER as PLAN_NUMBER
from tests.e2e.story import AUTHORITY, Story
from tests.harness.live import Live

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


async def test_every_audit_chain_of_it_holds(story: Story):
    await tell(story)
    await story.live.settled()
    for service in story.live.running.services:
        verdict = await story.live.operations(service, "audit/verify")
        assert verdict["holds"], (service, verdict)
        assert verdict["sealed"] > 0
