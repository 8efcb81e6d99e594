"""第十条、第十五条：what a land consultation has decided is on the ledger once, and shows where it comes from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.chassis.clock import new_id
from services.schedule.domain.ledger.raising import LONGEST_DESCRIPTION, LONGEST_TITLE
from tests.schedule.ledger.desk import Desk
from tests.schedule.life import opened

EVENT = "zhongdian.support.land-consultation.follow-up-raised.v1"
MOMENT = datetime(2027, 3, 25, 8, 0, tzinfo=UTC)
ISSUE = """query($p: UUID!) { issues(filter: { projectId: $p }) { edges { node {
  id number title description kind severity source sourceId consultationId state raisedOn raisedBy node { code }
  steps { edges { node { action by toState } } } } } } }"""


def told(desk: Desk, **changes: Any) -> dict[str, Any]:
    return {
        "sourceId": str(new_id()),
        "consultationId": str(new_id()),
        "projectId": str(desk.life.project),
        "nodeId": None,
        "severity": "BLOCKAGE",
        "kind": "LAND_QUOTA",
        "title": "协调追加示例地块指标",
        "description": "一期用地指标不足",
        "source": "MEETING",
        "responsibleUnitId": str(desk.life.land_unit),
        "deadline": "2027-04-10",
        "raisedOn": "2027-03-25",
        "division": "430211",
    } | changes


@pytest.fixture
async def desk(api):
    return Desk(await opened(api))


async def issues(desk: Desk) -> list[dict[str, Any]]:
    asked = {"p": str(desk.life.project)}
    answer = await desk.api(ISSUE, asked, as_=desk.service, on=date(2027, 3, 26))
    return [edge["node"] for edge in answer["issues"]["edges"]]


async def test_a_decision_becomes_an_issue_that_shows_its_consultation(desk):
    planned = await desk.life.plan(desk.life.node("A"))
    node = planned["nodePlan"]["nodes"]["edges"][0]["node"]["node"]["id"]
    event = told(desk, nodeId=node)
    await desk.api.consume(EVENT, event, at=MOMENT)
    (issue,) = await issues(desk)
    assert (issue["sourceId"], issue["consultationId"]) == (event["sourceId"], event["consultationId"])
    assert (issue["source"], issue["state"], issue["raisedOn"]) == ("MEETING", "RAISED", "2027-03-25")
    assert (issue["title"], issue["kind"], issue["severity"]) == (event["title"], "LAND_QUOTA", "BLOCKAGE")
    assert issue["raisedBy"] == "用地会商"
    assert issue["node"] == {"code": "A"}
    name = f"示例单位{str(desk.life.land_unit)[-4:]}"
    assert issue["description"] == f"一期用地指标不足\n议定责任单位：{name}；议定期限：2027-04-10"
    assert [e["node"]["action"] for e in issue["steps"]["edges"]] == ["RAISE"]


async def test_a_decision_told_twice_is_one_issue_and_no_number_is_lost(desk):
    event, other = told(desk), told(desk, title="协调示例地块征拆")
    for one in (event, event, other):  # each telling is an event of its own
        await desk.api.consume(EVENT, one, at=MOMENT)
    first, second = sorted(await issues(desk), key=lambda i: i["number"])
    assert (first["title"], second["title"]) == (event["title"], other["title"])
    assert int(second["number"][5:]) == int(first["number"][5:]) + 1
    assert await desk.api.parked() == []


async def test_the_ledger_tells_which_record_an_issue_was_found_in(desk):
    event = told(desk)
    await desk.api.consume(EVENT, event, at=MOMENT)
    (issue,) = await issues(desk)
    raised = await desk.api.events("zhongdian.schedule.issue.raised.v1")
    (said,) = [e["data"] for e in raised if e["data"]["issueId"] == issue["id"]]
    assert (said["source"], said["sourceId"]) == ("MEETING", event["sourceId"])


async def test_what_is_not_known_here_keeps_no_decision_off_the_ledger(desk):
    unit = str(new_id())
    await desk.api.consume(EVENT, told(desk, responsibleUnitId=unit, nodeId=str(new_id()), kind="SEA_USE"), at=MOMENT)
    (issue,) = await issues(desk)
    assert issue["kind"] == "OTHER"
    assert f"议定责任单位：{unit}" in issue["description"]
    assert issue["node"] is None


async def test_a_decision_without_a_project_is_entered_too(desk):
    await desk.api.consume(EVENT, told(desk, projectId=None, title="无项目的议定事项"), at=MOMENT)
    query = '{ issues(filter: { search: "无项目的议定" }) { edges { node { title number } } } }'
    (edge,) = (await desk.api(query, as_=desk.service, on=date(2027, 3, 26)))["issues"]["edges"]
    assert edge["node"]["title"] == "无项目的议定事项"


async def test_long_texts_are_kept_to_the_length_of_the_ledger_with_unit_and_limit_whole(desk):
    await desk.api.consume(EVENT, told(desk, title="题" * 300, description="情" * 5000), at=MOMENT)
    (issue,) = await issues(desk)
    assert len(issue["title"]) == LONGEST_TITLE
    assert len(issue["description"]) == LONGEST_DESCRIPTION
    assert issue["description"].endswith("议定期限：2027-04-10")


async def test_such_an_issue_is_handed_out_and_closed_as_any_other(desk):
    await desk.api.consume(EVENT, told(desk), at=MOMENT)
    (issue,) = await issues(desk)
    issue["version"] = 1
    day = date(2027, 3, 26)
    assigned = await desk.done("assignIssue", issue, desk.service, day, to=desk.to())
    assert (assigned["state"], assigned["responsibleUnit"]["id"]) == ("ASSIGNED", str(desk.life.land_unit))


async def test_a_direct_issue_has_no_consultation(desk):
    await desk.raised()
    (issue,) = await issues(desk)
    assert issue["consultationId"] is None
