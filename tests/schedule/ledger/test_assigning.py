"""Raising, classifying, handing out by layer, accepting and contesting (第十条)."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Refused
from tests.harness.people import person
from tests.schedule.ledger.desk import MONDAY, codes, desk


async def test_what_an_issue_lacks_is_said_at_once(api):
    at = await desk(api)
    refused = await at.raise_(title=" ", description="", kind="WEATHER", nodeId=str(new_id()))
    assert sorted(codes(refused)) == ["DESCRIPTION_MISSING", "ISSUE_KIND_UNKNOWN", "NODE_UNKNOWN", "TEXT_MISSING"]
    assert {e["article"] for e in refused["userErrors"]} == {"第十条"}
    assert await at.listed() == []


async def test_a_project_that_the_person_does_not_see_is_unknown_and_a_node_is_of_the_project(api):
    at, other = await desk(api), await desk(api)
    assert codes(await at.raise_(projectId=str(other.life.project))) == ["PROJECT_UNKNOWN"]
    assert codes(await at.raise_(as_=at.service, projectId=str(new_id()))) == ["PROJECT_UNKNOWN"]
    planned = await other.life.plan(other.life.node("A", 10))
    node = planned["nodePlan"]["nodes"]["edges"][0]["node"]["node"]["id"]
    assert codes(await at.raise_(as_=at.service, nodeId=node)) == ["LINK_OF_OTHER_PROJECT"]
    done = await other.raise_(projectId=None, nodeId=node)
    assert done["userErrors"] == []
    seen = await other.look(done["issue"], "project { id } node { id code } raisedByUnit { id } request { id }")
    assert seen == {
        "project": {"id": str(other.life.project)},
        "node": {"id": node, "code": "A"},
        "raisedByUnit": {"id": str(other.life.owner_unit)},
        "request": None,
    }


async def test_a_request_of_the_project_is_linked_by_its_key(api):
    at = await desk(api)
    request = str(new_id())
    await at.life.request("submitted", 1, None, requestId=request)
    issue = await at.raised(requestId=request)
    assert await at.look(issue, "request { id }") == {"request": {"id": request}}
    assert codes(await at.raise_(requestId=str(new_id()))) == ["REQUEST_UNKNOWN"]


async def test_only_the_departments_and_leaders_raise_for_other_units(api):
    at = await desk(api)
    town = str(at.life.town_unit)
    assert codes(await at.raise_(raisedByUnitId=town)) == ["RAISED_FOR_OTHERS"]
    assert codes(await at.raise_(as_=at.service, raisedByUnitId=str(new_id()))) == ["UNIT_UNKNOWN"]
    assert codes(await at.raise_(as_=at.leader, raisedByUnitId=town)) == []


@pytest.mark.parametrize(
    ("severity", "layer", "due", "refused"),
    [
        ("DIFFICULTY", None, "2027-03-15", []),
        ("DIFFICULTY", "CITY", None, ["LAYER_NOT_FOR_SEVERITY"]),
        ("BLOCKAGE", "LEADER", "2027-03-15", []),
        ("JAM", "DEPARTMENT", None, ["LAYER_NOT_FOR_SEVERITY"]),
        ("JAM", None, "2027-03-08", []),
    ],
)
async def test_severity_says_which_layers_take_an_issue_and_for_how_long(api, severity, layer, due, refused):
    at = await desk(api)
    issue = await at.raised(severity=severity)
    done = await at.step("assignIssue", issue, at.service, to=at.to(layer=layer, person="牵头领导丙"))
    assert codes(done) == refused
    assert (done["issue"] or {}).get("dueOn") == due


@pytest.mark.parametrize(("days", "refused"), [(0, True), (1, False), (60, False), (61, True)])
async def test_the_days_of_an_assignment_have_bounds(api, days, refused):
    at = await desk(api)
    done = await at.step("assignIssue", await at.raised(), at.service, to=at.to(workingDays=days))
    assert codes(done) == (["LIMIT_INVALID"] if refused else [])


async def test_a_limit_counts_working_days_and_says_when_a_year_is_provisional(api):
    at = await desk(api)
    issue = await at.assigned(on=date(2027, 3, 5))
    assert issue["dueOn"] == "2027-03-16"
    assert (await at.look(issue, "provisional")) == {"provisional": True}
    before = await at.assigned(on=date(2026, 3, 5))
    assert (await at.look(before, "provisional")) == {"provisional": False}


async def test_above_the_departments_the_person_who_leads_is_named(api):
    at = await desk(api)
    issue = await at.raised(severity="JAM")
    assert codes(await at.step("assignIssue", issue, at.service, to=at.to())) == ["PERSON_MISSING"]


async def test_an_issue_goes_to_a_unit_that_acts_by_those_who_keep_the_ledger(api):
    at = await desk(api)
    issue = await at.raised()
    assert codes(await at.step("assignIssue", issue, at.service, to=at.to(new_id()))) == ["UNIT_UNKNOWN"]
    with pytest.raises(Refused, match="FORBIDDEN"):
        await at.step("assignIssue", issue, at.owner, to=at.to())
    assert codes(await at.step("assignIssue", issue, at.life.authority, to=at.to())) == []


async def test_handed_on_it_has_a_limit_of_its_own_and_the_first_stays_on_record(api):
    at = await desk(api)
    issue = await at.accepted()
    day = date(2027, 3, 11)
    same = await at.step("assignIssue", issue, at.service, day, to=at.to(), reason="催办")
    assert codes(same) == ["NOTHING_CHANGED"]
    bare = await at.step("assignIssue", issue, at.service, day, to=at.to(at.life.town_unit))
    assert codes(bare) == ["REASON_MISSING"]
    moved = await at.done(
        "assignIssue", issue, at.service, day, to=at.to(at.life.town_unit, workingDays=5), reason="属地负责"
    )
    assert (moved["state"], moved["dueOn"], moved["originalDueOn"]) == ("ASSIGNED", "2027-03-18", "2027-03-18")
    assert (moved["firstDueOn"], moved["onceLate"]) == ("2027-03-10", True)
    assert codes(await at.step("acceptIssue", moved, at.land, day)) == ["NOT_RESPONSIBLE_UNIT"]
    assert [e["responsibleUnitId"] for e in await at.told("assigned")] == [
        str(at.life.land_unit),
        str(at.life.town_unit),
    ]


async def test_a_contest_that_is_upheld_hands_the_issue_on_and_one_that_is_not_counts_as_accepted(api):
    at = await desk(api)
    issue = await at.done("contestIssue", await at.assigned(), at.land, reason="属地事项")
    assert (issue["state"], issue["dueOn"]) == ("CONTESTED", "2027-03-10")
    own = person(Role.PROJECT_SERVICE, unit=at.life.land_unit, subject="moved-to-land")
    assert codes(await at.step("decideIssueContest", issue, own, reason="维持")) == ["OWN_CONTEST"]
    to_same = await at.step("decideIssueContest", issue, at.service, reason="成立", to=at.to())
    assert codes(to_same) == ["NOTHING_CHANGED"]
    upheld = await at.done(
        "decideIssueContest", issue, at.service, reason="成立", to=at.to(at.life.town_unit, workingDays=4)
    )
    assert (upheld["state"], upheld["dueOn"]) == ("ASSIGNED", "2027-03-05")
    again = await at.done("contestIssue", upheld, at.life.town, reason="无权限")
    kept = await at.done("decideIssueContest", again, at.service, reason="属地职责")
    assert (kept["state"], kept["dueOn"]) == ("ACCEPTED", "2027-03-05")
    assert codes(await at.step("contestIssue", kept, at.life.town, reason="再议")) == ["ISSUE_STATE"]


async def test_an_accepted_issue_is_not_contested_and_a_contest_gives_its_reason(api):
    at = await desk(api)
    assert codes(await at.step("contestIssue", await at.assigned(), at.land, reason=" ")) == ["REASON_MISSING"]
    refused = await at.step("contestIssue", await at.accepted(), at.land, reason="属地事项")
    assert codes(refused) == ["ISSUE_STATE"]
    assert "已交办、待接收" in refused["userErrors"][0]["message"]


async def test_classifying_keeps_the_limit_and_a_severity_that_the_layer_does_not_take_is_refused(api):
    at = await desk(api)
    issue = await at.accepted()
    given = {"kind": "RELOCATION", "severity": "DIFFICULTY", "reason": "实为征拆"}
    done = await at.done("classifyIssue", issue, at.service, **given)
    assert (done["kind"], done["severity"], done["dueOn"]) == ("RELOCATION", "DIFFICULTY", "2027-03-10")
    assert codes(await at.step("classifyIssue", done, at.service, **given)) == ["NOTHING_CHANGED"]
    jam = await at.step("classifyIssue", done, at.service, **(given | {"severity": "JAM"}))
    assert codes(jam) == ["LAYER_NOT_FOR_SEVERITY"]
    seen = await at.look(done, "steps { edges { node { action changes { what before after } } } }")
    assert seen["steps"]["edges"][-1]["node"]["changes"] == [
        {"what": "severity", "before": "BLOCKAGE", "after": "DIFFICULTY"},
        {"what": "kind", "before": "LAND_QUOTA", "after": "RELOCATION"},
    ]
    assert (await at.look(done, "raisedOn"))["raisedOn"] == MONDAY.isoformat()
