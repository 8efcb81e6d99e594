"""Issues that are on the ledger twice, and units that are in the directory twice (第十条、第四条)."""

from __future__ import annotations

from datetime import date

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.ledger.desk import MONDAY, codes, desk
from tests.schedule.life import organization

CHANGED = "zhongdian.reserve.organization.changed.v1"
REGISTERED = "zhongdian.reserve.organization.registered.v1"


async def test_a_duplicate_is_merged_its_links_are_the_survivors_and_undone_it_is_as_it_was(api):
    at = await desk(api)
    planned = await at.life.plan(at.life.node("A", 10), at.life.node("B", 5, "A"))
    node = planned["nodePlan"]["nodes"]["edges"][0]["node"]["node"]["id"]
    keep, twice = await at.accepted(), await at.assigned(nodeId=node)
    gone = await at.done("mergeIssue", twice, at.service, intoId=keep["id"], reason="同一地块")
    assert (gone["state"], gone["mergedInto"]["number"], gone["timing"]) == ("MERGED", keep["number"], "ENDED")
    seen = await at.look(keep, "version state mergedIssues { number node { id } steps { totalCount } }")
    assert (seen["version"], seen["state"]) == (keep["version"] + 1, "ACCEPTED")
    assert seen["mergedIssues"] == [{"number": twice["number"], "node": {"id": node}, "steps": {"totalCount": 3}}]
    query = "query($id: UUID!) { node(id: $id) { issues { number } } }"
    of_node = await at.api(query, {"id": node}, as_=at.service, on=MONDAY)
    assert sorted(i["number"] for i in of_node["node"]["issues"]) == sorted([keep["number"], twice["number"]])
    back = await at.done("undoIssueMerger", gone, at.service, reason="两处地块")
    assert (back["state"], back["dueOn"], back["mergedInto"]) == ("ASSIGNED", twice["dueOn"], None)
    history = await at.look(back, "steps { edges { node { action reason } } }")
    assert [e["node"]["action"] for e in history["steps"]["edges"]] == ["RAISE", "ASSIGN", "MERGE", "UNDO_MERGE"]
    assert [e["intoId"] for e in await at.told("merged")] == [keep["id"], None]


async def test_what_is_not_merged(api):
    at, other = await desk(api), await desk(api)
    one, two, closed = await at.raised(), await at.raised(), await at.closed()
    foreign = await other.raised()
    for issue, into, refused in (
        (one, one, ["SAME_ISSUE"]),
        (one, closed, ["SURVIVOR_NOT_OPEN"]),
        (one, foreign, ["OTHER_PROJECT"]),
        (closed, one, ["ISSUE_STATE"]),
        (one, {"id": str(new_id())}, ["ISSUE_UNKNOWN"]),
    ):
        done = await at.step("mergeIssue", issue, at.service, intoId=into["id"], reason="重复")
        assert codes(done) == refused
    assert codes(await at.step("mergeIssue", one, at.service, intoId=two["id"], reason="")) == ["REASON_MISSING"]
    assert codes(await at.step("undoIssueMerger", one, at.service, reason="误并")) == ["ISSUE_STATE"]
    merged = await at.done("mergeIssue", one, at.service, intoId=two["id"], reason="重复")
    again = await at.look(two, "id version")
    third = await at.raised()
    assert codes(await at.step("mergeIssue", again, at.service, intoId=third["id"], reason="重复")) == ["HAS_MERGED"]
    assert codes(await at.step("mergeIssue", third, at.service, intoId=merged["id"], reason="重复")) == [
        "SURVIVOR_NOT_OPEN"
    ]


async def test_open_issues_of_a_merged_unit_are_its_survivors_and_closed_ones_stay(api):
    at, keep = await desk(api), new_id()
    await api.consume(REGISTERED, organization(keep))
    closed, issue = await at.closed(), await at.accepted()
    told = organization(at.life.land_unit, version=2, active=False, mergedInto=str(keep))
    await api.consume(CHANGED, told)
    await api.consume(CHANGED, told)
    moved = await at.look(issue, "id version responsibleUnit { id } dueOn steps { totalCount }")
    assert (moved["responsibleUnit"]["id"], moved["dueOn"]) == (str(keep), issue["dueOn"])
    assert moved["steps"]["totalCount"] == issue["version"] + 1
    assert (await at.look(closed, "responsibleUnit { id }"))["responsibleUnit"]["id"] == str(at.life.land_unit)
    assert codes(await at.step("noteIssueProgress", moved, at.land, text="在办")) == ["NOT_RESPONSIBLE_UNIT"]
    theirs = person(Role.LAND, unit=keep)
    assert codes(await at.step("noteIssueProgress", moved, theirs, text="在办")) == []
    again = await at.done("reopenIssue", closed, at.service, date(2027, 3, 2), reason="未落实")
    assert again["responsibleUnit"]["id"] == str(keep)
    assert await api.parked() == []
