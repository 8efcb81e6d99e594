"""A consultation's decision on the ledger of issues: what schedule tells of the issue is shown with the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from services.chassis.clock import new_id
from services.support.store import tables
from tests.support.land_world import LandDistrict
from tests.support.rest_world import Planning

DAY = date(2027, 6, 10)
TYPE = "zhongdian.schedule.issue.{}.v1"
MONTHS = iter(date(2027 + n // 12, n % 12 + 1, 1) for n in range(400))
SHOWN = "followUp { issueId number state stateName dueOn closedOn reason intoId issue { id } }"


@pytest.fixture
async def land(api) -> Planning:
    month = next(MONTHS)
    made = Planning(await LandDistrict(api).told(), month.replace(day=10))
    made.meeting = await made.opened(month)
    return made


async def raised(land: Planning) -> tuple[dict[str, Any], dict[str, Any]]:
    """Decide an item, hand it over, and let schedule say that it has it; return item and what every event of it says."""
    item = await land.decided(land.meeting, land.day)
    seen = {"itemId": item["id"], "expectedVersion": item["version"], "severity": "JAM"}
    await land.do("raiseLandFollowUp", "item { id }", **seen)
    facts = {"issueId": str(new_id()), "number": "2027-0007", "projectId": None, "division": land.district.division}
    await tell(land, "raised", facts, version=1, sourceId=item["id"], source="MEETING", raisedOn=str(DAY))
    return item, facts


async def tell(land: Planning, verb: str, facts: dict[str, Any], **more: Any) -> None:
    await land.district.api.consume(TYPE.format(verb), facts | more)


async def shown(land: Planning, item: dict[str, Any]) -> dict[str, Any] | None:
    query = f"""query($id: UUID!) {{ landConsultation(id: $id) {{ items(first: 200) {{ edges {{ node {{ id {SHOWN} }} }} }} }} }}"""
    of = {"id": land.meeting["id"]}
    found = await land.district.api(query, of, as_=land.district.officer, on=land.day)
    nodes = [e["node"] for e in found["landConsultation"]["items"]["edges"]]
    return next(n["followUp"] for n in nodes if n["id"] == item["id"])


async def test_a_decision_shows_how_its_issue_goes_on_until_it_is_closed(land):
    item, facts = await raised(land)
    first = await shown(land, item)
    assert (first["number"], first["state"], first["stateName"], first["issue"]) == (
        "2027-0007",
        "RAISED",
        "待交办",
        {"id": facts["issueId"]},
    )
    await tell(land, "assigned", facts, version=2, dueOn="2027-06-25")
    assert ((await shown(land, item))["state"], (await shown(land, item))["dueOn"]) == ("ASSIGNED", "2027-06-25")
    await tell(land, "reported-done", facts, version=3, dueOn="2027-06-25", doneOn="2027-06-20")
    assert (await shown(land, item))["state"] == "REPORTED_DONE"
    await tell(land, "closed", facts, version=4, closedOn="2027-06-22", dueOn="2027-06-25")
    closed = await shown(land, item)
    assert (closed["state"], closed["closedOn"]) == ("CLOSED", "2027-06-22")
    await tell(land, "reopened", facts, version=5, dueOn="2027-07-01", reason="指标尚未下达")
    again = await shown(land, item)
    assert (again["state"], again["closedOn"], again["dueOn"], again["reason"]) == (
        "REOPENED",
        None,
        "2027-07-01",
        "指标尚未下达",
    )
    await tell(land, "withdrawn", facts, version=6, reason="已自行解决")
    assert (await shown(land, item))["state"] == "WITHDRAWN"


async def test_a_merged_issue_names_the_other_until_the_merger_is_undone(land):
    item, facts = await raised(land)
    into = str(new_id())
    await tell(land, "merged", facts, version=2, intoId=into)
    merged = await shown(land, item)
    assert (merged["state"], merged["intoId"]) == ("MERGED", into)
    await tell(land, "merged", facts, version=3, intoId=None)
    apart = await shown(land, item)
    assert (apart["state"], apart["intoId"]) == ("RAISED", None)


async def test_an_older_or_repeated_event_changes_nothing(land):
    item, facts = await raised(land)
    await tell(land, "closed", facts, version=4, closedOn="2027-06-22", dueOn="2027-06-25")
    await tell(land, "assigned", facts, version=2, dueOn="2027-06-25")
    await tell(land, "raised", facts, version=1, sourceId=item["id"], source="MEETING", raisedOn=str(DAY))
    assert (await shown(land, item))["state"] == "CLOSED"


async def test_issues_that_come_of_nothing_here_are_not_kept(land):
    item, _ = await raised(land)
    issue = tables.FollowUpIssue
    before = await land.district.api.rows(select(issue.item_id))
    for source in (None, str(new_id())):
        facts = {"issueId": str(new_id()), "number": "2027-0009", "projectId": None, "division": land.district.division}
        await tell(land, "raised", facts, version=1, sourceId=source, source="REPORT", raisedOn=str(DAY))
        await tell(land, "closed", facts, version=2, closedOn="2027-06-22", dueOn="2027-06-25")
    assert await land.district.api.rows(select(issue.item_id)) == before
    assert item["id"] in {str(row.item_id) for row in before}


async def test_the_unit_that_carries_a_decision_out_sees_its_issue_and_others_do_not(land):
    item, _ = await raised(land)
    mine = f"{{ myLandAgendaItems(first: 50) {{ edges {{ node {{ id {SHOWN} }} }} }} }}"
    found = await land.district.api(mine, as_=land.district.owner, on=land.day)
    assert [e["node"]["followUp"]["state"] for e in found["myLandAgendaItems"]["edges"]] == ["RAISED"]
    found = await land.district.api(mine, as_=land.district.agent, on=land.day)
    assert found["myLandAgendaItems"]["edges"] == []
    assert item["id"]
